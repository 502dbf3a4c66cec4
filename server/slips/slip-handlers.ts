import { slipCommands } from '#shared/contract/slip-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { SlipService } from './slip-service.ts'

export function slipRoutes(slips: SlipService, clock: Clock): Route[] {
  return [
    ask(slipCommands.readSlip, (tx, principal, body) => slips.read(tx, principal, body, clock.now())),
    route(slipCommands.issueSlip, (act, body) => slips.issue(act, actorOf(act), body)),
    route(slipCommands.revokeSlip, (act, body) => slips.revoke(act, actorOf(act), body)),
  ]
}
