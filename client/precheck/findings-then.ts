import type { ServicePrecheck } from '#shared/contract/precheck-contract.ts'
import type { CaseServiceView } from '#shared/model/case.ts'
import type { Findings } from '#shared/model/precheck/findings.ts'

/** Decided over and not opened again: what was found then carries it. */
const carried: readonly CaseServiceView['state'][] = [
  'signed',
  'fee_due',
  'fee_settled',
  'handed_over',
  'responded',
  'done',
]

/**
 * Findings as they were when they were decided over, by the rules of that day; null while they are still live. Rules and days go
 * on, and what was in order then must not turn amber afterwards.
 */
export function findingsThen(
  { state }: Pick<CaseServiceView, 'state'>,
  { run, signOff }: Pick<ServicePrecheck, 'run' | 'signOff'>,
): Findings | null {
  const signedOff = signOff !== null && signOff.voidAt === null
  if (run === null || !(signedOff || carried.includes(state))) return null
  const open = run.rows.filter((row) => row.state === 'discretion').length
  return { rows: run.rows, colour: run.colour, open }
}
