import { existsSync, fdatasyncSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import { openDatabase, type Database, type DatabaseOptions } from '#server/store/database.ts'
import { DurableNodeFs, durableStartParams, syncCount } from '#server/store/embedded/durable-fs.ts'
import { watchForBreakage } from '#server/store/embedded/engine-breakage.ts'
import { openEmbedded } from '#server/store/embedded/open-embedded.ts'
import { commitReachesDisk } from '#server/store/embedded/self-check.ts'
import { StoreThread } from '#server/store/embedded/store-thread.ts'
import { simpleQuery } from '#server/store/embedded/wire-stream.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

async function open(dataDir: string, more: Partial<DatabaseOptions> = {}): Promise<Database> {
  const database = await openDatabase({
    dataDir,
    log: quietLog,
    clock: systemClock,
    onFatal: () => undefined,
    steps: stepsWithProbe,
    ...more,
  })
  onTestFinished(() => database.close())
  return database
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('[STORE12] a missing data directory is made, with a whole store in it', async () => {
  const dataDir = join(emptyFolder(), 'not/yet')
  const database = await open(dataDir)
  expect(await database.ready()).toBe(true)
  expect(existsSync(join(dataDir, 'store/PG_VERSION'))).toBe(true)
  expect(existsSync(join(dataDir, 'store.new'))).toBe(false)
})

test('[STORE13] a second program in the same directory is told so, however it spells the path', async () => {
  const { dataDir } = await embeddedStore()
  const first = await open(dataDir)
  const alias = join(emptyFolder(), 'alias')
  symlinkSync(dataDir, alias)
  await expect(open(dataDir)).rejects.toThrow(
    new StartRefused(
      `Das Datenverzeichnis ${dataDir} (DATA_DIR) wird schon von einem anderen Lotse-Prozess benutzt.`,
    ),
  )
  await expect(open(alias)).rejects.toThrow(/wird schon von einem anderen Lotse-Prozess benutzt/)
  await first.close()
  expect(await (await open(alias)).ready()).toBe(true)
})

test('[STORE14] a commit makes the disk keep it', async () => {
  const { dataDir } = await embeddedStore()
  const engine = await PGlite.create({
    fs: new DurableNodeFs(join(dataDir, 'store')),
    startParams: durableStartParams,
  })
  onTestFinished(() => engine.close())
  expect(await commitReachesDisk(engine, () => syncCount.file)).toBe(true)
})

test('[STORE14] without the hooks the self-check says that nothing reaches the disk', async () => {
  const { dataDir } = await embeddedStore()
  const engine = await PGlite.create({
    fs: new NodeFS(join(dataDir, 'store')),
    startParams: durableStartParams,
  })
  onTestFinished(() => engine.close())
  expect(await commitReachesDisk(engine, () => syncCount.file)).toBe(false)
})

test('[STORE14] with -F, as PGlite starts by itself, the self-check says so too', async () => {
  const { dataDir } = await embeddedStore()
  const engine = await PGlite.create({ fs: new DurableNodeFs(join(dataDir, 'store')) })
  onTestFinished(() => engine.close())
  expect(await commitReachesDisk(engine, () => syncCount.file)).toBe(false)
})

test('[STORE31] a commit whose flush fails is never acknowledged: the engine counts as broken', async () => {
  const { dataDir } = await embeddedStore()
  let diskWorks = true
  const syncFile = (handle: number) => {
    if (!diskWorks) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
    fdatasyncSync(handle)
  }
  const fs = new DurableNodeFs(join(dataDir, 'store'), syncFile)
  const engine = await PGlite.create({ fs, startParams: durableStartParams })
  const breakage = watchForBreakage(engine)
  engine.execProtocolRawSync(simpleQuery('create table probe (name text)'))
  engine.execProtocolRawSync(simpleQuery('select 1 / 0'))
  expect(breakage()).toBeUndefined()
  diskWorks = false
  engine.execProtocolRawSync(simpleQuery("insert into probe values ('x')"))
  expect(breakage()).toMatchObject({ code: 'EIO' })
})

test('[STORE15] a store of another format or a spoilt one is refused with a sentence', async () => {
  const { dataDir } = await embeddedStore()
  writeFileSync(join(dataDir, 'store/PG_VERSION'), '17\n')
  await expect(open(dataDir)).rejects.toThrow(/hat das Speicherformat 17, diese Version von Lotse braucht 18/)
  rmSync(join(dataDir, 'store/PG_VERSION'))
  await expect(open(dataDir)).rejects.toThrow(StartRefused)
})

test('[STORE15] a data directory that cannot be one is refused with a sentence naming DATA_DIR', async () => {
  const file = join(emptyFolder(), 'file')
  writeFileSync(file, '')
  await expect(open(file)).rejects.toThrow(/\(DATA_DIR\) lässt sich nicht benutzen/)
})

test('[STORE16] a disk that gets full refuses writes, still reads, and recovers by itself', async () => {
  const clock = new HandClock()
  let free = 1e9
  const { dataDir } = await embeddedStore()
  const database = await open(dataDir, { clock, freeBytes: () => Promise.resolve(free) })
  const write = () =>
    database.transaction((trx) => sql`insert into probe (name) values (gen_random_uuid())`.execute(trx))
  await write()
  free = 1e8
  await clock.advance(2_000)
  await expect(write()).rejects.toThrow(new Refused('E_STORE', 'store-full'))
  expect(database.writable()).toBe(false)
  const { rows } = await database.read((trx) =>
    sql<{ n: number }>`select count(*) as n from probe`.execute(trx),
  )
  expect(rows[0]?.n).toBe(1)
  free = 1e9
  await clock.advance(2_000)
  await write()
})

test('[STORE17] a store that no longer answers ends the program with a sentence', async () => {
  const clock = new HandClock()
  const { dataDir } = await embeddedStore()
  const said: string[] = []
  const database = await open(dataDir, { clock, onFatal: (sentence) => said.push(sentence) })
  const slow = sql`select pg_sleep(1)`.execute(database.kysely)
  await clock.advance(60_000)
  await slow
  expect(said).toEqual([
    'Der Datenspeicher antwortet seit 30 Sekunden nicht. Lotse beendet sich, damit es neu gestartet wird; Bestätigtes bleibt erhalten.',
  ])
})

test('[STORE17] a store with nothing to do, or one that answers, is left alone', async () => {
  const clock = new HandClock()
  const { dataDir } = await embeddedStore()
  const said: string[] = []
  const database = await open(dataDir, { clock, onFatal: (sentence) => said.push(sentence) })
  for (let look = 0; look < 20; look++) {
    await sql`select 1`.execute(database.kysely)
    await pass(clock, database, 5_000)
  }
  await pass(clock, database, 60_000)
  expect(said).toEqual([])
})

const redo = async (database: Database) => {
  const { rows } = await sql<{
    at: string
  }>`select redo_lsn::text as at from pg_control_checkpoint()`.execute(database.kysely)
  return rows[0]?.at
}

/** Moves the clock, then lets the engine finish what upkeep asked of it. */
async function pass(clock: HandClock, database: Database, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 15_000) {
    await clock.advance(Math.min(left, 15_000))
    await settle(database)
  }
}
async function settle(database: Database): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await database.ready()
}

