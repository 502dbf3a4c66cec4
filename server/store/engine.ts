import type pg from 'pg'

/** Where an engine keeps group commits cheaper than in a table. Places go on behind those of `document_journal`. */
export interface Journal {
  /** Answers the place of the commit once it is on disk; the same `commitId` twice in a row is written once. */
  append(commitId: string, body: Uint8Array): Promise<number>
  /** Forgets everything up to and including a place. */
  trim(seq: number): Promise<void>
  /** Commits behind `after`, oldest first. */
  read(after: number, limit: number): Promise<{ readonly seq: number; readonly body: Uint8Array }[]>
}

/** What an opened engine hands to the store; both engines speak through the same driver. */
export interface Engine {
  readonly kind: 'embedded' | 'postgres'
  readonly pool: pg.Pool
  /** None: group commits are rows of `document_journal`. */
  readonly journal?: Journal
  /** Names the store for the operator: a directory, or an address without password. */
  readonly place: string
  /** False while the disk is too full to take writes. */
  writable(): boolean
  close(): Promise<void>
}
