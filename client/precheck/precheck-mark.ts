import { computed } from 'vue'
import type { CaseContext } from '#client/cases/case-context.ts'
import type { StepMark } from '#client/cases/case-step.ts'
import { usePrecheck } from './use-precheck.ts'

/** How far the Vorprüfung is: findings that stop it or wait for a decision; done when every service that needs it is. */
export function precheckMark(context: CaseContext) {
  const precheck = usePrecheck(context)
  return computed((): StepMark | null => {
    const { active } = context
    const each = active.value.flatMap((one) => precheck.findings.value.get(one.id) ?? [])
    const done =
      active.value.length > 0 &&
      active.value.every((one) => !['draft', 'collecting', 'paused'].includes(one.state))
    if (done) return { done, tone: 'ok', text: '' }
    const red = each.flatMap((one) => one.rows.filter((row) => row.colour === 'red')).length
    const open = each.reduce((sum, one) => sum + one.open, 0)
    if (open > 0) return { done, tone: 'busy', text: String(open) }
    return { done, tone: 'bad', text: red > 0 ? String(red) : '' }
  })
}
