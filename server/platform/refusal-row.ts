import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from './act.ts'
import { Refused } from './refused.ts'

/** For requests beside the commands: a right that was missing leaves a row (design 6-trust), then the refusal goes on. */
export async function withRefusalRow<T>(
  acts: Acts,
  principal: Principal,
  action: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused && (error.code === 'E_FORBIDDEN' || error.code === 'E_NOT_FOUND')) {
      const detail = { code: error.code, reason: error.reason }
      await acts.run(principal, async (act) => act.record({ action, outcome: 'refused', detail }))
    }
    throw error
  }
}
