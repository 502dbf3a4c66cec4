import pg from 'pg'
import type { Log } from '#server/platform/log.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import { listenForLosses } from '#server/store/connection-losses.ts'
import type { Engine } from '#server/store/engine.ts'
import { storeSentences } from '#server/store/sentences.ts'
import { valueTypes } from '#server/store/value-types.ts'

export interface PostgresOptions {
  readonly databaseUrl: string
  readonly log: Log
  readonly statementTimeout?: number
}

const oldestVersion = 150_000
const connections = 10

/**
 * Connects to a PostgreSQL server and checks that COMMIT there means on disk.
 * @throws StartRefused when it cannot be reached, is older than 15, or runs with `fsync` or `synchronous_commit` off.
 */
export async function openPostgres({
  databaseUrl,
  log,
  statementTimeout = 15_000,
}: PostgresOptions): Promise<Engine> {
  const place = placeOf(databaseUrl)
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    pipeline: true,
    application_name: 'lotse',
    types: valueTypes,
  })
  listenForLosses(pool, log)
  try {
    await checkServer(pool, place)
  } catch (error) {
    await pool.end()
    throw error
  }
  let closing: Promise<void> | undefined
  return { kind: 'postgres', pool, place, writable: () => true, close: () => (closing ??= pool.end()) }
}

/** The address without password and parameters. */
function placeOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) throw new StartRefused(storeSentences.badUrl())
  const url = new URL(databaseUrl)
  if (!['postgres:', 'postgresql:'].includes(url.protocol)) throw new StartRefused(storeSentences.badUrl())
  const user = url.username === '' ? '' : `${url.username}@`
  return `${url.protocol}//${user}${url.host}${url.pathname}`
}

interface ServerSettings {
  readonly version: string
  readonly number: number
  readonly fsync: string
  readonly commit: string
}

async function checkServer(pool: pg.Pool, place: string): Promise<void> {
  const settings = await readSettings(pool).catch((error: unknown) => {
    throw new StartRefused(storeSentences.unreachable(place, reasonOf(error)))
  })
  if (settings.number < oldestVersion) throw new StartRefused(storeSentences.tooOld(place, settings.version))
  if (settings.fsync === 'off') throw new StartRefused(storeSentences.unsafe(place, 'fsync'))
  if (settings.commit === 'off') throw new StartRefused(storeSentences.unsafe(place, 'synchronous_commit'))
}

async function readSettings(pool: pg.Pool): Promise<ServerSettings> {
  const { rows } = await pool.query<ServerSettings>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
            current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  )
  const [settings] = rows
  if (settings === undefined) throw new Error('no answer')
  return settings
}

/** `localhost` fails with one error per address, whose own message is empty. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
