import { createI18n } from 'vue-i18n'
import type { Language } from '#shared/text/languages.ts'
import { de as seat } from './citizen/de.ts'
import { common } from './de/common.ts'
import { forms } from './de/forms.ts'
import { textsIn, type OtherLanguages } from './spoken.ts'
import { de, type TerminalTexts } from './terminal/de.ts'
import { compileMessage } from './message-compiler.ts'

const others: OtherLanguages<TerminalTexts> = {
  easy: async () => (await import('./terminal/easy.ts')).easy,
  en: async () => (await import('./terminal/en.ts')).en,
  tr: async () => (await import('./terminal/tr.ts')).tr,
  ar: async () => (await import('./terminal/ar.ts')).ar,
}

/** The texts that a terminal has beside those of the citizen's screen. @throws when they cannot be fetched */
export const terminalTexts = async (language: Language) => ({ terminal: await textsIn(de, others, language) })

/** German is there at once, the others when they are chosen; the forms speak German as the catalogue does. */
export function createTerminalTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    messageCompiler: compileMessage,
    locale: 'de',
    fallbackLocale: 'de',
    messages: { de: { common: { ...common, lost: seat.lost }, forms, seat, terminal: de } } as never,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
