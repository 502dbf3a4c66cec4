import { de as matter } from '#shared/text/matter/de.ts'
import type { SlipWords } from '../slip-words.ts'

export const de: SlipWords = {
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
  ...matter,
}
