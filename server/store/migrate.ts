import { sql, type Kysely, type Transaction } from 'kysely'
import { StartRefused } from '#server/platform/start-refused.ts'
import type { StoreMigration } from '#server/store/migrations/index.ts'
import { storeSentences } from '#server/store/sentences.ts'
import type { Tables } from '#server/store/tables.ts'

/** Any number; the same for every node of one store. */
const lockKey = 7_301_957

/**
 * Brings the store to this program's version: all missing steps in one transaction, one node at a time.
 * @returns the names of the steps that ran, in order.
 * @throws StartRefused when the store holds a step this program does not know.
 */
export function migrate(
  kysely: Kysely<Tables>,
  steps: readonly StoreMigration[],
  place: string,
  at: Date,
): Promise<string[]> {
  return kysely.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`select pg_advisory_xact_lock(${lockKey}::bigint)`.execute(trx)
    const done = await stepsDone(trx)
    const known = new Set(steps.map((step) => step.name))
    const unknown = done.filter((name) => !known.has(name))
    if (unknown.length > 0) throw new StartRefused(storeSentences.newer(place, unknown))
    const missing = steps.filter((step) => !done.includes(step.name))
    for (const step of missing) {
      await step.up(trx)
      await sql`insert into migration (name, at) values (${step.name}, ${at})`.execute(trx)
    }
    return missing.map((step) => step.name)
  })
}

async function stepsDone(trx: Transaction<Tables>): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, at timestamptz not null)`.execute(
    trx,
  )
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(trx)
  return rows.map((row) => row.name)
}
