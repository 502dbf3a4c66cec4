import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

const retryAfter = 1_000

/**
 * Wakes the owner of a deadline. Deadlines themselves are stored with what they belong to; this is only the alarm clock,
 * set again from the store after a start. What fires must read the record anew and do nothing when nothing is due.
 */
export class Deadlines {
  readonly #armed = new Map<string, { at: number; off: () => void }>()
  readonly #running = new Set<Promise<void>>()
  #stopped = false

  constructor(
    private readonly clock: Clock,
    private readonly fire: (key: string) => Promise<void>,
    private readonly log: Log,
  ) {}

  /** Sets, moves or (null) removes the alarm of `key`. */
  arm(key: string, at: Date | null): void {
    const known = this.#armed.get(key)
    if (known !== undefined && at !== null && known.at === at.getTime()) return
    known?.off()
    this.#armed.delete(key)
    if (at === null || this.#stopped) return
    this.#armed.set(key, { at: at.getTime(), off: this.clock.wakeAt(at, () => this.#wake(key)) })
  }

  /** When the alarm of `key` rings, in milliseconds since 1970; undefined: it is not set. */
  at(key: string): number | undefined {
    return this.#armed.get(key)?.at
  }

  /** Resolves when nothing that was fired is still at work. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** No alarm rings after this; waits for the work of those that did. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const { off } of this.#armed.values()) off()
    this.#armed.clear()
    await this.idle()
  }

  #wake(key: string): void {
    this.#armed.delete(key)
    const work = this.#carryOut(key)
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
  }

  async #carryOut(key: string): Promise<void> {
    try {
      await this.fire(key)
    } catch (error) {
      this.log.fault('deadline', error)
      if (!this.#armed.has(key)) this.arm(key, new Date(this.clock.now().getTime() + retryAfter))
    }
  }
}
