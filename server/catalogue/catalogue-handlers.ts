import { catalogueCommands } from '#shared/contract/catalogue-contract.ts'
import { ask, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { CatalogueService } from './catalogue-service.ts'

export function catalogueRoutes(catalogue: CatalogueService, clock: Clock): Route[] {
  return [
    ask(catalogueCommands.readCatalogue, async (_tx, principal) => catalogue.read(clock.now(), principal)),
    ask(catalogueCommands.readForm, async (_tx, _principal, body) => catalogue.form(body.service)),
  ]
}
