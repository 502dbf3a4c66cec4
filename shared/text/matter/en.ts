import type { MatterWords } from '../matter-words.ts'

export const en: MatterWords = {
  states: {
    accepted: 'accepted',
    checking: 'being checked',
    question: 'question for you',
    decided: 'decided',
    done: 'finished',
    closed: 'closed',
  },
  steps: {
    collect: 'We have taken up your request. The details are still being completed.',
    check: 'The details have been checked. Next they are approved.',
    sign: 'Everything is approved. Next you sign.',
    pay: 'Next the fee is paid.',
    handover: 'Everything is complete. We hand it over to the responsible authority.',
    waiting: 'The authority has received everything and is working on it. You need not do anything.',
    question: 'The authority has a question for you. Please contact the citizens’ office.',
    bring: 'We still need something from you. Please bring it or call us.',
    callback: 'A specialist will call back. Then it goes on.',
    notice: 'The authority has decided. You will be notified.',
    rejected: 'The authority has refused. The notice gives the reasons and says what you can do about it.',
    nothing: 'Everything is done.',
    closed: 'This is not being processed any further.',
  },
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  locale: 'en-GB',
}
