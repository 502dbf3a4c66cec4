import { createI18n } from 'vue-i18n'
import type { Language } from '#shared/text/languages.ts'
import { common } from './de/common.ts'
import { forms } from './de/forms.ts'
import { de as seat } from './citizen/de.ts'
import { de, type JoinTexts } from './join/de.ts'
import { de as paper } from './phone/de.ts'
import type { PhoneTexts } from './phone/phone-texts.ts'
import { textsIn, type OtherLanguages } from './spoken.ts'
import { compileMessage } from './message-compiler.ts'

const others: OtherLanguages<JoinTexts> = {
  easy: async () => (await import('./join/easy.ts')).easy,
  en: async () => (await import('./join/en.ts')).en,
  tr: async () => (await import('./join/tr.ts')).tr,
  ar: async () => (await import('./join/ar.ts')).ar,
}

/** Photographing and sending a paper is the same with the own phone at the counter. */
const otherPapers: OtherLanguages<Record<keyof PhoneTexts, string>> = {
  easy: async () => (await import('./phone/easy.ts')).easy,
  en: async () => (await import('./phone/en.ts')).en,
  tr: async () => (await import('./phone/tr.ts')).tr,
  ar: async () => (await import('./phone/ar.ts')).ar,
}

/** The texts that the page for citizens at home has beside those of the citizen's screen. @throws when they cannot be fetched */
export const joinTexts = async (language: Language) => ({
  join: await textsIn(de, others, language),
  paper: await textsIn<Record<keyof PhoneTexts, string>>(paper, otherPapers, language),
})

/** German is there at once, the others when they are chosen. */
export function createJoinTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    messageCompiler: compileMessage,
    locale: 'de',
    fallbackLocale: 'de',
    messages: { de: { common: { ...common, lost: seat.lost }, forms, seat, join: de, paper } } as never,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
