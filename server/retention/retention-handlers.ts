import { retentionCommands } from '#shared/contract/retention-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Closing } from './closing.ts'
import type { DeletionService } from './deletion-service.ts'
import type { RetentionService } from './retention-service.ts'

export function retentionRoutes(
  closing: Closing,
  retention: RetentionService,
  deletions: DeletionService,
  clock: Clock,
): Route[] {
  return [
    route(retentionCommands.closeCase, (act, body, meta) =>
      closing.close(act, actorOf(act), body.case, meta.rev),
    ),
    ask(retentionCommands.readSealed, (tx, principal, body) =>
      retention.sealed(tx, principal, body.case, clock.now()),
    ),
    ask(retentionCommands.readRetention, (tx, principal) => retention.overview(tx, principal, clock.now())),
    ask(retentionCommands.previewDeletion, (tx) => deletions.preview(tx, clock.now())),
    route(retentionCommands.proposeDeletion, (act, body) =>
      deletions.propose(act, actorOf(act), body.numbers),
    ),
    route(retentionCommands.releaseDeletion, (act, body) => deletions.release(act, actorOf(act), body.run)),
    route(retentionCommands.rejectDeletion, (act, body) =>
      deletions.reject(act, actorOf(act), body.run, body.reason),
    ),
    route(retentionCommands.holdCase, (act, body) =>
      retention.hold(act, actorOf(act), body.number, body.reason),
    ),
    route(retentionCommands.liftHold, (act, body) => retention.lift(act, actorOf(act), body.number)),
    route(retentionCommands.answerOffer, (act, body) => retention.answerOffer(act, body.number, body.answer)),
  ]
}
