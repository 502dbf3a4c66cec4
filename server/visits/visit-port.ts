import type { SeatBindings } from '#server/cases/case-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type {
  CaseId,
  CaseServiceId,
  CounterId,
  InterpreterId,
  InvitationId,
  OfficeId,
  PersonId,
  SessionId,
} from '#shared/model/ids.ts'
import type { BlankReason, ConsentQuestion, ConsentWay, Signing } from '#shared/model/seat.ts'

/** The session of a seat without an account: the paired screen of a counter, or somebody who redeemed a code. */
export interface StoredSeat {
  readonly id: SessionId
  readonly office: OfficeId
  readonly counter: CounterId | null
  readonly invitation: InvitationId | null
  /** The seat of somebody who interprets; it never has a case. */
  readonly interpreter: InterpreterId | null
  /** What a guest is called at the table; a screen of a counter has no name of its own. */
  readonly name: string
  /** Who paired the screen or wrote the invitation. */
  readonly keeper: PersonId
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly case: CaseId | null
  readonly step: string
  readonly caseService: CaseServiceId | null
  readonly blank: BlankReason | null
  readonly wiping: boolean
  /** What the citizen is asked consent for. */
  readonly asks: ConsentQuestion | null
  /** The citizen refused consent and would rather go on so. */
  readonly way: ConsentWay | null
  /** Papers lie there to be signed. */
  readonly signing: Signing | null
}

export type SeatChange = Partial<
  Pick<
    StoredSeat,
    'keeper' | 'case' | 'step' | 'caseService' | 'blank' | 'wiping' | 'asks' | 'way' | 'signing'
  >
>

export interface PairingWish {
  readonly counter: CounterId
  readonly office: OfficeId
  readonly person: PersonId
}

/** What visits need from whatever keeps them. Only seats that are neither ended nor expired are ever found. */
export interface SeatRecords extends SeatBindings {
  /** A new code of a counter makes its former ones void. */
  addCode(
    tx: Tx,
    code: PairingWish & { readonly hash: string; readonly at: Date; readonly until: Date },
  ): Promise<void>
  /** The wish behind a code, once; undefined when unknown, used, void or expired. */
  spendCode(tx: Tx, hash: string, at: Date): Promise<PairingWish | undefined>
  open(tx: Tx, seat: StoredSeat & { readonly tokenHash: string }): Promise<void>
  byToken(tx: Tx, tokenHash: string, at: Date): Promise<StoredSeat | undefined>
  find(tx: Tx, id: SessionId, at: Date): Promise<StoredSeat | undefined>
  /** For a change: nobody else changes it meanwhile. */
  lockCounter(tx: Tx, counter: CounterId, at: Date): Promise<StoredSeat | undefined>
  ofOffice(tx: Tx, office: OfficeId, at: Date): Promise<StoredSeat[]>
  /** Seats with a case, whose time has to be watched. */
  bound(tx: Tx, at: Date): Promise<StoredSeat[]>
  /** Seats that show the case now. */
  showing(tx: Tx, id: CaseId, at: Date): Promise<StoredSeat[]>
  stillLive(tx: Tx, ids: readonly SessionId[], at: Date): Promise<Set<SessionId>>
  change(tx: Tx, id: SessionId, change: SeatChange): Promise<void>
  end(tx: Tx, id: SessionId, at: Date): Promise<void>
}
