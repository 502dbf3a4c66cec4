import type { LegId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { Deadlines } from '#server/platform/deadlines.ts'

/** Nobody did anything at the counter for so long: the screen goes blank, in milliseconds (storyboard, failure 12). */
const idleMs = {
  counter: 90_000,
  /** The terminal asks first whether somebody is still there, and waits for the answer; this is for a page that cannot ask any more. */
  terminal: 180_000,
}

/** Which screens are there, and when somebody last did something at them. Kept in memory: after a start the time begins anew. */
export class ScreenWatch {
  readonly #legs = new Map<PersonId, Set<LegId>>()
  readonly #deadlines: Deadlines

  constructor(
    private readonly clock: Clock,
    idle: (id: SessionId) => Promise<void>,
    log: Log,
  ) {
    this.#deadlines = new Deadlines(clock, (key) => idle(key as SessionId), log)
  }

  /** Somebody did something: the time begins anew. */
  stir(id: SessionId, place: keyof typeof idleMs = 'counter'): void {
    this.#deadlines.arm(id, new Date(this.clock.now().getTime() + idleMs[place]))
  }

  /** Milliseconds until nothing is shown there any more, unless somebody does something; null: it is not watched. */
  left(id: SessionId): number | null {
    const at = this.#deadlines.at(id)
    return at === undefined ? null : Math.max(0, at - this.clock.now().getTime())
  }

  /** Nothing is shown any more that would have to go. */
  forget(id: SessionId): void {
    this.#deadlines.arm(id, null)
  }

  /** True when this made the screen come or go. */
  legOpened(person: PersonId, leg: LegId): boolean {
    const legs = this.#legs.get(person) ?? new Set()
    this.#legs.set(person, legs.add(leg))
    return legs.size === 1
  }

  legClosed(person: PersonId, leg: LegId): boolean {
    const legs = this.#legs.get(person)
    legs?.delete(leg)
    if (legs?.size !== 0) return false
    return this.#legs.delete(person)
  }

  isConnected(person: PersonId): boolean {
    return this.#legs.has(person)
  }

  stop(): Promise<void> {
    return this.#deadlines.stop()
  }
}
