import { evidenceCommands } from '#shared/contract/evidence-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { EvidenceService } from './evidence-service.ts'

export function evidenceRoutes(evidence: EvidenceService, clock: Clock): Route[] {
  return [
    ask(evidenceCommands.listEvidence, async (tx, principal, body) => ({
      evidence: await evidence.list(tx, principal, body.case, clock.now()),
    })),
    route(evidenceCommands.followEvidence, (act, body) => evidence.follow(act, actorOf(act), body)),
    route(evidenceCommands.attestEvidence, (act, body) => evidence.attest(act, actorOf(act), body)),
    route(evidenceCommands.withdrawEvidence, (act, body) => evidence.withdraw(act, actorOf(act), body)),
  ]
}
