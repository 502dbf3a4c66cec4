import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refused } from './refused.ts'

/** Wrong codes in ten minutes: of one address, and of all together. 29^7 codes, so guessing takes thousands of years. */
const triesOf = { address: 20, all: 300 }
const forSeconds = 600

/** Bounds how often codes are tried out by people nobody knows. */
export class CodeTries {
  readonly #address: RateLimiterMemory
  readonly #all: RateLimiterMemory

  /** `name` keeps the budgets of different codes apart. */
  constructor(name: string) {
    const limit = { duration: forSeconds }
    this.#address = new RateLimiterMemory({ ...limit, keyPrefix: name, points: triesOf.address })
    this.#all = new RateLimiterMemory({ ...limit, keyPrefix: `${name}-all`, points: triesOf.all })
  }

  /**
   * Taken before it is known whether the code is right, so that many at once are not more than one after the other.
   * @param limited hears how many seconds remain when there were too many.
   * @returns gives the try back: the code was right.
   * @throws Refused `E_RATE`.
   */
  async take(address: string, limited: (seconds: number) => void): Promise<() => Promise<void>> {
    const tries = [
      { by: this.#address, key: address },
      { by: this.#all, key: 'all' },
    ]
    for (const { by, key } of tries) {
      try {
        await by.consume(key)
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const seconds = Math.ceil(error.msBeforeNext / 1000)
        limited(seconds)
        throw new Refused('E_RATE', 'code-tries', { minutes: Math.ceil(seconds / 60) })
      }
    }
    return async () => {
      for (const { by, key } of tries) await by.reward(key)
    }
  }
}
