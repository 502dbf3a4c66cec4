import type { OtherLanguages } from './spoken.ts'
import type { StatementTexts } from './statement/de.ts'

/** The statement of accessibility beside German; its own German text stays where a language does not have it. */
export const otherStatements: OtherLanguages<StatementTexts> = {
  easy: async () => (await import('./statement/easy.ts')).easy,
  en: async () => (await import('./statement/en.ts')).en,
  tr: async () => (await import('./statement/tr.ts')).tr,
  ar: async () => (await import('./statement/ar.ts')).ar,
}
