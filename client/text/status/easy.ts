import { easy as matter } from '#shared/text/matter/easy.ts'
import type { StatusTexts } from './status-texts.ts'

export const easy: StatusTexts = {
  title: 'So steht es',
  intro: 'Auf Ihrem Lauf-Zettel steht ein Code. Schreiben Sie den Code hier hinein.',
  code: 'Ihr Code',
  hint: 'Der Code hat 8 Zeichen. Große und kleine Buchstaben sind gleich.',
  show: 'Zeigen',
  loading: 'Bitte warten.',
  typo: 'Der Code ist falsch. Bitte schauen Sie noch einmal auf den Zettel.',
  unknown: 'Diesen Code gibt es nicht. Vielleicht ist er zu alt. Bitte fragen Sie Ihr Bürger-Büro.',
  tries: 'Der Code war zu oft falsch. Bitte warten Sie {minutes} Minuten. Dann geht es wieder.',
  away: 'Die Seite geht gerade nicht. Bitte probieren Sie es später noch einmal.',
  at: 'So ist der Stand am {at}',
  next: 'So geht es weiter',
  missing:
    'Uns fehlen noch {n} Sachen. Bringen Sie die erste bis zum {until}. Auf dem Lauf-Zettel steht, was fehlt.',
  missingOne:
    'Uns fehlt noch eine Sache. Bringen Sie sie bis zum {until}. Auf dem Lauf-Zettel steht, was fehlt.',
  responsible: 'Dieses Amt ist zuständig: {name}',
  ask: 'Haben Sie Fragen?',
  phone: 'Rufen Sie an',
  hours: 'Dann ist offen',
  other: 'Einen anderen Code eingeben',
  privacy: 'Ihr Name steht hier nicht. Ihre Adresse steht hier auch nicht.',
  language: 'Sprache',
  ...matter,
}
