import type pg from 'pg'
import type { Log } from '#server/platform/log.ts'

/**
 * A connection that ends while somebody holds it raises an error on the client, one that ends in the pool an error on the
 * pool; without listeners either ends the process. Whoever waits for an answer gets the error as well.
 */
export function listenForLosses(pool: pg.Pool, log: Log): void {
  const lost = (error: Error) => {
    // Somebody closes the store; nothing is lost.
    if (!pool.ending) log.warn('store.connection-lost', { why: error.message })
  }
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
}
