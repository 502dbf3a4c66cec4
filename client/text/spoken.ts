import { apart, languages, type Language } from '#shared/text/languages.ts'
import { askIn } from './page-language.ts'

/** What a language has to say: every key of the German texts, each as a sentence. */
export type Spoken<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends readonly string[] ? T[K] : Spoken<T[K]>
}
/** The same where a sentence may be missing on purpose: `null` shows the German one. A forgotten key does not compile. */
export type PartlySpoken<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string | null
    : T[K] extends readonly string[]
      ? T[K] | null
      : PartlySpoken<T[K]>
}

/** Every language beside German: where its texts are, fetched only when somebody chooses it. */
export type OtherLanguages<T> = Readonly<Record<Exclude<Language, 'de'>, () => Promise<PartlySpoken<T>>>>

/** A language ready to be shown: German where it says nothing, and what is put in (names, numbers, times) set apart from its direction. */
function complete<T>(german: T, spoken: PartlySpoken<T>, language: Language): T {
  const one = (de: unknown, said: unknown): unknown => {
    if (said === null)
      return Array.isArray(de) ? de.map((text) => apart(language, String(text))) : apart(language, String(de))
    if (typeof said === 'string') return said.replaceAll(/\{\w+\}/g, (place) => apart(language, place))
    if (Array.isArray(said)) return said
    const keys = Object.keys(said as object)
    return Object.fromEntries(
      keys.map((key) => [
        key,
        one((de as Record<string, unknown>)[key], (said as Record<string, unknown>)[key]),
      ]),
    )
  }
  return one(german, spoken) as T
}

/** @throws when the texts cannot be fetched */
export async function textsIn<T>(german: T, others: OtherLanguages<T>, language: Language): Promise<T> {
  return language === 'de' ? german : complete(german, await others[language](), language)
}

/** The page itself says in which language and direction it is read; what it asks the server from now on says so too. */
export function speakOn(page: Document, language: Language): void {
  page.documentElement.lang = languages[language].lang
  page.documentElement.dir = languages[language].dir
  askIn(language)
}
