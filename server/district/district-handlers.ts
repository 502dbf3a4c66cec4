import { districtCommands } from '#shared/contract/district-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { DistrictService } from './district-service.ts'

export function districtRoutes(district: DistrictService, clock: Clock): Route[] {
  return [
    ask(districtCommands.readDistrict, (tx, principal) => district.view(tx, principal, clock.now())),
    route(districtCommands.releaseDistrict, (act, body) => district.release(act, actorOf(act), body)),
    route(districtCommands.rejectDistrict, (act, body) => district.reject(act, actorOf(act), body)),
  ]
}
