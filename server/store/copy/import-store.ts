import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { StartRefused } from '#server/platform/start-refused.ts'
import { readHead, readRows, type CopyRow } from '#server/store/copy/read-copy.ts'
import { tablesOf } from '#server/store/copy/export-store.ts'
import type { Engine } from '#server/store/engine.ts'
import { migrate } from '#server/store/migrate.ts'
import { migrations, type StoreMigration } from '#server/store/migrations/index.ts'
import { storeSentences } from '#server/store/sentences.ts'
import type { Tables } from '#server/store/tables.ts'

const rowsAtOnce = 500

/**
 * Loads a copy into an empty store: brings it to the step the copy was made at, loads all rows in one transaction, then takes
 * the steps that are new since.
 * @returns the number of rows.
 * @throws StartRefused when the store is not empty, the copy is newer than this program, or the file is cut or none.
 */
export async function importStore(
  engine: Engine,
  file: string,
  at: Date,
  steps: readonly StoreMigration[] = migrations,
): Promise<number> {
  const head = await readHead(file)
  const unknown = head.migrations.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) throw new StartRefused(storeSentences.newer(file, unknown))
  await checkEmpty(engine)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: engine.pool }) })
  const then = steps.filter((step) => head.migrations.includes(step.name))
  await migrate(kysely, then, engine.place, at)
  const rows = await loadAll(engine.pool, file)
  await migrate(kysely, steps, engine.place, at)
  return rows
}

/** Empty means: no row anywhere but what the migrations themselves put there, so an import that failed can be repeated. */
async function checkEmpty(engine: Engine): Promise<void> {
  const { rows } = await engine.pool.query<{ used: boolean }>(
    `select to_regclass('public.account') is not null as used`,
  )
  if (rows[0]?.used !== true) return
  const accounts = await engine.pool.query('select 1 from account limit 1')
  const commands = await engine.pool.query('select 1 from command limit 1')
  if (accounts.rows.length + commands.rows.length > 0)
    throw new StartRefused(storeSentences.copyTargetUsed(engine.place))
}

async function loadAll(pool: pg.Pool, file: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 0')
    const rows = await loadRows(client, file)
    await client.query('commit')
    return rows
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function loadRows(client: pg.PoolClient, file: string): Promise<number> {
  const tables = await tablesOf(client)
  const keys = await foreignKeys(client)
  // Rows come table by table, references may point forward: they are checked at the end.
  for (const key of keys)
    await client.query(`alter table ${key.owner} alter constraint ${key.name} deferrable initially deferred`)
  await client.query(`truncate ${tables.map((table) => client.escapeIdentifier(table)).join(', ')}`)
  let rows = 0
  for await (const batch of batches(readRows(file))) {
    await insert(client, batch)
    rows += batch.length
  }
  await client.query('set constraints all immediate')
  for (const key of keys)
    await client.query(`alter table ${key.owner} alter constraint ${key.name} not deferrable`)
  for (const table of tables) await moveSequences(client, table)
  if (tables.includes('document_journal')) await moveBehindSnapshots(client)
  return rows
}

/** A snapshot says up to which journal row it speaks; a new row with a lower number would count as known. */
async function moveBehindSnapshots(client: pg.PoolClient): Promise<void> {
  await client.query(
    `select setval('document_journal_seq_seq', greatest(max(folded), (select max(seq) from document_journal), 1))
     from document having count(*) > 0`,
  )
}

async function foreignKeys(client: pg.PoolClient): Promise<{ owner: string; name: string }[]> {
  const { rows } = await client.query<{ owner: string; name: string }>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace and not condeferrable`,
  )
  return rows
}

/** Neighbours of one table, some hundred at a time. */
async function* batches(rows: AsyncIterable<CopyRow>): AsyncGenerator<CopyRow[]> {
  let batch: CopyRow[] = []
  for await (const row of rows) {
    const full = batch.length === rowsAtOnce || (batch[0] !== undefined && batch[0].table !== row.table)
    if (full) {
      yield batch
      batch = []
    }
    batch.push(row)
  }
  if (batch.length > 0) yield batch
}

async function insert(client: pg.PoolClient, batch: readonly CopyRow[]): Promise<void> {
  const table = client.escapeIdentifier(batch[0]?.table ?? '')
  const columns = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  )
  const names = columns.rows.map((column) => column.name).join(', ')
  await client.query(
    `insert into ${table} (${names}) overriding system value
     select ${names} from json_populate_recordset(null::${table}, $1::json)`,
    [`[${batch.map((row) => row.json).join(',')}]`],
  )
}

/** Numbers given out from now on start behind the highest that came along. */
async function moveSequences(client: pg.PoolClient, table: string): Promise<void> {
  const name = client.escapeIdentifier(table)
  const { rows } = await client.query<{ sequence: string; column: string }>(
    `select pg_get_serial_sequence($1, attname) as sequence, quote_ident(attname) as column from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and pg_get_serial_sequence($1, attname) is not null`,
    [name],
  )
  for (const { sequence, column } of rows) {
    await client.query(
      `select setval($1, coalesce(max(${column}), 1), max(${column}) is not null) from ${name}`,
      [sequence],
    )
  }
}
