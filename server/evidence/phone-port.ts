import type { CaseId, CaseServiceId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

/** A code by which a phone may bring papers into one case, on behalf of the person who opened it. */
export interface StoredPhoneLink {
  readonly id: string
  readonly case: CaseId
  readonly caseService: CaseServiceId | null
  readonly title: string | null
  /** Whose right it is; ends with this session at the latest. */
  readonly person: PersonId
  readonly session: SessionId
  readonly hash: string
  readonly openedAt: Date
  readonly expiresAt: Date
}

export interface PhoneLinkRecords {
  open(tx: Tx, link: StoredPhoneLink): Promise<void>
  /** Neither closed nor expired. */
  live(tx: Tx, hash: string, at: Date): Promise<StoredPhoneLink | undefined>
  /** Closes the links of a session that are still open, or one of them. @returns their cases. */
  close(tx: Tx, session: SessionId, at: Date, id?: string): Promise<CaseId[]>
}
