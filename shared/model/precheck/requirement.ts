import type { Condition } from '../forms/form.ts'

/**
 * A rule over the answers of one form, as data (design 1-product, principle 5). Forms know `Condition`; requirements may ask
 * for time, for the plausibility checks and for order as well.
 */
export type Expression =
  | Condition
  /** All required answers are there and none is wrong. */
  | { readonly complete: true }
  /** No wrong answer at the field or below it. */
  | { readonly sound: string }
  /** The Unterlage of the service lies there: what is only to be seen in original never does. */
  | { readonly paper: string }
  /** Days from the date in the field to today, whole; a date still to come counts as negative. */
  | { readonly daysSince: string; readonly atMost: number }
  /** The month `MM/YYYY` in the field has not passed. */
  | { readonly monthNotPassed: string }
  /** The first date is not after the second; true while one is missing. */
  | { readonly notAfter: readonly [string, string] }
  | { readonly every: readonly Expression[] }
  | { readonly either: readonly Expression[] }
  | { readonly never: Expression }

/** Anforderung: a rule with its source and the time it holds. Dates are ISO days, inclusive. */
export interface Requirement {
  /** Unique within the service. */
  readonly id: string
  readonly title: string
  /** What is wrong and what to do, when it is not met. */
  readonly text: string
  /** § or page. */
  readonly source: string
  readonly validFrom: string
  readonly validUntil: string | null
  /** Asked only while this holds. */
  readonly when?: Expression
  readonly met: Expression
  /** What a missing one means: `red` stops, `amber` is a hint. */
  readonly effect: 'red' | 'amber'
  /** Not met: a specialist of the authority decides over it (Ermessen). */
  readonly discretion?: 'specialist'
  /** Not met: this Unterlage of the service may follow (wird nachgereicht); how long says the Unterlage. */
  readonly follows?: string
  /** The same for what is no Unterlage of the service: follows under the title of the rule, within so many days. */
  readonly mayFollowDays?: number
  /** Field to go to. */
  readonly field?: string
}

/** The rules of a service on a day: an old case is explained by the rules valid then. */
export function requirementsOn(rules: readonly Requirement[], day: string): Requirement[] {
  return rules.filter(
    ({ validFrom, validUntil }) => validFrom <= day && (validUntil === null || day <= validUntil),
  )
}
