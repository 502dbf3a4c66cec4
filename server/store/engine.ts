import type pg from 'pg'

/** What an opened engine hands to the store; both engines speak through the same driver. */
export interface Engine {
  readonly kind: 'embedded' | 'postgres'
  readonly pool: pg.Pool
  /** Names the store for the operator: a directory, or an address without password. */
  readonly place: string
  /** False while the disk is too full to take writes. */
  writable(): boolean
  close(): Promise<void>
}
