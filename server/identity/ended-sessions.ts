import type { SessionId } from '#shared/model/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import { sessionLifeMs } from './session-service.ts'

/** Sessions that ended, for connections that still believe in them; remembered until none of them can be valid any more. */
export class EndedSessions {
  /** With the instant each would have expired at the latest; in the order they ended, so the oldest comes first. */
  readonly #until = new Map<SessionId, number>()

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.#until.size
  }

  add(id: SessionId): void {
    const now = this.clock.now().getTime()
    this.#until.delete(id)
    this.#until.set(id, now + sessionLifeMs)
    for (const [old, until] of this.#until) {
      if (until > now) return
      this.#until.delete(old)
    }
  }

  has(id: SessionId): boolean {
    return this.#until.has(id)
  }
}
