import type { Generated } from 'kysely'

/** Tables made by the migration `0002-documents`. */
export interface DocumentTables {
  /** One row per live document: everything folded so far. */
  document: {
    name: string
    /** Identity of this document's log; a client that sees another one knows that its acknowledgements do not count. */
    epoch: number
    /** Yjs v1 update of the whole state up to the journal row `folded`; null until the first fold. */
    state: Buffer | null
    folded: number
    /** Updates ever committed, and the chained hash over them, at `folded`. */
    head_seq: number
    head: Buffer
    /** Client id → who claimed it, as JSON text. */
    owners: string
  }
  /** One row per group commit, with the updates of all documents; removed once they are folded. */
  document_journal: { seq: Generated<number>; commit_id: string; body: Buffer }
}
