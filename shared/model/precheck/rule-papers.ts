import type { EvidenceView } from '../evidence.ts'
import type { CaseServiceId } from '../ids.ts'
import type { Requirement } from './requirement.ts'

/** A paper of a service as its rules look at it. */
export interface RulePaper {
  readonly title: string
  /** ISO day by which it follows; null: it lies there. */
  readonly until: string | null
  readonly byName: string
  /** ISO instant. */
  readonly at: string
}

/** What of an entry is needed; the stored one and the one of the screen alike. */
interface Entry extends Pick<EvidenceView, 'kind' | 'title' | 'caseService'> {
  readonly until?: string
  readonly at: string | Date
  readonly withdrawn: object | null
}

/** Files and promises of a service that were not withdrawn. */
export function rulePapersOf<One extends Entry>(
  caseService: CaseServiceId,
  all: readonly One[],
  nameOf: (one: One) => string,
): RulePaper[] {
  return all
    .filter((one) => one.caseService === caseService && one.withdrawn === null && one.kind !== 'attestation')
    .map((one) => ({
      title: one.title,
      until: one.kind === 'follow' ? (one.until ?? '') : null,
      byName: nameOf(one),
      at: new Date(one.at).toISOString(),
    }))
}

/** The paper that may follow while the rule is not met; null: it has to be met now. */
export const followingPaper = (rule: Requirement): string | null =>
  rule.follows ?? (rule.mayFollowDays === undefined ? null : rule.title)
