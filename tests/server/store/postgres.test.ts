import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import { openDatabase, type Database } from '#server/store/database.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'
import { createCluster, startPostgres } from '#tests/support/postgres-server.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { postgresStore } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

async function open(databaseUrl: string, statementTimeout = 15_000): Promise<Database> {
  const database = await openDatabase({
    databaseUrl,
    dataDir: inject('testRun').folder,
    log: quietLog,
    clock: systemClock,
    onFatal: () => undefined,
    steps: stepsWithProbe,
    statementTimeout,
  })
  onTestFinished(() => database.close())
  return database
}

async function asOperator(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

test('[STORE21] a server that does not flush is refused with a sentence', async () => {
  const cluster = join(inject('testRun').folder, 'postgres-without-fsync')
  await createCluster(cluster)
  const server = await startPostgres(cluster, { fsync: 'off' })
  onTestFinished(() => server.stop())
  await expect(open(server.url('postgres'))).rejects.toThrow(
    /\(DATABASE_URL\) läuft mit fsync = off\. Lotse startet so nicht/,
  )
})

test('[STORE21] a database that acknowledges before it stores is refused with a sentence', async () => {
  const { databaseUrl } = await postgresStore()
  const name = new URL(databaseUrl).pathname.slice(1)
  await asOperator(databaseUrl, `alter database ${name} set synchronous_commit = off`)
  const refusal = await open(databaseUrl).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(StartRefused)
  expect(String(refusal)).toContain('läuft mit synchronous_commit = off')
})

test('[STORE22] a server that cannot be reached is named without its password', async () => {
  const refusal = await open('postgres://lotse:geheim@127.0.0.1:1/desk?sslmode=disable').catch(
    (error: unknown) => error,
  )
  expect(refusal).toBeInstanceOf(StartRefused)
  expect(String(refusal)).toContain('postgres://lotse@127.0.0.1:1/desk (DATABASE_URL) ist nicht erreichbar')
  expect(String(refusal)).not.toContain('geheim')
})

test.each(['nonsense', 'mysql://host/desk', 'postgres://'])(
  '[STORE22] %s is no address of a database',
  async (url) => {
    await expect(open(url)).rejects.toThrow(StartRefused)
  },
)

test('[STORE23] a connection the server ends becomes a refusal to try again, and the next one works', async () => {
  const { databaseUrl } = await postgresStore()
  const database = await open(databaseUrl)
  const lost = database.transaction(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    await asOperator(databaseUrl, `select pg_terminate_backend(${rows[0]?.pid})`)
    await sql`insert into probe (name) values ('lost')`.execute(trx)
  })
  await expect(lost).rejects.toThrow(new Refused('E_STORE', 'store-away'))
  await database.transaction((trx) => sql`insert into probe (name) values ('found')`.execute(trx))
  const { rows } = await sql`select name from probe`.execute(database.kysely)
  expect(rows).toEqual([{ name: 'found' }])
})

test('[STORE23] a server that stops makes the store not ready, and ready again when it is back', async () => {
  const cluster = join(inject('testRun').folder, 'postgres-stopping')
  await createCluster(cluster)
  const server = await startPostgres(cluster)
  const database = await open(server.url('postgres'))
  await server.stop()
  expect(await database.ready()).toBe(false)
  await expect(database.transaction((trx) => sql`select 1`.execute(trx))).rejects.toThrow(
    new Refused('E_STORE', 'store-away'),
  )
  const again = await startPostgres(cluster, { port: new URL(server.url('postgres')).port })
  onTestFinished(() => again.stop())
  expect(await database.ready()).toBe(true)
})

test('[STORE5] two transactions that lock each other out both come through', async () => {
  const { databaseUrl } = await postgresStore()
  await asOperator(databaseUrl, `alter system set deadlock_timeout = '50ms'`, 'select pg_reload_conf()')
  const database = await open(databaseUrl)
  await sql`insert into probe (name) values ('a'), ('b')`.execute(database.kysely)
  const meet = meetingOf(2)
  const both = async (first: string, second: string) =>
    database.transaction(async (trx) => {
      await sql`update probe set count = count + 1 where name = ${first}`.execute(trx)
      await meet()
      await sql`update probe set count = count + 1 where name = ${second}`.execute(trx)
    })
  await Promise.all([both('a', 'b'), both('b', 'a')])
  const { rows } = await sql`select count from probe order by name`.execute(database.kysely)
  expect(rows).toEqual([{ count: 2 }, { count: 2 }])
})

test('[STORE11] a statement without end is ended and becomes a refusal to try again', async () => {
  const { databaseUrl } = await postgresStore()
  const database = await open(databaseUrl, 100)
  const endless = database.transaction((trx) => sql`select pg_sleep(600)`.execute(trx))
  await expect(endless).rejects.toThrow(new Refused('E_STORE', 'store-slow'))
})

test('[STORE24] many nodes starting at once migrate the store once', async () => {
  const { databaseUrl } = await postgresStore()
  const nodes = await Promise.all(Array.from({ length: 5 }, () => open(databaseUrl)))
  expect(await Promise.all(nodes.map((node) => node.ready()))).toEqual([true, true, true, true, true])
})

/** Everybody waits until that many have come; later ones pass. */
function meetingOf(people: number): () => Promise<void> {
  let here = 0
  let letIn: () => void = () => undefined
  const everybody = new Promise<void>((resolve) => {
    letIn = resolve
  })
  return () => {
    here++
    if (here >= people) letIn()
    return everybody
  }
}
