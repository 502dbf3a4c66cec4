import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { caseCommands } from '#shared/contract/case-contract.ts'
import type { EventBodies } from '#shared/contract/stream-contract.ts'
import type { CaseSummary } from '#shared/model/case.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

export type CaseScope = 'mine' | 'office'

/** Open cases of the person and of the office, kept up by the office's stream. Newest revision wins. */
export const useCaseList = defineStore('case-list', () => {
  const link = useDeskLink()
  const known = shallowRef<ReadonlyMap<string, CaseSummary>>(new Map())
  /** Older cases than those that are here. */
  const more = ref(false)
  const loaded = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const me = ref<string | null>(null)

  const office = computed(() =>
    [...known.value.values()]
      .filter((one) => one.status !== 'closed')
      .toSorted((a, b) => b.changedAt.localeCompare(a.changedAt)),
  )
  const mine = computed(() => office.value.filter((one) => one.openedBy === me.value))

  /** Follows the office until the result is called. `person` and `place`: ids of the person and their office. */
  function start(person: string, place: string): () => void {
    me.value = person
    const leave = link.follow(`office/${place}`, {
      event: (event) => {
        const { summary } = event.body as EventBodies['case.changed']
        if (event.type === 'case.changed' && summary !== undefined) apply([summary])
      },
      reset: load,
    })
    return leave
  }

  async function load(): Promise<void> {
    const [own, all] = await Promise.all([read('mine'), read('office')])
    const lists = [own, all].flatMap((told) => (told.ok ? told.value.cases : []))
    problem.value = own.ok ? null : own
    if (own.ok && all.ok) more.value = own.value.more || all.value.more
    if (own.ok && all.ok) keepOnly(new Set(lists.map((one) => one.id)))
    apply(lists)
    loaded.value = true
  }

  function keepOnly(ids: ReadonlySet<string>): void {
    known.value = new Map([...known.value].filter(([id]) => ids.has(id)))
  }

  const read = (scope: CaseScope, find?: string) =>
    tell(() => link.request(caseCommands.listCases, { scope, ...(find !== undefined && { find }) }))

  /** Brings older cases that fit, by number or name. */
  async function search(find: string): Promise<void> {
    const told = await read('office', find)
    if (told.ok) apply(told.value.cases)
  }

  function apply(cases: readonly CaseSummary[]): void {
    const copy = new Map(known.value)
    for (const one of cases) {
      const before = copy.get(one.id)
      if (before === undefined || before.rev <= one.rev) copy.set(one.id, one)
    }
    known.value = copy
  }

  return { office, mine, more, loaded, problem, start, load, search, apply }
})