test('[STORE18] a checkpoint is written every five minutes when there is something new, else none', async () => {
  const clock = new HandClock()
  const { dataDir } = await embeddedStore()
  const database = await open(dataDir, { clock })
  await pass(clock, database, 6 * 60_000)
  const first = await redo(database)
  await pass(clock, database, 6 * 60_000)
  expect(await redo(database)).toBe(first)
  await database.transaction((trx) => sql`insert into probe (name) values ('new')`.execute(trx))
  await pass(clock, database, 6 * 60_000)
  expect(await redo(database)).not.toBe(first)
})

test('[STORE18] 64 MB of log are enough for a checkpoint at the next look', async () => {
  const clock = new HandClock()
  const { dataDir } = await embeddedStore()
  const database = await open(dataDir, { clock })
  await pass(clock, database, 6 * 60_000)
  const before = await redo(database)
  await sql`select count(pg_logical_emit_message(false, 'fill', repeat('x', 1000000))) from generate_series(1, 70)`.execute(
    database.kysely,
  )
  await pass(clock, database, 30_000)
  expect(await redo(database)).not.toBe(before)
})

test('[STORE18] at night the store is vacuumed', async () => {
  const clock = new HandClock(new Date(2026, 2, 2, 2, 59, 0))
  const { dataDir } = await embeddedStore()
  const events: string[] = []
  const log = { ...quietLog, info: (event: string) => void events.push(event) }
  const database = await open(dataDir, { clock, log })
  await pass(clock, database, 90_000)
  expect(events).toContain('store.vacuumed')
})

test('[STORE19] a thread that dies tells who waited for it, and the program', async () => {
  const { dataDir } = await embeddedStore()
  const deaths: string[] = []
  const task = { task: 'serve', directory: join(dataDir, 'store') } as const
  const { thread } = await StoreThread.start(task, (why) => deaths.push(why))
  const lost = new Promise<Uint8Array | Error>((resolve) =>
    thread.ask(simpleQuery('select pg_sleep(1)'), resolve),
  )
  await (thread as unknown as { worker: Worker }).worker.terminate()
  expect(await lost).toEqual(new Error('Connection terminated: the store thread ended (exit 1)'))
  expect(deaths).toEqual(['exit 1'])
})

test('[STORE20] what a broken connection left behind is wiped before the next one', async () => {
  const { dataDir } = await embeddedStore()
  const engine = await openEmbedded({ dataDir, log: quietLog, clock: systemClock, onFatal: () => undefined })
  onTestFinished(() => engine.close())
  await engine.pool.query('create table left_over (name text)')
  const broken = await engine.pool.connect()
  await broken.query("begin; insert into left_over values ('left open'); set lock_timeout = 77")
  broken.release(new Error('broken'))
  const { rows } = await engine.pool.query(
    "select count(*) as n, current_setting('lock_timeout') as timeout from left_over",
  )
  expect(rows).toEqual([{ n: 0, timeout: '0' }])
})
