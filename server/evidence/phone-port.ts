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

export type OpenLinks = { readonly session: SessionId; readonly id?: string } | { readonly case: CaseId }

export interface PhoneLinkRecords {
  open(tx: Tx, link: StoredPhoneLink): Promise<void>
  /** Neither closed nor expired. */
  live(tx: Tx, hash: string, at: Date): Promise<StoredPhoneLink | undefined>
  /** What one person opened for a case and neither closed nor expired. */
  openOf(
    tx: Tx,
    of: { readonly case: CaseId; readonly person: PersonId },
    at: Date,
  ): Promise<StoredPhoneLink[]>
  /** Closes what is still open of a session, one link of it, or all of a case. @returns their cases. */
  close(tx: Tx, which: OpenLinks, at: Date): Promise<CaseId[]>
}
