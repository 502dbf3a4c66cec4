import { de as matter } from '#shared/text/matter/de.ts'
import type { StatusTexts } from './status-texts.ts'

export const de: StatusTexts = {
  title: 'Stand Ihres Anliegens',
  intro: 'Geben Sie den Code von Ihrem Laufzettel ein. Sie brauchen kein Konto.',
  code: 'Code',
  hint: 'Acht Zeichen, zum Beispiel 7KXM-Q4RT. Groß oder klein ist gleich.',
  show: 'Stand ansehen',
  loading: 'Einen Moment …',
  typo: 'Der Code stimmt so nicht. Bitte prüfen Sie die acht Zeichen auf Ihrem Laufzettel.',
  unknown:
    'Zu diesem Code gibt es keinen Stand. Vielleicht ist er abgelaufen. Bitte prüfen Sie die Zeichen oder fragen Sie Ihr Bürgerbüro.',
  tries:
    'Es wurden zu viele falsche Codes eingegeben. Bitte versuchen Sie es in {minutes} Minuten noch einmal.',
  away: 'Die Seite ist gerade nicht zu erreichen. Bitte versuchen Sie es später noch einmal.',
  at: 'Stand {at}',
  next: 'Wie es weitergeht',
  missing:
    'Es fehlen noch {n} Unterlagen von Ihnen. Die erste bis {until}. Was es ist, steht auf Ihrem Laufzettel.',
  missingOne: 'Es fehlt noch eine Unterlage von Ihnen, bis {until}. Was es ist, steht auf Ihrem Laufzettel.',
  responsible: 'Zuständig: {name}',
  ask: 'Fragen?',
  phone: 'Telefon',
  hours: 'Geöffnet',
  other: 'Anderen Code eingeben',
  privacy: 'Auf dieser Seite stehen kein Name und keine Adresse. Es werden keine Cookies gesetzt.',
  language: 'Sprache',
  ...matter,
}
