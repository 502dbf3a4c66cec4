import type { CitizenTexts } from './de.ts'

/** Leichte Sprache: short sentences, one thought each, no passive, no abbreviations. */
export const leicht: CitizenTexts = {
  title: 'Ihr Bildschirm',
  language: 'Sprache',
  counter: 'Platz {number}',
  opening: 'Bitte warten Sie kurz.',
  away: 'Es gibt gerade keine Verbindung. Bitte warten Sie. Die Verbindung kommt von allein wieder.',
  pair: {
    title: 'Bildschirm verbinden',
    text: 'Dieser Bildschirm gehört noch zu keinem Schalter. Am Schalter steht ein Code. Bitte geben Sie den Code ein.',
    code: 'Code',
    hint: 'Der Code hat 8 Zeichen. Zum Beispiel: ABCD 2345',
    button: 'Verbinden',
    empty: 'Bitte geben Sie den Code ein. Der Code hat 8 Zeichen.',
    lost: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
  },
  rest: {
    morning: 'Guten Morgen',
    day: 'Guten Tag',
    evening: 'Guten Abend',
    welcome: 'Willkommen.',
    text: 'Hier sehen Sie gleich, was wir für Sie aufschreiben. Jetzt sehen Sie noch keine Daten.',
  },
  blank: {
    title: 'Der Bildschirm macht Pause',
    text: 'Niemand sieht jetzt Ihre Daten. Die Beraterin kann den Bildschirm wieder anmachen.',
  },
  wiping: 'Der Bildschirm löscht jetzt Ihre Daten.',
}
