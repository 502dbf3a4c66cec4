import { Type } from 'typebox'
import type { QueueTicketId } from '#shared/model/ids.ts'
import type { QueueTicket } from '#shared/model/queue.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, uuid } from './shapes.ts'

const ticket = uuid<QueueTicketId>()

/** Who waits at the counter of the own office: drawn, called by exactly one, and gone when served. */
export const queueCommands = {
  /** Who waits or is at a counter now, in their order; `usualMinutes`: what those called today waited on average, null without one. */
  listQueue: question<{ readonly tickets: readonly QueueTicket[]; readonly usualMinutes: number | null }>()(
    'queue:list',
    'queue.serve',
    closed({}),
  ),
  /** Wartenummer ausgeben. */
  drawTicket: decision<QueueTicket>()(
    'queue:draw',
    'queue.serve',
    closed({
      name: Type.Optional(line(120)),
      wish: Type.Optional(line(120)),
    }),
  ),
  /** Aufrufen: one adviser gets the citizen, whoever stood at this desk before is through, and what its screen showed is wiped. @throws `E_STATE` called already */
  callTicket: decision<QueueTicket>()('queue:call', 'queue.serve', closed({ ticket })),
  /** Called by mistake: the number waits at its old place again. */
  returnTicket: decision<QueueTicket>()('queue:return', 'queue.serve', closed({ ticket })),
  /** The number is over. */
  endTicket: decision<null>()(
    'queue:end',
    'queue.serve',
    closed({ ticket, why: oneOf(['served', 'absent']) }),
  ),
}
