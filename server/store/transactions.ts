import type { Tx } from '#server/platform/act.ts'
import type { Database } from './database.ts'
import { asTx } from './tx.ts'

/** A store as the rest of the server uses it: nobody else sees the database. */
export function transactionsOf(database: Database) {
  return {
    transaction: <T, L>(work: (tx: Tx) => Promise<T>, last: (tx: Tx) => Promise<L>) =>
      database.transactionWith(
        (trx) => work(asTx(trx)),
        (trx) => last(asTx(trx)),
      ),
    read: <T>(work: (tx: Tx) => Promise<T>) => database.read((trx) => work(asTx(trx))),
  }
}
