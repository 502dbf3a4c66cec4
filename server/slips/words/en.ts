import { en as matter } from '#shared/text/matter/en.ts'
import type { SlipWords } from '../slip-words.ts'

export const en: SlipWords = {
  title: 'Your slip',
  intro: 'This is what we did for you today, and what comes next. Please keep this slip.',
  made: 'As of',
  number: 'Case',
  state: 'Status',
  next: 'What comes next',
  authority: 'Responsible',
  paid: 'Paid',
  paidTo: (amount, payee) => `${amount} to ${payee}`,
  bring: 'We still need from you',
  bringUntil: (title, day) => `${title}: by ${day}`,
  note: 'Notes and appointments',
  ask: 'Questions?',
  phone: 'Telephone',
  hours: 'Open',
  askHint: 'Please have the case number ready.',
  code: 'See the status online',
  codeAlt: 'QR code for the status page',
  codeLines: (address, until) => [
    `Open ${address} and enter the code, or scan the QR code with your phone.`,
    `The code is valid until ${until}. Whoever has it sees the status but no name. Pass it on only if you want to.`,
  ],
  ...matter,
}
