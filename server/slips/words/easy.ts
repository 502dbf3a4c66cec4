import { easy as matter } from '#shared/text/matter/easy.ts'
import type { SlipWords } from '../slip-words.ts'

export const easy: SlipWords = {
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
  ...matter,
}
