import { computed, watch, type ComputedRef } from 'vue'
import type { CaseServiceView } from '#shared/model/case.ts'
import { evidenceNeedsOf, type EvidenceNeed } from '#shared/model/evidence-need.ts'
import { namedPaper, needsOf, type Need } from '#shared/model/evidence.ts'
import { noValues } from '#shared/model/forms/values.ts'
import { useCatalogue } from '#client/catalogue/catalogue-store.ts'
import { useFormCatalogue } from '#client/cases/case-forms.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import type { StepMark } from '#client/cases/case-step.ts'
import { useEvidence } from './evidence-store.ts'

/** Per service in the order of the case: what is asked for with the answers as they stand, beside what is there. Not yet read services are absent. */
export function useNeeds(context: CaseContext): ComputedRef<ReadonlyMap<string, readonly Need[]>> {
  const catalogue = useCatalogue()
  const formCatalogue = useFormCatalogue()
  const evidence = useEvidence()
  function asked(one: CaseServiceView): readonly EvidenceNeed[] | undefined {
    if (!one.form) return catalogue.byId.get(one.service)?.documents.map(namedPaper)
    const needs = formCatalogue.evidence.get(one.service)
    const promised = (title: string) =>
      evidence.all.some(
        (paper) =>
          paper.kind === 'follow' &&
          paper.withdrawn === null &&
          paper.caseService === one.id &&
          paper.title === title,
      )
    const values = context.values.value.get(one.id) ?? noValues
    return needs && evidenceNeedsOf(needs, values, context.today, promised)
  }
  return computed(
    () =>
      new Map(
        context.active.value.flatMap((one) => {
          const papers = asked(one)
          return papers ? [[one.id, needsOf(one.id, papers, evidence.all, context.today)] as const] : []
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
