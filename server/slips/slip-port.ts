import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

export interface StoredSlip {
  readonly id: string
  readonly case: CaseId
  /** Keyed hash of the code. */
  readonly hash: string
  /** The code under the desk's own key. */
  readonly sealed: string
  readonly note: string | null
  readonly person: PersonId
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** What the Laufzettel needs from whatever keeps its records. Who writes holds the lock of the case. */
export interface SlipRecords {
  /** The one that is given out; an expired or revoked one is none. */
  live(tx: Tx, id: CaseId, at: Date): Promise<StoredSlip | undefined>
  /** The case of a code; for an unknown, expired or revoked one undefined, by the same query. */
  caseOf(tx: Tx, hash: string, at: Date): Promise<CaseId | undefined>
  insert(tx: Tx, slip: StoredSlip): Promise<void>
  /** Ends whatever is given out for the case. */
  revoke(
    tx: Tx,
    id: CaseId,
    by: { readonly person: PersonId; readonly at: Date; readonly reason: string },
  ): Promise<void>
}

/** Secrets the desk makes for itself at first use and keeps beside the store. */
export interface SecretFiles {
  /** 32 bytes, the same at every start. */
  key(name: string): Promise<Buffer>
}
