import { computed } from 'vue'
import type { CaseContext } from './case-context.ts'
import type { StepMark } from './case-step.ts'

/** How far the forms of a case are: the number of hints, or done when every form is complete. */
export function formMark({ active, checks }: CaseContext) {
  return computed((): StepMark | null => {
    const known = active.value.flatMap((one) => checks.value[one.id] ?? [])
    const hints = known.reduce(
      (sum, check) => sum + [...check.findings.values()].filter((one) => one.level !== 'good').length,
      0,
    )
    const wrong = known.some((check) => check.errors > 0)
    if (hints > 0) return { done: false, tone: wrong ? 'bad' : 'busy', text: String(hints) }
    const done = known.length > 0 && known.every((check) => check.status === 'complete')
    return { done, tone: 'plain', text: '' }
  })
}
