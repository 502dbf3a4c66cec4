import { createI18n } from 'vue-i18n'
import type { Language } from '#shared/text/languages.ts'
import { de, type CitizenTexts } from './citizen/de.ts'
import { common } from './de/common.ts'
import { forms } from './de/forms.ts'
import { textsIn, type OtherLanguages } from './spoken.ts'
import { compileMessage } from './message-compiler.ts'

const others: OtherLanguages<CitizenTexts> = {
  easy: async () => (await import('./citizen/easy.ts')).easy,
  en: async () => (await import('./citizen/en.ts')).en,
  tr: async () => (await import('./citizen/tr.ts')).tr,
  ar: async () => (await import('./citizen/ar.ts')).ar,
}

/** The fixed texts of the citizen's pages in a language. @throws when they cannot be fetched */
export const citizenTexts = (language: Language): Promise<CitizenTexts> => textsIn(de, others, language)

/** German is there at once, the others when they are chosen; the forms speak German as the catalogue does. */
export function createCitizenTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    messageCompiler: compileMessage,
    locale: 'de',
    fallbackLocale: 'de',
    messages: { de: { common: { ...common, lost: de.lost }, forms, seat: de } } as never,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
