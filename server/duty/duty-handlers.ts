import { dutyCommands as commands } from '#shared/contract/duty-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import type { DutyBoard } from './duty-board.ts'
import type { DutyDesks } from './duty-desk.ts'
import type { PresenceService } from './presence-service.ts'

export function dutyRoutes(presence: PresenceService, board: DutyBoard, desks: DutyDesks): Route[] {
  return [
    route(commands.setPresence, (act, { state }) => presence.set(act, state)),
    ask(commands.readBoard, (tx, principal) => board.read(tx, principal)),
    ask(commands.readDesk, (tx, principal) => desks.read(tx, principal)),
  ]
}
