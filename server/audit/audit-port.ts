import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { AuditGroup } from '#shared/model/audit.ts'
import type { HistoryEntry } from '#shared/model/case.ts'
import type { Tx } from '#server/platform/act.ts'

export interface AuditRow {
  readonly at: Date
  readonly person: PersonId | null
  readonly action: string
  readonly outcome: 'done' | 'refused'
  readonly case: CaseId | null
  readonly subject: string | null
  readonly history: boolean
  /** Canonical JSON of the detail. */
  readonly payload: string
}

/** Append-only, hash-chained: each row's hash covers the row before it and the digest of its payload. The ledger appends. */
export interface AuditTrail {
  history(tx: Tx, id: CaseId, names: (person: PersonId | null) => string): Promise<HistoryEntry[]>
}

/** The rule of the chain, handed to the store. */
export interface Digest {
  /** What the hash of a link covers besides its predecessor and its number. */
  content(row: AuditRow): string
  /** Digest of a payload. */
  payload(text: string): string
}

/** A row as it is stored, with its links. */
export interface StoredLink extends Omit<AuditRow, 'payload'> {
  readonly seq: number
  readonly length: number
  readonly digest: string
  readonly previous: string
  readonly hash: string
  /** Canonical JSON; null when the content was deleted. */
  readonly payload: string | null
}

/** The end of the chain at some moment. */
export interface TrailEnd {
  readonly seq: number
  readonly hash: string
}

/** Which rows of the trail. `office`: of cases of that office; `technical`: of no case. */
export interface TrailFilter {
  readonly number?: string
  readonly persons?: readonly PersonId[]
  readonly group?: AuditGroup
  /** Half-open span of time. */
  readonly from?: Date
  readonly to?: Date
  readonly office?: string
  readonly technical?: boolean
  /** Only rows before this one. */
  readonly before?: number
}

export interface FoundLink extends StoredLink {
  readonly caseNumber: string | null
}

/** Reading the trail itself, whole. */
export interface TrailRecords {
  /** What the store says the end is. */
  end(tx: Tx): Promise<TrailEnd>
  /** Rows behind `after`, oldest first. */
  links(tx: Tx, after: number, limit: number): Promise<StoredLink[]>
  /** Every row of a case, oldest first. */
  ofCase(tx: Tx, id: CaseId): Promise<StoredLink[]>
  /** The latest first. */
  find(tx: Tx, filter: TrailFilter, limit: number): Promise<FoundLink[]>
}

/** A moment of the chain, kept outside of the store. */
export interface Anchor extends TrailEnd {
  /** ISO instant. */
  readonly at: string
}

/** Anchors outlive what happens to the tables: a file beside the store. */
export interface Anchors {
  /** In the order they were written. @throws Error for a line that is none. */
  read(): Promise<Anchor[]>
  /** On disk when it resolves. */
  add(anchor: Anchor): Promise<void>
}
