import { handoverCommands } from '#shared/contract/handover-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { PauseService } from '#server/cases/pause-service.ts'
import type { Snapshots } from '#server/cases/snapshot-service.ts'
import { ask, askInSteps, route, routeOver, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { AnswerService } from './answer-service.ts'
import type { HandoverService } from './handover-service.ts'
import type { InboxService } from './inbox-service.ts'
import type { ResponseService } from './response-service.ts'

export interface HandoverServices {
  readonly handovers: HandoverService
  readonly answers: AnswerService
  readonly inbox: InboxService
  readonly responses: ResponseService
  readonly pauses: PauseService
  readonly snapshots: Snapshots
}

export function handoverRoutes(services: HandoverServices, clock: Clock): Route[] {
  const { handovers, answers, inbox, responses, pauses, snapshots } = services
  const take = (_principal: unknown, body: { case: CaseId }) => snapshots.take(body.case)
  return [
    ask(handoverCommands.listHandovers, (tx, principal, body) => handovers.list(tx, principal, body.case)),
    routeOver(
      handoverCommands.handOver,
      (principal, body) => handovers.prepare(principal, body),
      (act, body, prepared, meta) => handovers.handOver(act, body, prepared, meta.rev),
    ),
    routeOver(handoverCommands.answerQuestion, take, (act, body, taken) => answers.answer(act, taken, body)),
    ask(handoverCommands.listInbox, (tx, principal, body) => inbox.list(tx, principal, body.scope ?? 'open')),
    route(handoverCommands.openBundle, (act, body) => inbox.open(act, body.handover)),
    askInSteps(handoverCommands.verifyBundle, (_acts, principal, body) =>
      inbox.verify(principal, body.handover),
    ),
    route(handoverCommands.respond, (act, body) => responses.respond(act, body)),
    ask(handoverCommands.readFigures, (tx) => inbox.figures(tx)),
    route(handoverCommands.pauseService, (act, body, meta) => pauses.pause(act, { ...body, rev: meta.rev })),
    route(handoverCommands.resumeService, (act, body) => pauses.resume(act, body)),
    ask(handoverCommands.findPaused, (tx, principal, body) =>
      pauses.find(tx, principal, body.number, clock.now()),
    ),
  ]
}
