import { createI18n } from 'vue-i18n'
import { compileMessage } from './message-compiler.ts'

/**
 * Every sentence a person reads, one file per capability: `de/<capability>.ts` exports one object of that name, and its
 * texts are called `<capability>.<…>`. Compiled by vue-i18n without eval, so that the strict content policy holds.
 */
const files = import.meta.glob<Record<string, TextTree>>('./de/*.ts', { eager: true })

export interface TextTree {
  readonly [key: string]: string | TextTree
}

export const german: Record<string, TextTree> = Object.assign({}, ...Object.values(files))

/** The texts of a page; a key without a sentence is shown as it is and told in development. */
export function createTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    messageCompiler: compileMessage,
    locale: 'de',
    fallbackLocale: 'de',
    messages: { de: german as never },
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
    warnHtmlMessage: true,
  })
}
