import { computed, watch, type ComputedRef } from 'vue'
import { needsOf, type Need } from '#shared/model/evidence.ts'
import { useCatalogue } from '#client/catalogue/catalogue-store.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import type { StepMark } from '#client/cases/case-step.ts'
import { useEvidence } from './evidence-store.ts'

/** Per service in the order of the case: what the catalogue asks for beside what is there. */
export function useNeeds(context: CaseContext): ComputedRef<ReadonlyMap<string, readonly Need[]>> {
  const catalogue = useCatalogue()
  const evidence = useEvidence()
  return computed(
    () =>
      new Map(
        context.active.value.map((one) => {
          const documents = catalogue.byId.get(one.service)?.documents ?? []
          return [one.id, needsOf(one.id, documents, evidence.all, context.today)] as const
        }),
      ),
  )
}

/** How far the Unterlagen are: „3/4“; what is asked for in some cases only does not count. */
export function evidenceMark(context: CaseContext): ComputedRef<StepMark | null> {
  const evidence = useEvidence()
  evidence.follow(context.caseId)
  watch(
    () => (evidence.loaded ? evidence.all : null),
    (all) => {
      context.papers.value = all
    },
    { immediate: true, flush: 'sync' },
  )
  const needs = useNeeds(context)
  return computed((): StepMark | null => {
    const counted = [...needs.value.values()].flat().filter((need) => !need.optional)
    if (!evidence.loaded || counted.length === 0) return null
    const there = counted.filter((need) => need.state === 'there').length
    const done = there === counted.length
    const bad = counted.some((need) => need.state === 'overdue')
    const tone = done ? 'ok' : 'plain'
    return { done, tone: bad ? 'bad' : tone, text: `${there}/${counted.length}` }
  })
}
