import { computed, onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FeeState } from '#shared/model/fee.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import type { StepMark } from '#client/cases/case-step.ts'
import { euros } from '#client/ui/dates.ts'
import { useFees } from './fee-store.ts'

const unsettled: readonly FeeState[] = ['computed', 'fixed', 'open']

/** The amount of the case; red while a payment is unclear. What is free for everybody is nothing that somebody has done. */
export function feeMark({ caseId }: CaseContext) {
  const store = useFees()
  const { t } = useI18n()
  onScopeDispose(store.start(caseId))
  return computed((): StepMark | null => {
    const fee = store.fees.get(caseId)
    if (!fee || fee.lines.length === 0) return null
    const unclear = fee.payments.some((one) => one.state === 'unclear')
    const lines = fee.lines.filter(({ state }) => state !== 'cancelled')
    if (lines.every((one) => one.state === 'exempt' && one.exempt === null))
      return { done: false, tone: 'plain', text: t('settlement.free') }
    const done = lines.every((one) => !unsettled.includes(one.state))
    return { done, tone: unclear ? 'bad' : 'plain', text: euros(fee.total) }
  })
}
