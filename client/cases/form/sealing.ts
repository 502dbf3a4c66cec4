import { inject, provide, type InjectionKey } from 'vue'
import type { CaseId } from '#shared/model/ids.ts'

/** Who seals what only the citizen types, and whether it is to be done somewhere else just now. */
export interface Sealing {
  readonly who: 'citizen' | 'desk'
  readonly caseId: () => CaseId
  /** The citizen's own screen belongs to the case, covered or not: it is typed there and nowhere else. */
  readonly elsewhere: () => boolean
}

const key: InjectionKey<Sealing> = Symbol('sealing')

export function provideSealing(sealing: Sealing): void {
  provide(key, sealing)
}

/** Null where forms are shown that nobody fills in. */
export function useSealing(): Sealing | null {
  return inject(key, null)
}
