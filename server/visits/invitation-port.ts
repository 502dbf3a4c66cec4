import type { GuestLine, TimeWish } from '#shared/model/guest.ts'
import type { CaseId, InvitationId, OfficeId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'
import type { StoredSeat } from './visit-port.ts'

export interface StoredInvitation {
  readonly id: InvitationId
  readonly case: CaseId
  readonly office: OfficeId
  /** Who invited. */
  readonly keeper: PersonId
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly plannedAt: Date | null
  /** How often the code opens a seat, and how often it did. */
  readonly uses: number
  readonly used: number
  readonly waitsSince: Date | null
  readonly admittedAt: Date | null
  readonly closedAt: Date | null
  /** What a guest who was sent away reads. */
  readonly farewell: string | null
  readonly wish: TimeWish | null
}

export type InvitationChange = Partial<
  Pick<
    StoredInvitation,
    'expiresAt' | 'plannedAt' | 'uses' | 'waitsSince' | 'admittedAt' | 'closedAt' | 'farewell' | 'wish'
  >
>

/** An invitation and the live seat that was opened with it. */
interface KeptSeat {
  readonly invitation: StoredInvitation
  readonly seat: StoredSeat
}

/** What invitations need from whatever keeps them. */
export interface InvitationRecords {
  add(tx: Tx, invitation: StoredInvitation & { readonly hash: string }): Promise<void>
  /** The invitation behind a code, used once more; undefined when unknown, used up, ended or expired. */
  spend(tx: Tx, hash: string, at: Date): Promise<StoredInvitation | undefined>
  /** The same without using it. */
  behind(tx: Tx, hash: string, at: Date): Promise<StoredInvitation | undefined>
  find(tx: Tx, id: InvitationId): Promise<StoredInvitation | undefined>
  /** Not ended; unused ones only while they hold. The oldest first. */
  ofCase(tx: Tx, id: CaseId, at: Date): Promise<StoredInvitation[]>
  change(tx: Tx, id: InvitationId, change: InvitationChange): Promise<void>
  /** The live seat that was opened with it last. */
  seatOf(tx: Tx, id: InvitationId, at: Date): Promise<StoredSeat | undefined>
  /** Guests of the office who wait and were not sent away, longest first. */
  waiting(tx: Tx, office: OfficeId, at: Date): Promise<KeptSeat[]>
  /** How long the guests of the office waited who were let in last, in milliseconds, newest first; at most `count`. */
  waits(tx: Tx, office: OfficeId, count: number): Promise<number[]>
  write(tx: Tx, invitation: StoredInvitation, line: Omit<GuestLine, 'at'>, at: Date): Promise<void>
  /** The newest `count`, oldest of them first. */
  lines(tx: Tx, id: InvitationId, count: number): Promise<GuestLine[]>
}
