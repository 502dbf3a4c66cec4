import type { InterpreterId } from '#shared/model/ids.ts'
import type { InterpretedLanguage } from '#shared/model/interpreted-language.ts'
import { languageName } from '#shared/text/language-name.ts'
import type { Mail, ShortMessage } from '#server/messages/message-port.ts'
import type { SentLink } from '#server/visits/link-post.ts'
import { linkLines, type LinkToSend } from '#server/visits/link-words.ts'
import type { InterpreterService } from './interpreter-service.ts'

type InterpreterToSend = LinkToSend & { readonly language: InterpretedLanguage }

const nameOf = (language: InterpretedLanguage) => languageName(language, 'de', 'Deutsche Gebärdensprache')

/** The link to interpret as a mail: who asks and for which language, neither citizen nor matter. */
function interpreterMail(to: string, asked: InterpreterToSend): Mail {
  const lines = [
    'Guten Tag,',
    '',
    `${asked.office} bittet Sie zu dolmetschen. Sprache: ${nameOf(asked.language)}.`,
    '',
    ...linkLines(asked),
    '',
    'Sie brauchen Kamera und Mikrofon und einen Raum, in dem niemand mithört.',
  ]
  return { to, subject: `Bitte dolmetschen: ${asked.office}`, text: lines.join('\n'), attachments: [] }
}

/** The same in a line. */
const interpreterSms = (to: string, { link, office, language }: InterpreterToSend): ShortMessage => ({
  to,
  text: `${office}: Bitte dolmetschen, ${nameOf(language)}. ${link}`,
})

/** Links to interpret as links that are sent. */
export const sentInterpreterLinks = (
  interpreters: InterpreterService,
): SentLink<InterpreterId, Awaited<ReturnType<InterpreterService['again']>>> => ({
  path: 'interpreters',
  refused: 'interpreter.send',
  again: (act, of, interpreter) => interpreters.again(act, { case: of, interpreter }),
  sent: (act, of, interpreter, by) => interpreters.sent(act, { case: of, interpreter }, by),
  mail: interpreterMail,
  sms: interpreterSms,
})
