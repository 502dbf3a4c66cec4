import { execFile } from 'node:child_process'
import { rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Refused } from '#server/platform/refused.ts'
import { openDatabase, type Database } from '#server/store/database.ts'
import { diskObstacle, makeDisk } from '#tests/support/disk.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'

const run = promisify(execFile)
const why = await diskObstacle()
if (why !== undefined) process.stderr.write(`The full disk is left out: ${why}\n`)

async function leave(folder: string, megabytes: number): Promise<string> {
  const { bavail, bsize } = await statfs(folder)
  const file = join(folder, `filler-${megabytes}`)
  await run('fallocate', ['-l', String(bavail * bsize - megabytes * 1024 ** 2), file])
  return file
}

/** The guard measures on the clock's next ring, which takes a few turns of the loop; the clock must not run on meanwhile. */
async function measured(clock: HandClock, database: Database, writable: boolean): Promise<void> {
  await clock.advance(2_000)
  await vi.waitUntil(() => database.writable() === writable, { timeout: 30_000, interval: 20 })
}

describe.skipIf(why !== undefined)('a full disk', () => {
  test('[STORE30] a disk really full refuses writes, still reads, loses nothing, and recovers without a restart', async () => {
    const disk = await makeDisk('full', 800)
    await disk.plugIn()
    onTestFinished(() => disk.pullOut())
    const clock = new HandClock()
    const place = { dataDir: join(disk.folder, 'data'), log: quietLog, clock, steps: stepsWithProbe }
    const fatal: string[] = []
    const onFatal = (sentence: string) => void fatal.push(sentence)
    const database = await openDatabase({ ...place, onFatal })
    const write = (name: string) =>
      database.transaction((trx) => sql`insert into probe (name) values (${name})`.execute(trx))
    const names = (from: Database) =>
      from.read(async (trx) =>
        (await sql<{ name: string }>`select name from probe order by id`.execute(trx)).rows.map(
          (row) => row.name,
        ),
      )

    await write('before')
    const most = await leave(disk.folder, 100)
    await measured(clock, database, false)
    await expect(write('while')).rejects.toThrow(new Refused('E_STORE', 'store-full'))
    const rest = await leave(disk.folder, 0)
    await expect(write('while')).rejects.toThrow(new Refused('E_STORE', 'store-full'))
    expect(await names(database)).toEqual(['before'])

    await rm(rest)
    await rm(most)
    await measured(clock, database, true)
    await write('after')
    await database.close()
    const again = await openDatabase({ ...place, onFatal })
    expect(await names(again)).toEqual(['before', 'after'])
    await again.close()
    expect(fatal).toEqual([])
  })
})
