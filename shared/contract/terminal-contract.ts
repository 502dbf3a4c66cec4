import { Type } from 'typebox'
import type { ServiceId } from '#shared/model/ids.ts'
import type { OpenedCase } from './case-contract.ts'
import { decision } from './command.ts'
import { closed, line, oneOf, slug } from './shapes.ts'

/** What a terminal may do that no other seat may: begin without staff, and end. */
export const terminalCommands = {
  /** A case of the office that looks after the terminal; the terminal shows it until it ends. */
  beginVisit: decision<OpenedCase>()(
    'terminal:begin',
    'terminal.visit',
    closed({
      services: Type.Array(slug<ServiceId>(), { minItems: 1, maxItems: 12, uniqueItems: true }),
      lifeEvent: Type.Optional(slug<string>()),
      citizen: Type.Optional(closed({ name: line(120) })),
    }),
  ),
  /** The person goes; the terminal wipes itself and proves it with `seat:wiped`. */
  endVisit: decision<null>()('terminal:end', 'terminal.visit', closed({ why: oneOf(['person', 'idle']) })),
}
