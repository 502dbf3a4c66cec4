import { barrierCommands } from '#shared/contract/barrier-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { BarrierService } from './barrier-service.ts'

export function barrierRoutes(barriers: BarrierService): Route[] {
  return [
    ask(barrierCommands.listBarriers, (tx) => barriers.list(tx)),
    route(barrierCommands.answerBarrier, (act, body) => barriers.answer(act, actorOf(act), body)),
  ]
}
