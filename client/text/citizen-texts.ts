import { createI18n } from 'vue-i18n'
import { common } from './de/common.ts'
import { forms } from './de/forms.ts'
import { de } from './citizen/de.ts'
import { en } from './citizen/en.ts'
import { leicht } from './citizen/leicht.ts'

/** Languages of the citizen's pages by the name of their file, with what stands in the `lang` attribute and in which direction. */
export const citizenLanguages = {
  de: { lang: 'de', dir: 'ltr', name: 'Deutsch' },
  leicht: { lang: 'de', dir: 'ltr', name: 'Leichte Sprache' },
  en: { lang: 'en', dir: 'ltr', name: 'English' },
} as const
export type CitizenLanguage = keyof typeof citizenLanguages

/** The fixed texts of the citizen's pages; the forms speak German as the catalogue does. */
export function createCitizenTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    locale: 'de',
    fallbackLocale: 'de',
    messages: { de: { common, forms, seat: de }, leicht: { seat: leicht }, en: { seat: en } } as never,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
