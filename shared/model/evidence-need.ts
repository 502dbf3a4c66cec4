import { isVisible } from './forms/conditions.ts'
import type { Condition } from './forms/form.ts'
import type { FormValues } from './forms/values.ts'

/** A proof (Unterlage, Nachweis) a service asks for, as data. */
export interface EvidenceNeed {
  /** Unique within the service. */
  readonly id: string
  readonly title: string
  /** Asked for only while this holds over the values of the service's form. */
  readonly when?: Condition
  /** Has to be shown in original; that is attested and nothing is stored. */
  readonly original?: boolean
  /** "Darf nachgereicht werden": so many days after the rest is there. */
  readonly mayFollowDays?: number
  /** An identity document: never kept as an image without a reason. */
  readonly identity?: boolean
  /** Where it says so (§, form, page). */
  readonly source?: string
}

/** What is asked for with these values or was promised, in the order of the data. `today` is an ISO day (ages). */
export function evidenceNeedsOf(
  needs: readonly EvidenceNeed[],
  values: FormValues,
  today: string,
  promised: (title: string) => boolean = () => false,
): readonly EvidenceNeed[] {
  return needs.filter((need) => isVisible(need, values.fields, today) || promised(need.title))
}
