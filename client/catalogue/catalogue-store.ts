import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import {
  catalogueCommands,
  type DistrictFacts,
  type OfferedService,
} from '#shared/contract/catalogue-contract.ts'
import type { LifeEvent } from '#shared/model/district.ts'
import { catalogueSearch } from '#shared/model/catalogue-search.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'
import { onCatalogueChanged } from './catalogue-news.ts'

/** What the search box finds: a service, or a Lebenslage that leads to several. */
export type Found =
  | { readonly kind: 'service'; readonly id: string; readonly service: OfferedService }
  | { readonly kind: 'event'; readonly id: string; readonly event: LifeEvent }

/** The catalogue as this office may offer it today; read anew when the day or the district has become another one. */
export const useCatalogue = defineStore('catalogue', () => {
  const link = useDeskLink()
  const services = shallowRef<readonly OfferedService[]>([])
  const events = shallowRef<readonly LifeEvent[]>([])
  /** Plates and places, for hints while typing. */
  const district = shallowRef<DistrictFacts | null>(null)
  const loaded = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const byId = computed(() => new Map(services.value.map((one) => [one.id, one])))
  const eventsById = computed(() => new Map(events.value.map((one) => [one.id, one])))
  const index = computed(() => catalogueSearch(services.value, events.value))
  let news: (() => void) | undefined

  async function load(): Promise<void> {
    const told = await tell(() => link.request(catalogueCommands.readCatalogue, {}))
    problem.value = told.ok ? null : told
    if (!told.ok) return
    services.value = told.value.services
    events.value = told.value.lifeEvents.filter((event) => Object.keys(event.bundle).length > 0)
    district.value = told.value.district
    loaded.value = true
    news ??= onCatalogueChanged(link, () => void load())
  }

  /** The best hits first, at most `limit`. */
  function search(text: string, limit = 8): Found[] {
    return index.value(text, limit).flatMap(({ kind, id }): Found[] => {
      if (kind === 'service') {
        const service = byId.value.get(id)
        return service === undefined ? [] : [{ kind: 'service', id, service }]
      }
      const event = eventsById.value.get(id)
      return event === undefined ? [] : [{ kind: 'event', id, event }]
    })
  }

  return { services, events, district, byId, loaded, problem, load, search }
})
