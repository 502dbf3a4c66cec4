import { createI18n } from 'vue-i18n'
import type { Language } from '#shared/text/languages.ts'
import { common } from './de/common.ts'
import { forms } from './de/forms.ts'
import { de as seat } from './citizen/de.ts'
import { de, type JoinTexts } from './join/de.ts'
import { textsIn, type OtherLanguages } from './spoken.ts'

const others: OtherLanguages<JoinTexts> = {
  easy: async () => (await import('./join/easy.ts')).easy,
  en: async () => (await import('./join/en.ts')).en,
  tr: async () => (await import('./join/tr.ts')).tr,
  ar: async () => (await import('./join/ar.ts')).ar,
}

/** The texts that the page for citizens at home has beside those of the citizen's screen. @throws when they cannot be fetched */
export const joinTexts = async (language: Language) => ({ join: await textsIn(de, others, language) })

/** German is there at once, the others when they are chosen. */
export function createJoinTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    locale: 'de',
    fallbackLocale: 'de',
    messages: { de: { common, forms, seat, join: de } } as never,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
