import { auditCommands } from '#shared/contract/audit-contract.ts'
import { ask, route, routeOver, type Route } from '#server/gateway/command-router.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { TrailService } from './trail-service.ts'

export function auditRoutes(trail: TrailService): Route[] {
  return [
    ask(auditCommands.trailState, (tx, principal) => trail.state(tx, principal)),
    route(auditCommands.searchTrail, (act, body) => trail.search(act, actorOf(act), body)),
    routeOver(
      auditCommands.verifyTrail,
      (_principal, body) => trail.verify(body.anchor),
      (act, _body, verdict) => trail.keep(act, actorOf(act), verdict),
    ),
  ]
}
