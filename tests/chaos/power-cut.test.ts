import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startKillable } from '#tests/support/killable.ts'
import { storedNames } from '#tests/support/stored-names.ts'
import { diskObstacle, makeDisk } from '#tests/support/disk.ts'

const why = await diskObstacle()
if (why !== undefined) process.stderr.write(`Power cuts are left out: ${why}\n`)

/** The writer's exit codes when a commit failed, and when its store said that it cannot go on. */
const noticed = [1, 70]

describe.skipIf(why !== undefined)('power cuts', () => {
  test('[STORE27] ten power cuts lose no acknowledged row, are noticed, and the store opens every time', async () => {
    const disk = await makeDisk('power-cut', 2048)
    const dataDir = join(disk.folder, 'data')
    await disk.plugIn()
    onTestFinished(() => disk.pullOut())
    const acknowledged = new Set<string>()
    for (let round = 0; round < 10; round++) {
      const writer = await startKillable(dataDir, `cut${round}`)
      await writer.commits(30 + round * 11)
      await disk.cut()
      expect(noticed).toContain(await writer.ended())
      for (const name of writer.acknowledged) acknowledged.add(name)
      await disk.pullOut()
      await disk.plugIn()
      const stored = await storedNames(dataDir)
      expect([...acknowledged].filter((name) => !stored.has(name))).toEqual([])
    }
    expect(acknowledged.size).toBeGreaterThan(3_000)
  })

  test('[STORE26] the same check catches a writer that acknowledges before it stores', async () => {
    const disk = await makeDisk('power-cut-control', 2048)
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
