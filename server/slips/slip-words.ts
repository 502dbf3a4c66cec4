import type { NextStep, PlainState, SlipLanguage } from '#shared/model/slip.ts'

/** The fixed texts of a Laufzettel in one language. Names of services and authorities stay German, as they are official. */
export interface SlipWords {
  readonly title: string
  readonly intro: string
  readonly made: string
  readonly number: string
  readonly state: string
  readonly next: string
  readonly authority: string
  readonly paid: string
  readonly paidTo: (amount: string, payee: string) => string
  readonly bring: string
  readonly bringUntil: (title: string, day: string) => string
  readonly note: string
  readonly ask: string
  readonly phone: string
  readonly hours: string
  readonly askHint: string
  readonly code: string
  readonly codeAlt: string
  readonly codeLines: (address: string, until: string) => readonly string[]
  readonly states: Readonly<Record<PlainState, string>>
  readonly steps: Readonly<Record<NextStep, string>>
  readonly weekdays: readonly [string, string, string, string, string, string, string]
  readonly locale: string
}

const de: SlipWords = {
  title: 'Laufzettel',
  intro: 'Das haben wir heute für Sie getan, und so geht es weiter. Bitte heben Sie diesen Zettel auf.',
  made: 'Stand',
  number: 'Vorgang',
  state: 'Stand',
  next: 'Wie es weitergeht',
  authority: 'Zuständig',
  paid: 'Bezahlt',
  paidTo: (amount, payee) => `${amount} an ${payee}`,
  bring: 'Das fehlt noch von Ihnen',
  bringUntil: (title, day) => `${title}: bis ${day}`,
  note: 'Hinweise und Termine',
  ask: 'Fragen?',
  phone: 'Telefon',
  hours: 'Geöffnet',
  askHint: 'Nennen Sie bitte die Vorgangsnummer.',
  code: 'Stand im Internet ansehen',
  codeAlt: 'QR-Code zur Seite mit dem Stand',
  codeLines: (address, until) => [
    `Seite ${address} öffnen und den Code eingeben, oder den QR-Code mit dem Telefon lesen.`,
    `Der Code gilt bis ${until}. Wer ihn hat, sieht den Stand, aber keinen Namen. Geben Sie ihn nur weiter, wenn Sie das möchten.`,
  ],
  states: {
    accepted: 'angenommen',
    checking: 'wird geprüft',
    question: 'Rückfrage an Sie',
    decided: 'entschieden',
    done: 'fertig',
    closed: 'geschlossen',
  },
  steps: {
    collect: 'Ihr Anliegen ist aufgenommen. Die Angaben werden noch vervollständigt.',
    check: 'Die Angaben sind vorgeprüft. Als Nächstes werden sie freigegeben.',
    sign: 'Alles ist freigegeben. Als Nächstes unterschreiben Sie.',
    pay: 'Als Nächstes wird die Gebühr bezahlt.',
    handover: 'Alles ist vollständig. Wir geben es an die zuständige Behörde.',
    waiting: 'Die Behörde hat alles bekommen und bearbeitet es. Sie müssen nichts tun.',
    question: 'Die Behörde hat eine Frage an Sie. Bitte melden Sie sich beim Bürgerbüro.',
    bring: 'Es fehlt noch etwas von Ihnen. Bitte bringen Sie es oder rufen Sie an.',
    callback: 'Eine Fachkraft ruft zurück. Danach geht es weiter.',
    notice: 'Die Behörde hat entschieden. Sie bekommen Nachricht.',
    rejected: 'Die Behörde hat abgelehnt. Im Bescheid stehen die Gründe und was Sie dagegen tun können.',
    nothing: 'Alles ist erledigt.',
    closed: 'Das wird nicht weiter bearbeitet.',
  },
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  locale: 'de-DE',
}

const en: SlipWords = {
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

const easy: SlipWords = {
  title: 'Ihr Lauf-Zettel',
  intro: 'Hier steht: Das haben wir heute gemacht. Und so geht es weiter. Bitte heben Sie den Zettel auf.',
  made: 'Das ist der Stand vom',
  number: 'Ihre Nummer',
  state: 'So ist der Stand',
  next: 'So geht es weiter',
  authority: 'Dieses Amt ist zuständig',
  paid: 'Das haben Sie bezahlt',
  paidTo: (amount, payee) => `${amount}. Das Geld bekommt: ${payee}`,
  bring: 'Das müssen Sie noch bringen',
  bringUntil: (title, day) => `${title}. Bringen Sie es bis zum ${day}.`,
  note: 'Das ist noch wichtig',
  ask: 'Haben Sie Fragen?',
  phone: 'Rufen Sie an',
  hours: 'Dann ist offen',
  askHint: 'Sagen Sie uns bitte Ihre Nummer.',
  code: 'Den Stand im Internet sehen',
  codeAlt: 'QR-Code für die Internet-Seite',
  codeLines: (address, until) => [
    `Gehen Sie auf die Internet-Seite ${address}. Geben Sie dort den Code ein. Oder: Machen Sie mit dem Handy ein Foto vom QR-Code.`,
    `Der Code gilt bis zum ${until}. Zeigen Sie den Code nicht jedem. Wer den Code hat, sieht den Stand. Ihr Name steht dort nicht.`,
  ],
  states: {
    accepted: 'Wir haben es angenommen',
    checking: 'Wir prüfen es',
    question: 'Wir haben eine Frage an Sie',
    decided: 'Es ist entschieden',
    done: 'Es ist fertig',
    closed: 'Es ist beendet',
  },
  steps: {
    collect: 'Wir schreiben noch Angaben auf.',
    check: 'Wir haben alles geprüft. Jetzt muss noch jemand zustimmen.',
    sign: 'Jetzt müssen Sie unterschreiben.',
    pay: 'Jetzt müssen Sie bezahlen.',
    handover: 'Es ist alles da. Wir geben es jetzt an das Amt.',
    waiting: 'Das Amt hat alles bekommen. Sie müssen nichts tun.',
    question: 'Das Amt hat eine Frage. Bitte rufen Sie uns an.',
    bring: 'Es fehlt noch etwas. Bitte bringen Sie es. Oder rufen Sie uns an.',
    callback: 'Eine Fach-Person ruft an. Dann geht es weiter.',
    notice: 'Das Amt hat entschieden. Sie bekommen einen Brief.',
    rejected: 'Das Amt sagt: Nein. Sie bekommen einen Brief. Dort steht: warum. Und was Sie tun können.',
    nothing: 'Es ist alles erledigt.',
    closed: 'Wir machen hier nicht weiter.',
  },
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  locale: 'de-DE',
}

export const slipWords: Readonly<Record<SlipLanguage, SlipWords>> = { de, en, easy }
