import type { SlipLanguage } from '#shared/model/slip.ts'
import { matterWords, type MatterWords } from '#shared/text/matter-words.ts'

/** The fixed texts of a Laufzettel in one language. Names of services and authorities stay German, as they are official. */
export interface SlipWords extends MatterWords {
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
  ...matterWords.de,
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
  ...matterWords.en,
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
  ...matterWords.easy,
}

export const slipWords: Readonly<Record<SlipLanguage, SlipWords>> = { de, en, easy }
