import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Acts } from '#server/platform/act.ts'
import type { Log } from '#server/platform/log.ts'

/** Rows a minute: a foreign page needs no account to knock, so it may not fill the trail. */
const written = { points: 60, duration: 60 }

/** Pages of a foreign Origin that knocked: counted always, written into the audit trail a bounded number of times (T01). */
export class Strangers {
  readonly #written = new RateLimiterMemory(written)

  constructor(
    private readonly acts: Acts,
    private readonly log: Log,
    private readonly count: (name: string, labels: Record<string, string>) => void,
  ) {}

  turnedAway(kind: 'http' | 'socket' | 'document'): void {
    this.count('lotse_foreign_origins_total', { kind })
    void this.#writeDown(kind)
  }

  async #writeDown(kind: string): Promise<void> {
    const within = await this.#written.consume('all').then(
      () => true,
      () => false,
    )
    if (!within) return
    try {
      await this.acts.run(null, async (act) =>
        act.record({
          action: 'connection.open',
          outcome: 'refused',
          detail: { kind, why: 'foreign-origin' },
        }),
      )
    } catch (fault) {
      this.log.fault('audit-origin', fault)
    }
  }
}
