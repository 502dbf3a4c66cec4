import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** The open store, the same over the embedded engine and over a PostgreSQL server. */
export interface Database {
  readonly kind: 'embedded' | 'postgres'
  /** For single statements and reads; everything that belongs together goes through {@link Database.transaction}. */
  readonly kysely: Kysely<Tables>
  /**
   * Runs `work` in one transaction and answers after COMMIT. `work` runs again when the store asks for it (SQLSTATE 40001,
   * 40P01), so it must have no effects outside the transaction.
   */
  transaction<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>
  /** True when the store answers a statement and takes writes. Never throws. */
  ready(): Promise<boolean>
  /** Waits for what runs, closes the connections, gives the data directory free. */
  close(): Promise<void>
}
