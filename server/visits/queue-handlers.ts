import { queueCommands } from '#shared/contract/queue-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { QueueService } from './queue-service.ts'

export function queueRoutes(queue: QueueService, clock: Clock): Route[] {
  return [
    ask(queueCommands.listQueue, (tx, principal) => queue.list(tx, principal, clock.now())),
    route(queueCommands.drawTicket, (act, body) => queue.draw(act, body)),
    route(queueCommands.callTicket, (act, body) => queue.call(act, body)),
    route(queueCommands.returnTicket, (act, body) => queue.putBack(act, body)),
    route(queueCommands.endTicket, (act, body) => queue.end(act, body)),
  ]
}
