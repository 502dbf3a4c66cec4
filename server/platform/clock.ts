/** The only source of time. Tests inject one they move by hand. */
export interface Clock {
  now(): Date
  /** Calls back once, not before `at`; returns how to call it off. */
  wakeAt(at: Date, wake: () => void): () => void
}

/** setTimeout counts in 32 bits; a longer wait is taken in steps. */
const longestWait = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => new Date(),
  wakeAt(at, wake) {
    let timer: NodeJS.Timeout | undefined
    const step = () => {
      const left = at.getTime() - Date.now()
      timer = left > 0 ? setTimeout(step, Math.min(left, longestWait)) : setTimeout(wake, 0)
    }
    step()
    return () => clearTimeout(timer)
  },
}
