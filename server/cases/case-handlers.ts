import { caseCommands } from '#shared/contract/case-contract.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { askInSteps, ask, route, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { CaseService } from './case-service.ts'
import type { ConsentService } from './consent-service.ts'

/** `follow` puts a connection that opened or read a case on its stream. */
export function caseRoutes(
  cases: CaseService,
  consents: ConsentService,
  clock: Clock,
  follow: (principal: Principal, id: CaseId) => void,
): Route[] {
  return [
    route(caseCommands.openCase, async (act, body) => {
      const opened = await cases.open(act, actorOf(act), body)
      act.afterCommit(() => follow(actorOf(act), opened.id))
      return opened
    }),
    askInSteps(caseCommands.getCase, async (acts, principal, body) => {
      await acts.read((tx) => cases.get(tx, principal, body.case, clock.now()))
      follow(principal, body.case)
      return acts.read((tx) => cases.get(tx, principal, body.case, clock.now()))
    }),
    ask(caseCommands.listCases, (tx, principal, body) =>
      cases.list(tx, principal, body.scope ?? 'mine', body.find),
    ),
    ask(caseCommands.readHistory, async (tx, principal, body) => ({
      entries: await cases.history(tx, principal, body.case, clock.now()),
    })),
    route(caseCommands.claimCase, (act, body, meta) => cases.claim(act, actorOf(act), body.case, meta.rev)),
    route(caseCommands.representCase, (act, body, meta) =>
      cases.represent(act, actorOf(act), body.case, body.representative, meta.rev),
    ),
    route(caseCommands.renameCase, (act, body, meta) =>
      cases.rename(act, actorOf(act), body.case, body.citizen.name, meta.rev),
    ),
    route(caseCommands.addService, (act, body, meta) =>
      cases.addService(act, actorOf(act), body.case, body.service, meta.rev),
    ),
    route(caseCommands.cancelService, (act, body, meta) =>
      cases.cancelService(act, actorOf(act), body.case, {
        caseService: body.caseService as CaseServiceId,
        reason: body.reason,
        rev: meta.rev,
      }),
    ),
    route(caseCommands.giveConsent, (act, body) => consents.give(act, actorOf(act), body)),
    route(caseCommands.refuseConsent, (act, body) => consents.refuse(act, actorOf(act), body)),
    route(caseCommands.withdrawConsent, (act, body) => consents.withdraw(act, actorOf(act), body)),
  ]
}
