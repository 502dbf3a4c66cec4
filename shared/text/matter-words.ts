import type { NextStep, PlainState } from '#shared/model/slip.ts'

/** What a citizen reads of a matter, on the Laufzettel and on the status page alike. */
export interface MatterWords {
  readonly states: Readonly<Record<PlainState, string>>
  readonly steps: Readonly<Record<NextStep, string>>
  /** Monday first. */
  readonly weekdays: readonly [string, string, string, string, string, string, string]
  /** For dates and amounts. */
  readonly locale: string
}
