/** BCP 47; spoken ones are named by the browser in whatever language a page speaks. */
export const interpretedLanguages = [
  'ar',
  'bg',
  'en',
  'fa',
  'fr',
  'ku',
  'pl',
  'ro',
  'ru',
  'es',
  'tr',
  'uk',
  'vi',
  'gsg',
] as const
export type InterpretedLanguage = (typeof interpretedLanguages)[number]

/** Deutsche Gebärdensprache: seen and not heard, so its picture has a place of its own. */
export const signLanguage = 'gsg' satisfies InterpretedLanguage
