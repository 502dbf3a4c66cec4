import { inject, provide, type InjectionKey } from 'vue'
import type { Told } from '#client/ui/told.ts'

/** The citizen's own screen beside this desk, as whoever needs an answer of the citizen there. */
export interface CitizenAsked {
  /** The case is shown there now. */
  readonly there: () => boolean
  /** The question about a trainee lies there and waits for an answer. */
  readonly waits: () => boolean
  /** Whether a trainee may sit along. */
  readonly askTrainee: () => Promise<Told>
}

const key: InjectionKey<CitizenAsked> = Symbol('citizen-asked')

export function provideCitizenAsked(asked: CitizenAsked): void {
  provide(key, asked)
}

/** Null where no screen of a citizen can stand. */
export function useCitizenAsked(): CitizenAsked | null {
  return inject(key, null)
}
