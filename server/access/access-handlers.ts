import { accessCommands } from '#shared/contract/access-contract.ts'
import { ask, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { AccessService } from './access-service.ts'

export function accessRoutes(access: AccessService, clock: Clock): Route[] {
  return [
    ask(accessCommands.readAccess, (tx, principal, body) =>
      access.read(tx, principal, body.case, clock.now()),
    ),
  ]
}
