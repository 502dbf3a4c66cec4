import { Kysely, PostgresDialect } from 'kysely'
import type { Tx } from '#server/platform/act.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import { openEngine, type EngineOptions } from './open-engine.ts'
import { storeSentences } from './sentences.ts'
import type { Tables } from './tables.ts'
import { asTx } from './tx.ts'

/** A store to look into: nothing is migrated, nothing is written. */
export interface ReadingStore {
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** @throws StartRefused when it is in use, cannot be opened, or holds nothing. */
export async function openReading(options: EngineOptions): Promise<ReadingStore> {
  const engine = await openEngine({ ...options, statementTimeout: 0 })
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: engine.pool }) })
  const { rows } = await engine.pool.query<{ used: boolean }>(
    `select to_regclass('public.audit') is not null as used`,
  )
  if (rows[0]?.used !== true) {
    await engine.close()
    throw new StartRefused(storeSentences.empty(engine.place))
  }
  return {
    read: (work) =>
      kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((trx) => work(asTx(trx))),
    close: () => engine.close(),
  }
}
