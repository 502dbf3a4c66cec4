import { computed } from 'vue'
import { liesWithAuthority } from '#shared/model/case.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import type { StepMark } from '#client/cases/case-step.ts'
import { useHandovers } from './handover-store.ts'

/** Red with the number of Rückfragen, else how many services could be handed over now; done when all of them are. */
export function handoverMark(context: CaseContext) {
  const handovers = useHandovers(context)
  return computed((): StepMark | null => {
    const { active } = context
    const asked = active.value.reduce((sum, { questions }) => sum + questions.length, 0)
    if (asked > 0) return { done: false, tone: 'bad', text: String(asked) }
    const own = active.value.filter(({ mode }) => mode !== 'referral')
    const done = own.length > 0 && own.every(({ state }) => liesWithAuthority(state))
    const ready = handovers.ready.value.length
    return { done, tone: done ? 'ok' : 'busy', text: ready > 0 ? String(ready) : '' }
  })
}
