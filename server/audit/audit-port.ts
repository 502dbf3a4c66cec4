import type { CaseId, PersonId } from '#shared/model/ids.ts'
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

/** Append-only, hash-chained: each row's hash covers the row before it and the digest of its payload. */
export interface AuditTrail {
  /** Returns the sequence numbers given, in order. */
  append(tx: Tx, rows: readonly AuditRow[]): Promise<number[]>
  history(tx: Tx, id: CaseId, names: (person: PersonId | null) => string): Promise<HistoryEntry[]>
}

/** The rule of the chain, handed to the store. */
export interface Digest {
  /** Hash of a link: its predecessor, its number and everything the row says. */
  link(previous: string, seq: number, row: AuditRow): string
  /** Digest of a payload. */
  payload(text: string): string
}
