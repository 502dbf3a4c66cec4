import type { CaseId, CaseServiceId, PersonId, SessionId, SignatureId } from '#shared/model/ids.ts'
import type { Representation } from '#shared/model/representative.ts'
import type { PaperToSign } from '#shared/model/seat.ts'
import type { PadStrokes, SignatureState } from '#shared/model/signature.ts'
import type { Act, Tx } from '#server/platform/act.ts'

export interface StoredSignature {
  readonly id: SignatureId
  readonly caseService: CaseServiceId
  readonly document: string
  readonly title: string
  readonly state: SignatureState
  readonly signer: string
  readonly representative: { readonly kind: Representation; readonly proof: string } | null
  readonly unable: string | null
  readonly reason: string | null
  readonly hash: string
  /** Hash of the snapshot it is bound to. */
  readonly snapshot: string
  readonly strokes: PadStrokes | null
  /** Who took it: the witness. */
  readonly person: PersonId
  /** The citizen's own screen it was signed on. */
  readonly seat: SessionId | null
  readonly at: Date
  readonly voidAt: Date | null
}

/** What the signatures need from whatever keeps their records. */
export interface SignatureRecords {
  add(tx: Tx, id: CaseId, signature: StoredSignature): Promise<void>
  /** The latest last. */
  ofCase(tx: Tx, id: CaseId): Promise<StoredSignature[]>
  makeVoid(tx: Tx, ids: readonly SignatureId[], at: Date): Promise<void>
}

/** The citizens' screens, on which papers lie to be signed. */
export interface SeatPapers {
  /** Who put this paper before the citizen; undefined: it does not lie there. */
  witness(tx: Tx, seat: SessionId, paper: PaperToSign, at: Date): Promise<PersonId | undefined>
  /** Somebody answered, there or at the desk: the paper lies on no screen any more. */
  answered(act: Act, id: CaseId, paper: PaperToSign): Promise<void>
}
