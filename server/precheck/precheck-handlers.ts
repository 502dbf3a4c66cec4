import { precheckCommands } from '#shared/contract/precheck-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { ask, route, routeOver, type Route } from '#server/gateway/command-router.ts'
import type { Snapshots } from '#server/cases/snapshot-service.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { FindingService } from './finding-service.ts'
import type { PrecheckService } from './precheck-service.ts'
import type { SignOffService } from './sign-off-service.ts'

interface PrecheckServices {
  readonly precheck: PrecheckService
  readonly findings: FindingService
  readonly signOffs: SignOffService
}

export function precheckRoutes(
  { precheck, findings, signOffs }: PrecheckServices,
  snapshots: Snapshots,
  clock: Clock,
): Route[] {
  const take = (_principal: unknown, body: { case: CaseId }) => snapshots.take(body.case)
  return [
    ask(precheckCommands.getPrecheck, (tx, principal, body) =>
      precheck.get(tx, principal, body.case, clock.now()),
    ),
    routeOver(precheckCommands.runPrecheck, take, (act, body, taken) => precheck.run(act, taken, body)),
    routeOver(precheckCommands.decideFinding, take, (act, body, taken) => findings.decide(act, taken, body)),
    routeOver(precheckCommands.giveSignOff, take, (act, body, taken) => signOffs.give(act, taken, body)),
    route(precheckCommands.withdrawSignOff, (act, body) => signOffs.withdraw(act, body)),
    routeOver(precheckCommands.confirmBlock, take, (act, body, taken) => precheck.confirm(act, taken, body)),
  ]
}
