import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import type { CaseId, LegId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { EventLog } from './event-port.ts'

/** More missed events than this, and reading anew is cheaper. */
const mostEvents = 200

/** The store takes nothing but a UUID for one; anything else is as unknown as a case that does not exist. */
const isCaseId = (id: string): id is CaseId => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

export interface StreamParts {
  readonly events: EventLog
  readonly mayFollowCase: (tx: Tx, principal: Principal, id: CaseId) => Promise<boolean>
  readonly follow: (leg: LegId, stream: string) => void
  readonly unfollow: (leg: LegId, stream: string) => void
}

/** Who may follow which stream, and what was missed. */
export class StreamService {
  constructor(private readonly parts: StreamParts) {}

  async resume(
    acts: Acts,
    principal: Principal,
    wish: { stream: string; after?: number },
  ): Promise<{ seq: number; events: StreamEvent[]; reset: boolean }> {
    const admitted = await acts.read((tx) => this.mayFollow(tx, principal, wish.stream))
    if (!admitted) throw new Refused('E_NOT_FOUND', 'stream-unknown')
    // Joined first and read second, in a look of its own: what happens in between arrives twice rather than never.
    if (principal.leg) this.parts.follow(principal.leg, wish.stream)
    return acts.read((tx) => this.#missed(tx, wish))
  }

  async #missed(tx: Tx, wish: { stream: string; after?: number }) {
    const seq = await this.parts.events.head(tx, wish.stream)
    if (wish.after === undefined) return { seq, events: [], reset: false }
    if (wish.after > seq || seq - wish.after > mostEvents) return { seq, events: [], reset: true }
    const events = await this.parts.events.since(tx, wish.stream, wish.after, mostEvents)
    const whole = events.length === 0 ? wish.after === seq : events[0]?.seq === wish.after + 1
    return whole ? { seq, events, reset: false } : { seq, events: [], reset: true }
  }

  async leave(principal: Principal, stream: string): Promise<null> {
    if (principal.leg) this.parts.unfollow(principal.leg, stream)
    return null
  }

  async mayFollow(tx: Tx, principal: Principal, stream: string): Promise<boolean> {
    const cut = stream.indexOf('/')
    const kind = stream.slice(0, cut)
    const id = stream.slice(cut + 1)
    if (kind === 'person') return id === principal.person
    if (kind === 'office') return id === principal.office && may(principal, 'case.list', { ownOffice: true })
    if (kind === 'inbox')
      return id === principal.authority && may(principal, 'inbox.read', { addressed: true })
    if (kind === 'district') return id === 'current' && may(principal, 'catalogue.read')
    if (kind === 'duty') return may(principal, 'duty.read')
    return isCaseId(id) && this.parts.mayFollowCase(tx, principal, id)
  }
}
