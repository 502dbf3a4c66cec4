import type { Audience } from '#shared/contract/document-contract.ts'
import type { DeletionManifest } from '#shared/contract/retention-contract.ts'
import type { CaseId, OfficeId, PersonId } from '#shared/model/ids.ts'
import type { RetainedService } from '#shared/model/retention.ts'
import type { Tx } from '#server/platform/act.ts'

/** The final state of one document of a case, as canonical JSON. */
export interface StoredArchive {
  readonly audience: Audience
  readonly body: string
  /** SHA-256 of `body`, hex. */
  readonly hash: string
  readonly head: string
  readonly headSeq: number
  readonly sealedAt: Date
}

/** A closed case as retention sees it. */
export interface StoredRetained {
  readonly case: CaseId
  readonly number: string
  readonly office: OfficeId
  /** ISO day in Berlin. */
  readonly closedOn: string
  readonly services: readonly RetainedService[]
  readonly offered: 'taken' | 'declined' | null
  readonly hold: { readonly reason: string; readonly by: PersonId; readonly at: Date } | null
}

export interface StoredRun {
  readonly id: string
  readonly state: 'proposed' | 'rejected' | 'done'
  readonly proposedBy: PersonId
  readonly proposedAt: Date
  readonly decidedBy: PersonId | null
  readonly decidedAt: Date | null
  readonly reason: string | null
  readonly numbers: readonly string[]
  readonly manifest: DeletionManifest | null
  readonly manifestHash: string | null
}

/** A content by where it lies and its SHA-256. */
export interface KeptFile {
  readonly folder: 'evidence' | 'handover'
  readonly sha256: string
}

/** What of a case stands where. */
export interface Traces {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
  /** Contents no other case refers to. */
  readonly files: readonly KeptFile[]
}

/** What retention needs from whatever keeps its records. */
export interface RetentionRecords {
  /** Closed cases whose final state is not kept or whose documents still stand: what a crash in between left over. */
  unsealed(tx: Tx): Promise<CaseId[]>
  /** Open cases all services of which ended, and in which nothing changed since. */
  endedBefore(tx: Tx, before: Date): Promise<CaseId[]>
  /** Keeps the final state and raises the generation: names of live documents lead nowhere from now on. */
  seal(tx: Tx, archives: readonly StoredArchive[], retained: StoredRetained): Promise<void>
  sealed(tx: Tx, id: CaseId, audience: Audience): Promise<StoredArchive | undefined>
  /** When services were handed over first, by case service; from the audit trail. */
  handedOver(tx: Tx, id: CaseId): Promise<ReadonlyMap<string, Date>>
  retained(tx: Tx): Promise<StoredRetained[]>
  /** With `lock` nobody else changes it until the transaction ends. */
  findRetained(tx: Tx, number: string, lock?: 'lock'): Promise<StoredRetained | undefined>
  saveRetained(tx: Tx, retained: Pick<StoredRetained, 'number' | 'offered' | 'hold'>): Promise<void>
  traces(tx: Tx, id: CaseId): Promise<Traces>
  /**
   * Removes every row of the case, and tells which contents nobody refers to any more: until the transaction ends no new
   * reference can be stored.
   */
  remove(tx: Tx, id: CaseId): Promise<Traces>
  /** Of these contents those which no row names; until the transaction ends none can begin to. */
  unnamed(tx: Tx, files: readonly KeptFile[]): Promise<readonly KeptFile[]>
  runs(tx: Tx): Promise<StoredRun[]>
  findRun(tx: Tx, id: string, lock?: 'lock'): Promise<StoredRun | undefined>
  saveRun(tx: Tx, run: StoredRun): Promise<void>
}

/** Contents of one folder by SHA-256, as files. */
export interface KeptFiles {
  /** Bytes it takes with its preview; 0 where it is gone. */
  size(sha256: string): Promise<number>
  /** Gone for good, with its preview; also when it was gone before. */
  remove(sha256: string): Promise<void>
  /** What was written before an instant: a crash may have left contents that no row names. */
  olderThan(before: Date): Promise<string[]>
}
export type KeptFolders = Readonly<Record<KeptFile['folder'], KeptFiles>>

/** The live documents of a case, and their end. */
export interface LiveDocuments {
  read(
    id: CaseId,
    audience: Audience,
    generation: number,
  ): Promise<{
    readonly head: string
    readonly headSeq: number
    readonly roots: Readonly<Record<string, unknown>>
  }>
  /** Closes them for everybody and forgets them, in memory, store and journal. */
  forget(id: CaseId): Promise<void>
}
