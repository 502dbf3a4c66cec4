import { execFile } from 'node:child_process'
import { mkdir, open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { startKillable } from '#tests/support/killable.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'

const run = promisify(execFile)

/** EXT4_IOC_SHUTDOWN with NOLOGFLUSH: from here on nothing reaches the disk, not even the file system's own journal. */
const cutPower = `
import fcntl, os, struct, sys
handle = os.open(sys.argv[1], os.O_RDONLY)
fcntl.ioctl(handle, 0x8004587D, struct.pack('I', 2))
os.close(handle)
`

/** A disk of its own in a file, whose power can be cut. */
interface Disk {
  readonly folder: string
  plugIn(): Promise<void>
  cut(): Promise<void>
  pullOut(): Promise<void>
}

async function makeDisk(name: string): Promise<Disk> {
  const base = join(inject('testRun').folder, name)
  const image = `${base}.img`
  const folder = `${base}.mount`
  await mkdir(folder)
  const file = await openFile(image, 'w')
  await file.truncate(2 * 1024 ** 3)
  await file.close()
  await run('mkfs.ext4', ['-q', '-F', image])
  return {
    folder,
    plugIn: async () => void (await run('mount', ['-o', 'loop', image, folder])),
    cut: async () => void (await run('python3', ['-c', cutPower, folder])),
    pullOut: async () => void (await run('umount', [folder])),
  }
}

/** Why this machine cannot do it, or undefined. */
async function obstacle(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'only root may mount a disk'
  try {
    await run('losetup', ['--find'])
    await run('python3', ['--version'])
    await run('mkfs.ext4', ['-V'])
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function storedNames(dataDir: string): Promise<Set<string>> {
  const onFatal = () => undefined
  const database = await openDatabase({
    dataDir,
    log: quietLog,
    clock: systemClock,
    onFatal,
    steps: stepsWithProbe,
  })
  const { rows } = await sql<{ name: string }>`select name from probe`.execute(database.kysely)
  await database.close()
  return new Set(rows.map((row) => row.name))
}

const why = await obstacle()
if (why !== undefined) process.stderr.write(`Power cuts are left out: ${why}\n`)

describe.skipIf(why !== undefined)('power cuts', () => {
  test('[STORE27] ten power cuts lose no acknowledged row, and the store opens every time', async () => {
    const disk = await makeDisk('power-cut')
    const dataDir = join(disk.folder, 'data')
    await disk.plugIn()
    onTestFinished(() => disk.pullOut())
    const acknowledged = new Set<string>()
    for (let round = 0; round < 10; round++) {
      const writer = await startKillable(dataDir, `cut${round}`)
      await writer.commits(30 + round * 11)
      await disk.cut()
      await writer.kill()
      for (const name of writer.acknowledged) acknowledged.add(name)
      await disk.pullOut()
      await disk.plugIn()
      const stored = await storedNames(dataDir)
      expect([...acknowledged].filter((name) => !stored.has(name))).toEqual([])
    }
    expect(acknowledged.size).toBeGreaterThan(3_000)
  })

  test('[STORE26] the same check catches a writer that acknowledges before it stores', async () => {
    const disk = await makeDisk('power-cut-control')
    const dataDir = join(disk.folder, 'data')
    await disk.plugIn()
    onTestFinished(() => disk.pullOut())
    const writer = await startKillable(dataDir, 'early', 'early')
    await writer.commits(20)
    await disk.cut()
    await writer.kill()
    await disk.pullOut()
    await disk.plugIn()
    const stored = await storedNames(dataDir)
    expect([...writer.acknowledged].filter((name) => !stored.has(name))).not.toEqual([])
  })
})
