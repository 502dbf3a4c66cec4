import { signatureCommands } from '#shared/contract/signature-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Snapshots } from '#server/cases/snapshot-service.ts'
import { ask, routeOver, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { SignatureService } from './signature-service.ts'

export function signatureRoutes(signatures: SignatureService, snapshots: Snapshots, clock: Clock): Route[] {
  const take = (_principal: unknown, body: { case: CaseId }) => snapshots.take(body.case)
  return [
    ask(signatureCommands.listSignatures, (tx, principal, body) =>
      signatures.list(tx, principal, body.case, clock.now()),
    ),
    routeOver(signatureCommands.addSignature, take, (act, body, taken) => signatures.add(act, taken, body)),
    routeOver(signatureCommands.refuseSignature, take, (act, body, taken) =>
      signatures.refuse(act, taken, body),
    ),
  ]
}
