import { createI18n } from 'vue-i18n'
import { de as seat } from './citizen/de.ts'
import { common } from './de/common.ts'
import { de as interpreting } from './interpreting/de.ts'
import { de as join } from './join/de.ts'
import { compileMessage } from './message-compiler.ts'

/** The page for those who interpret, with the check of devices it shares with citizens at home. */
export function createInterpretingTexts() {
  return createI18n({
    legacy: false,
    flatJson: true,
    messageCompiler: compileMessage,
    locale: 'de',
    fallbackLocale: 'de',
    messages: { de: { common, seat, join, interpreting } } as never,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
