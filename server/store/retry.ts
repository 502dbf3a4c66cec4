import { setTimeout as wait } from 'node:timers/promises'
import { isConflict } from '#server/store/store-errors.ts'

const attempts = 8
/** Milliseconds; grows with the attempt and is drawn by lot so that two losers do not meet again. */
const longestPause = 20

/** Runs `work` again while the store reports a conflict; the last conflict is thrown. */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error) || attempt === attempts) throw error
      await wait(Math.random() * longestPause * attempt)
    }
  }
}
