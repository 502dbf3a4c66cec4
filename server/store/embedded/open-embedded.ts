import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import { lockDirectory } from '#server/store/embedded/directory-lock.ts'
import { JournalFile } from '#server/store/embedded/journal-file.ts'
import { FreeSpace, measureFreeBytes } from '#server/store/embedded/free-space.ts'
import { ensureStore } from '#server/store/embedded/new-store.ts'
import { StoreThread } from '#server/store/embedded/store-thread.ts'
import { takeInJournal } from '#server/store/embedded/take-in-journal.ts'
import { Upkeep } from '#server/store/embedded/upkeep.ts'
import { Watchdog } from '#server/store/embedded/watchdog.ts'
import { WireStream } from '#server/store/embedded/wire-stream.ts'
import { listenForLosses } from '#server/store/connection-losses.ts'
import type { Engine } from '#server/store/engine.ts'
import { storeSentences } from '#server/store/sentences.ts'
import { valueTypes } from '#server/store/value-types.ts'

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: Log
  readonly clock: Clock
  readonly onFatal: (sentence: string) => void
  readonly freeBytes?: (directory: string) => Promise<number>
}

/**
 * Opens the embedded engine in `dataDir/store`, creating it when there is none.
 * @throws StartRefused when another process has the directory, or the engine cannot prove that COMMIT means on disk.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Engine> {
  const dataDir = resolve(options.dataDir)
  const unlock = await takeDirectory(dataDir)
  try {
    return await openLocked(options, dataDir, unlock)
  } catch (error) {
    await unlock()
    if (error instanceof StartRefused) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new StartRefused(storeSentences.unreadable(dataDir, why))
  }
}

async function takeDirectory(dataDir: string): Promise<() => Promise<void>> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    return await lockDirectory(dataDir)
  } catch (error) {
    if (error instanceof StartRefused) throw error
    throw new StartRefused(
      storeSentences.noDirectory(dataDir, error instanceof Error ? error.message : String(error)),
    )
  }
}

async function openLocked(
  options: EmbeddedOptions,
  dataDir: string,
  unlock: () => Promise<void>,
): Promise<Engine> {
  const { clock, log, onFatal } = options
  const directory = join(dataDir, 'store')
  await ensureStore(directory)
  let serving = false
  const { thread, state } = await StoreThread.start({ task: 'serve', directory }, (why) => {
    if (serving) onFatal(storeSentences.died(why))
  })
  if (state !== 'ready') {
    await thread.abandon()
    throw new StartRefused(storeSentences.notDurable(dataDir))
  }
  serving = true
  const pool = poolOver(thread, log)
  const space = new FreeSpace(dataDir, options.freeBytes ?? measureFreeBytes, clock, log)
  const upkeep = new Upkeep(
    async (statement) => (await pool.query<Record<string, unknown>>(statement)).rows,
    clock,
    log,
  )
  const watchdog = new Watchdog(
    () => thread.progress(),
    clock,
    (seconds) => onFatal(storeSentences.silent(seconds)),
  )
  const journalDirectory = join(dataDir, 'journal')
  const journal = await JournalFile.open(
    journalDirectory,
    await takeInJournal(pool, journalDirectory),
    (why) => onFatal(storeSentences.died(why)),
  ).catch(async (error: unknown) => {
    await pool.end()
    await thread.abandon()
    throw error
  })
  await space.start()
  upkeep.start()
  watchdog.start()
  const close = async () => {
    space.stop()
    watchdog.stop()
    await upkeep.stop()
    await journal.close()
    await pool.end()
    await thread.close()
    await unlock()
  }
  let closing: Promise<void> | undefined
  return {
    kind: 'embedded',
    pool,
    journal,
    place: dataDir,
    writable: () => space.hasRoom(),
    close: () => (closing ??= close()),
  }
}

/** One session, so one connection, which stays. */
function poolOver(thread: StoreThread, log: Log): pg.Pool {
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    stream: () => new WireStream(thread),
    ssl: false,
    pipeline: true,
    user: 'postgres',
    types: valueTypes,
  })
  listenForLosses(pool, log)
  return pool
}
