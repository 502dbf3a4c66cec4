import type { Transaction } from 'kysely'
import type { Tx } from '#server/platform/act.ts'
import type { Tables } from '#server/store/tables.ts'

const transactions = new WeakMap<Tx, Transaction<Tables>>()

/** Wraps a transaction so that the domains can pass it on without seeing what is inside. */
export function asTx(trx: Transaction<Tables>): Tx {
  const sealed = Object.freeze({}) as Tx
  transactions.set(sealed, trx)
  return sealed
}

/** The transaction inside; only files of the store call this. Throws when `tx` was not made by {@link asTx}. */
export function trxOf(tx: Tx): Transaction<Tables> {
  const trx = transactions.get(tx)
  if (trx === undefined) throw new TypeError('This Tx does not come from the store')
  return trx
}
