import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg, { type QueryResultRow } from 'pg'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import type { Engine, Journal } from '#server/store/engine.ts'
import { migrate } from '#server/store/migrate.ts'
import { migrations, type StoreMigration } from '#server/store/migrations/index.ts'
import { inReading, inTransaction, type Ground } from '#server/store/one-transaction.ts'
import { openEngine, type EngineOptions } from '#server/store/open-engine.ts'
import { withRetry } from '#server/store/retry.ts'
import { codeOf, refusalOf } from '#server/store/store-errors.ts'
import type { Tables } from '#server/store/tables.ts'

/** The open store, the same over the embedded engine and over a PostgreSQL server. */
export interface Database {
  readonly kind: 'embedded' | 'postgres'
  /** For single statements; what belongs together goes through {@link Database.transaction}. */
  readonly kysely: Kysely<Tables>
  /** For group commits, where the engine has something cheaper than a table. */
  readonly journal: Journal | undefined
  /** Names the store for the operator, without secrets. */
  readonly place: string
  /**
   * Runs `work` in one transaction (READ COMMITTED: lock with `forUpdate()` what you read before you write it) and answers
   * after COMMIT. `work` runs again when the store asks for it (SQLSTATE 40001, 40P01): no effects outside the transaction.
   * The embedded engine has one connection: inside `work` use `trx` only (anything else waits for itself, ten seconds long),
   * and wait for nothing slow, because everybody else waits too. Statements that need not wait for each other are executed
   * together (`Promise.all`): they reach the store in that order, in one message.
   * @throws Refused `E_STORE` with `store-full`, `store-away` or `store-slow` when the store itself fails.
   */
  transaction<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>
  /** The same with a `last` statement, which travels with the COMMIT. */
  transactionWith<T, L>(
    work: (trx: Transaction<Tables>) => Promise<T>,
    last: (trx: Transaction<Tables>) => Promise<L>,
  ): Promise<{ readonly value: T; readonly closed: L }>
  /** Like {@link Database.transaction}, sees one moment, writes nothing, works while the disk is full. */
  read<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>
  /** One statement, parsed once per connection and known by `name` from then on; for what runs hundreds of times a second. */
  prepared<T extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<T[]>
  /**
   * Brings deleted content off the disk: tables are written anew without old versions of rows, then the write-ahead log goes on
   * in a new file and lets the old ones go. Others wait meanwhile, about a second for each 100 MB.
   */
  purge(): Promise<void>
  /** True when the store answers a statement within two seconds. Never throws. */
  ready(): Promise<boolean>
  /** False while the disk is too full to take writes. */
  writable(): boolean
  /** Waits for what runs, closes the connections, gives the data directory free. */
  close(): Promise<void>
}

export interface DatabaseOptions extends EngineOptions {
  /** Tests inject another history. */
  readonly steps?: readonly StoreMigration[]
}

const readyWithin = 2_000

const ownTables = "select tablename as name from pg_tables where schemaname = 'public'"

/** Statistics hold samples of what stands in the columns; of an empty table none are taken, and the old ones stay. */
const forgetSamples =
  "delete from pg_statistic where starelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)"

/**
 * Statistics are a table as well. Old files of the log are removed at a checkpoint, not kept for later use
 * with what stood in them.
 */
const purging = [
  'vacuum full pg_statistic',
  'set wal_recycle = off',
  'checkpoint',
  'select pg_switch_wal()',
  'checkpoint',
  'reset wal_recycle',
]

/**
 * Opens the store, checks that it really keeps what it acknowledges, and brings it to this program's version.
 * @throws StartRefused with one German sentence for the operator.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const engine = await openEngine(options)
  const dialect = new PostgresDialect({ pool: engine.pool })
  const kysely = new Kysely<Tables>({ dialect })
  try {
    const ran = await migrate(kysely, options.steps ?? migrations, engine.place, options.clock.now())
    options.log.info('store.open', { kind: engine.kind, migrations: ran.length })
  } catch (error) {
    await engine.close()
    throw error
  }
  return databaseOver(engine, { pool: engine.pool, kysely, dialect }, options.log)
}

function databaseOver(engine: Engine, ground: Ground, log: Log): Database {
  const { kysely } = ground
  const refuse = (error: unknown): never => {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    log.fault('store.failed', error)
    throw refusal
  }
  const write: Database['transactionWith'] = async (work, last) => {
    if (!engine.writable()) throw new Refused('E_STORE', 'store-full')
    return withRetry(() => inTransaction(ground, work, last)).catch(refuse)
  }
  return {
    kind: engine.kind,
    kysely,
    journal: engine.journal,
    place: engine.place,
    async transaction(work) {
      const { value } = await write(work, async () => undefined)
      return value
    },
    transactionWith: write,
    read: (work) => inReading(ground, work).catch(refuse),
    async prepared<T extends QueryResultRow>(name: string, text: string, values: readonly unknown[]) {
      const { rows } = await engine.pool.query<T>({ name, text, values: [...values] })
      return rows
    },
    async purge() {
      const client = await engine.pool.connect()
      try {
        await client.query(forgetSamples).catch((error: unknown) => {
          // Who does not own the whole server gets new samples below, except of tables that are empty.
          if (codeOf(error) !== '42501') throw error
        })
        const { rows } = await client.query<{ name: string }>(ownTables)
        for (const { name } of rows) await client.query(`vacuum (full, analyze) ${pg.escapeIdentifier(name)}`)
        for (const statement of purging) await client.query(statement)
      } finally {
        client.release()
      }
    },
    ready: () => answers(kysely),
    writable: () => engine.writable(),
    close: () => engine.close(),
  }
}

async function answers(kysely: Kysely<Tables>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, readyWithin, false)
  })
  const answer = sql`select 1`.execute(kysely).then(
    () => true,
    () => false,
  )
  const ready = await Promise.race([answer, late])
  clearTimeout(timer)
  return ready
}
