import { sealedCommands } from '#shared/contract/sealed-contract.ts'
import { route, type Route } from '#server/gateway/command-router.ts'
import type { SealedValues } from './sealed-service.ts'

export function sealedRoutes(sealed: SealedValues): Route[] {
  return [route(sealedCommands.sealValue, (act, body) => sealed.put(act, body))]
}
