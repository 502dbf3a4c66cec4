interface Spoken {
  /** What stands in the `lang` attribute. */
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  /** Of the language, in itself: for somebody who reads no German. */
  readonly name: string
  /** Translated by a machine and not reviewed yet: says so, in itself. Null: written or reviewed by people. */
  readonly machine: string | null
  /** Link to the statement of accessibility. */
  readonly statement: string
}

/** The languages of everything the citizen reads. One more: a line here, and a file in every folder the compiler then names. */
export const languages = {
  de: { lang: 'de', dir: 'ltr', name: 'Deutsch', machine: null, statement: 'Barrierefreiheit' },
  easy: { lang: 'de', dir: 'ltr', name: 'Leichte Sprache', machine: null, statement: 'Barriere-Freiheit' },
  en: { lang: 'en', dir: 'ltr', name: 'English', machine: null, statement: 'Accessibility' },
  tr: {
    lang: 'tr',
    dir: 'ltr',
    name: 'Türkçe',
    machine: 'Makine çevirisidir, henüz kontrol edilmedi.',
    statement: 'Erişilebilirlik',
  },
  ar: {
    lang: 'ar',
    dir: 'rtl',
    name: 'العربية',
    machine: 'ترجمة آلية لم تُراجَع بعد.',
    statement: 'إمكانية الوصول',
  },
} as const satisfies Readonly<Record<string, Spoken>>

export type Language = keyof typeof languages
export const languageNames = Object.keys(languages) as readonly Language[] as readonly [
  Language,
  ...Language[],
]

/** German of the same sentence, said beside it. */
export const machineGerman = 'Maschinell übersetzt, noch nicht geprüft.'

/** The language a browser asks for first; English for everybody whose language is not there. */
export function languageFor(wished: readonly string[]): Language {
  for (const one of wished) {
    const primary = one.toLowerCase().split('-')[0]
    const found = languageNames.find((name) => name === primary)
    if (found) return found
  }
  return 'en'
}

/**
 * Says over HTTP which language the page shows. A header of its own: `accept-language` comes with every request of every browser, and
 * a desk whose browser is set to `en` would then be answered in English. Only pages of citizens send it; its value is a {@link Language}.
 */
export const languageHeader = 'x-lotse-language'

/** What a page says about its language, in a packet or the header; nothing and nonsense mean German. */
export function saidLanguage(said: unknown): Language {
  return languageNames.find((name) => name === said) ?? 'de'
}

/** What is put into a sentence (a name, a number, a time) keeps its own direction; nothing is added where all runs left to right. */
export function apart(language: Language, text: string): string {
  return languages[language].dir === 'rtl' ? `\u2068${text}\u2069` : text
}
