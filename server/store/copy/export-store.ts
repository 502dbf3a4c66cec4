import { createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import type { CopyFoot, CopyHead } from '#server/store/copy/copy-format.ts'
import type { Engine } from '#server/store/engine.ts'

const rowsAtOnce = 500

/**
 * Copies everything of one moment into a file; the file appears when it is whole and on disk.
 * @returns the number of rows.
 */
export async function exportStore(engine: Engine, file: string): Promise<number> {
  const client = await engine.pool.connect()
  const part = `${file}.part`
  const count = { rows: 0 }
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    await pipeline(
      Readable.from(linesOf(client, count)),
      createGzip(),
      createWriteStream(part, { mode: 0o600 }),
    )
    await client.query('commit')
  } finally {
    client.release()
  }
  await keep(part)
  await rename(part, file)
  return count.rows
}

async function* linesOf(client: pg.PoolClient, count: { rows: number }): AsyncGenerator<string> {
  const done = await client.query<{ name: string }>('select name from migration order by name')
  const head: CopyHead = { lotse: 'store', version: 1, migrations: done.rows.map((row) => row.name) }
  yield `${JSON.stringify(head)}\n`
  for (const table of await tablesOf(client)) {
    for await (const row of rowsOf(client, table)) {
      count.rows++
      yield `${table}\t${row}\n`
    }
  }
  const foot: CopyFoot = { rows: count.rows }
  yield `${JSON.stringify(foot)}\n`
}

/** Every table but the list of migrations, which the head carries. */
export async function tablesOf(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' order by tablename`,
  )
  return rows.map((row) => row.name)
}

async function* rowsOf(client: pg.PoolClient, table: string): AsyncGenerator<string> {
  const name = client.escapeIdentifier(table)
  await client.query(`declare copying no scroll cursor for select row_to_json(t)::text as row from ${name} t`)
  for (let more = true; more;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${rowsAtOnce} from copying`)
    for (const { row } of rows) yield row
    more = rows.length === rowsAtOnce
  }
  await client.query('close copying')
}

async function keep(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
