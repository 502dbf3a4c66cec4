import type { GuestLine, TimeWish } from './guest.ts'
import type { InvitationId, PersonId, SessionId } from './ids.ts'
import type { ConsentQuestion, ConsentWay, Signing } from './seat.ts'

/** An invitation of a case that is still good for something, as staff see it. */
export interface InvitationView {
  readonly id: InvitationId
  readonly plannedAt: string | null
  /** After this the code is worth nothing. */
  readonly until: string
  readonly wish: TimeWish | null
  readonly lines: readonly GuestLine[]
  /** Null: nobody has used it yet, or the guest went for good. */
  readonly guest: {
    readonly name: string
    readonly since: string
    readonly connected: boolean
    readonly admitted: boolean
    /** Id of the seat, under which the guest is known in a call. */
    readonly seat: SessionId
    /** Who let the guest in, or invited. */
    readonly keeper: PersonId
    /** The guest is asked for consent and has not answered yet. */
    readonly asks: ConsentQuestion | null
    /** The guest refused and said how to go on. */
    readonly way: ConsentWay | null
    /** Papers lie there to be signed. */
    readonly signing: Signing | null
  } | null
}
