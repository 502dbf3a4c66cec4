import { Type } from 'typebox'
import { talkWays, type HelpView, type WantedCall } from '#shared/model/help.ts'
import type { HelpId } from '#shared/model/ids.ts'
import { languageNames } from '#shared/text/languages.ts'
import { decision, question, type ValueOf } from './command.ts'
import type { consultationCommands } from './consultation-contract.ts'
import { closed, line, oneOf, paragraph, uuid } from './shapes.ts'

const help = uuid<HelpId>()

/** One tap at a terminal brings a person of the office that looks after it; what is said is text on both screens, or a talk. */
export const helpCommands = {
  /** Asked once it stays asked; `about`: what the person was looking at. */
  askHelp: decision<HelpView>()(
    'help:ask',
    'help.ask',
    closed({ about: Type.Optional(line(120)), language: Type.Optional(oneOf(languageNames)) }),
  ),
  /** Requests of the own office that are not over, and who is to be called, the oldest first. */
  listHelp: question<{ readonly helps: readonly HelpView[]; readonly calls: readonly WantedCall[] }>()(
    'help:list',
    'help.answer',
    closed({}),
  ),
  /** I come: one of the office alone; what was begun at the terminal is theirs then. */
  takeHelp: decision<HelpView>()('help:take', 'help.answer', closed({ help })),
  /** Words for the other side, from whoever took it and from the terminal that asked. */
  sayHelp: decision<null>()('help:say', 'help.talk', closed({ help, text: paragraph(1000) })),
  /** The citizen wishes to be seen and heard by who came, or not any more. */
  talkHelp: decision<null>()('help:way', 'help.ask', closed({ help, way: oneOf(talkWays) })),
  /** Short-lived TURN credentials for who came. */
  helpIce: question<ValueOf<typeof consultationCommands.iceServers>>()(
    'help:ice',
    'help.answer',
    closed({ help }),
  ),
  /** Whoever took it or the terminal ends it. */
  endHelp: decision<null>()('help:end', 'help.talk', closed({ help })),
  /** Nobody came: the citizen leaves a number with the office. */
  wantCall: decision<null>()('help:callback', 'help.ask', closed({ help, name: line(120), phone: line(40) })),
  /** The citizen was called; name and number are forgotten. */
  calledBack: decision<null>()('help:called', 'help.answer', closed({ help })),
}
