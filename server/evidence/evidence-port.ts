import type { EvidenceView } from '#shared/model/evidence.ts'
import type { CaseId, EvidenceId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

type Stored<View> = View extends EvidenceView ? Omit<View, 'personName' | 'at' | 'withdrawn'> : never

/** As it is stored: names are added from the district when it is read. */
export type StoredEvidence = Stored<EvidenceView> & {
  readonly at: Date
  readonly withdrawn: Withdrawal | null
}

interface Withdrawal {
  readonly at: Date
  readonly person: PersonId
  readonly reason: string
}

export interface EvidenceRecords {
  /** In the order they came. */
  list(tx: Tx, id: CaseId): Promise<StoredEvidence[]>
  add(tx: Tx, evidence: StoredEvidence): Promise<void>
  setUntil(tx: Tx, id: EvidenceId, until: string): Promise<void>
  withdraw(tx: Tx, id: EvidenceId, withdrawal: Withdrawal): Promise<void>
}

/** Contents by their SHA-256 (hex); the same content is kept once. */
export interface ContentFiles {
  /** Answers when it is on disk. */
  keep(sha256: string, content: Buffer, preview: Buffer | null): Promise<void>
  read(sha256: string, what: 'content' | 'preview'): Promise<Buffer | undefined>
}
