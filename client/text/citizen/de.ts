/** Fixed texts of the citizen's pages. `en.ts` and `leicht.ts` have the same keys. */
export const de = {
  title: 'Bürgerbildschirm',
  language: 'Sprache',
  counter: 'Platz {number}',
  opening: 'Einen Augenblick bitte …',
  away: 'Die Verbindung ist gerade weg. Sie kommt von selbst wieder.',
  pair: {
    title: 'Bürgerbildschirm koppeln',
    text: 'Dieses Gerät ist noch keinem Schalter zugeordnet. Bitte geben Sie den Code ein, den der Schalter anzeigt.',
    code: 'Code',
    hint: '8 Zeichen, zum Beispiel ABCD 2345',
    button: 'Koppeln',
    empty: 'Bitte geben Sie den Code mit 8 Zeichen ein.',
    lost: 'Der Server ist gerade nicht zu erreichen. Bitte versuchen Sie es gleich noch einmal.',
  },
  rest: {
    morning: 'Guten Morgen',
    day: 'Guten Tag',
    evening: 'Guten Abend',
    welcome: 'Willkommen bei uns.',
    text: 'Hier sehen Sie gleich, was für Sie aufgeschrieben wird. Zurzeit werden keine Daten angezeigt.',
  },
  blank: {
    title: 'Die Anzeige ruht',
    text: 'Ihre Angaben sind verdeckt. Ihre Beraterin oder Ihr Berater kann die Anzeige wieder öffnen.',
  },
  wiping: 'Die Angaben werden von diesem Bildschirm gelöscht …',
} as const

/** What every language has to say. */
export type CitizenTexts = Spoken<typeof de>
type Spoken<T> = { readonly [K in keyof T]: T[K] extends string ? string : Spoken<T[K]> }
