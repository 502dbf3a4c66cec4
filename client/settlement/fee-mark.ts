import { computed, onScopeDispose } from 'vue'
import type { FeeState } from '#shared/model/fee.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import type { StepMark } from '#client/cases/case-step.ts'
import { euros } from '#client/ui/dates.ts'
import { useFees } from './fee-store.ts'

const unsettled: readonly FeeState[] = ['computed', 'fixed', 'open']

/** The amount of the case; red while a payment is unclear. */
export function feeMark({ caseId }: CaseContext) {
  const store = useFees()
  onScopeDispose(store.start(caseId))
  return computed((): StepMark | null => {
    const fee = store.fees.get(caseId)
    if (!fee || fee.lines.length === 0) return null
    const unclear = fee.payments.some((one) => one.state === 'unclear')
    const done = fee.lines.every((one) => !unsettled.includes(one.state))
    return { done, tone: unclear ? 'bad' : 'plain', text: euros(fee.total) }
  })
}
