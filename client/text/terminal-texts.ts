import { createI18n } from 'vue-i18n'
import { languages } from '#shared/text/languages.ts'
import { common } from './de/common.ts'
import { forms } from './de/forms.ts'
import { de as seatDe } from './citizen/de.ts'
import { easy as seatEasy } from './citizen/easy.ts'
import { en as seatEn } from './citizen/en.ts'
import { complete } from './spoken.ts'
import { de } from './terminal/de.ts'
import { easy } from './terminal/easy.ts'
import { en } from './terminal/en.ts'

/** What the terminal speaks; its own words are there in these languages. */
export const terminalLanguages = { de: languages.de, easy: languages.easy, en: languages.en } as const
export type TerminalLanguage = keyof typeof terminalLanguages

/** What the terminal says of its own and what it shares with the citizen's screen; the forms speak German as the catalogue does. */
export function createTerminalTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    locale: 'de',
    fallbackLocale: 'de',
    messages: {
      de: { common, forms, seat: seatDe, terminal: de },
      easy: { seat: complete(seatDe, seatEasy, 'easy'), terminal: easy },
      en: { seat: complete(seatDe, seatEn, 'en'), terminal: en },
    } as never,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
