import { randomBytes } from 'node:crypto'
import type { Principal } from '#shared/model/principal.ts'
import type { Clock } from '#server/platform/clock.ts'

/** How long a ticket waits for its connection, in milliseconds (contract: 30 s). */
const ticketLifeMs = 30_000

/** Tickets of one session that may wait at the same time; more than any honest window opens. */
const perSession = 64

interface Ticket {
  readonly principal: Principal
  /** Null for a socket, `<case>.<audience>.<generation>` for a document. */
  readonly document: string | null
  readonly until: number
}

/** Single-use tickets, one for each live connection, bound to the session and, for a document, to its name. */
export class Tickets {
  readonly #waiting = new Map<string, Ticket>()

  constructor(private readonly clock: Clock) {}

  /** 256 bit, base64url; undefined when this session already holds too many. */
  issue(principal: Principal, document: string | null): string | undefined {
    this.#sweep()
    let held = 0
    for (const ticket of this.#waiting.values()) if (ticket.principal.session === principal.session) held += 1
    if (held >= perSession) return undefined

    const value = randomBytes(32).toString('base64url')
    this.#waiting.set(value, { principal, document, until: this.clock.now().getTime() + ticketLifeMs })
    return value
  }

  /** The principal, once; undefined when unknown, used, expired or meant for something else. */
  redeem(value: string, document: string | null): Principal | undefined {
    const ticket = this.#waiting.get(value)
    if (!ticket) return undefined
    this.#waiting.delete(value)
    if (ticket.until <= this.clock.now().getTime() || ticket.document !== document) return undefined
    return ticket.principal
  }

  /** Nothing opens with what an ended session still holds. */
  revoke(session: string): void {
    for (const [value, ticket] of this.#waiting)
      if (ticket.principal.session === session) this.#waiting.delete(value)
  }

  #sweep(): void {
    const now = this.clock.now().getTime()
    for (const [value, ticket] of this.#waiting) {
      if (ticket.until > now) return
      this.#waiting.delete(value)
    }
  }
}
