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
  case: {
    with: 'Sie sitzen bei {name}',
    there: 'Auch am Tisch: {names}',
    page: 'Seite {at} von {of}',
    pages: 'Seiten des Vorgangs',
    back: 'Zurück',
    next: 'Weiter',
    elsewhere: '{name} ist gerade auf einer anderen Seite.',
    follow: 'Dorthin gehen',
    why: 'Diese Angaben braucht: {authority}. Sie dürfen hier selbst verbessern.',
    confirm: 'Stimmt',
    confirmOf: 'Stimmt: {title}',
    confirmed: 'Von Ihnen bestätigt um {at} Uhr',
    changed: 'Hier hat sich etwas geändert. Bitte noch einmal ansehen.',
  },
  saved: {
    saved: 'Alles ist gespeichert',
    saving: 'Wird gespeichert …',
    offline: 'Verbindung weg. Ihre Eingaben sind hier gesichert.',
    stopped: 'Hier kann gerade nichts geändert werden.',
  },
  specialist: {
    sees: 'sieht Ihre Angaben: ja',
    blind: 'sieht Ihre Angaben: nein',
  },
  papers: {
    title: 'Ihre Unterlagen',
    none: 'Bis jetzt liegt keine Unterlage vor.',
    picture: 'Bild der Unterlage: {title}',
    seen: 'Im Original gesehen, nicht gespeichert',
    follows: 'Wird bis {day} nachgereicht',
    stored: 'Liegt beim Vorgang',
  },
  check: {
    title: 'Ihre Angaben werden geprüft',
    text: '{name} prüft gerade, ob alles vollständig ist. Sie müssen nichts tun.',
  },
  fee: {
    title: 'Was es kostet',
    none: 'Noch steht keine Gebühr fest.',
    payee: 'Das Geld bekommt: {authority}',
    exempt: 'kostenlos',
    paid: 'bezahlt',
    total: 'Zusammen',
  },
  consent: {
    title: '{name} möchte eine Fachkraft des Landkreises zuschalten',
    text: 'Sind Sie einverstanden, dass die Fachkraft Sie sieht und hört und Ihre Angaben in diesem Vorgang mitliest? Sie entscheiden. Es wird nichts aufgezeichnet.',
    all: 'Bild und Ton',
    audio: 'Nur Ton',
    talk: 'Bild und Ton, ohne Akteneinsicht',
    none: 'Nein, lieber Termin oder schriftlich',
    always:
      '„Bild und Ton“ und „Nur Ton“ erlauben auch die Akteneinsicht. Sie können alles jederzeit beenden. Text {version}',
    end: 'Zuschaltung beenden',
    endText: 'Sie haben erlaubt: {scopes}. Der Knopf beendet sofort alles.',
    refused:
      'Sie haben Nein gesagt. Es wird niemand zugeschaltet. {name} bespricht mit Ihnen einen Termin oder schreibt der Behörde.',
    scopes: { video: 'Bild', audio: 'Ton', file: 'Akteneinsicht' },
  },
  wiping: 'Die Angaben werden von diesem Bildschirm gelöscht …',
} as const

/** What every language has to say. */
export type CitizenTexts = Spoken<typeof de>
type Spoken<T> = { readonly [K in keyof T]: T[K] extends string ? string : Spoken<T[K]> }
