import type { Component, ComputedRef } from 'vue'
import type { CaseContext } from './case-context.ts'

/** What stands beside the name of a step: how far it is, in a word or a number. */
export interface StepMark {
  /** Nothing left to do there. */
  readonly done: boolean
  readonly tone: 'ok' | 'busy' | 'bad' | 'plain'
  /** Shown at the end of the line; empty: nothing. */
  readonly text: string
}

/** One step of a case, from the first question to the result. The list stands in `client/case-steps.ts`. */
export interface CaseStep {
  /** Last part of its address, German: `/vorgaenge/<id>/<name>`. */
  readonly name: string
  /** Text key of its name on the screen. */
  readonly label: string
  readonly component: Component
  /** Called once, in the setup of the table; keep what it reads in a store of the capability. */
  readonly mark?: (context: CaseContext) => ComputedRef<StepMark | null>
}
