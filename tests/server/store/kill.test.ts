import { expect, test, vi } from 'vitest'
import { startKillable } from '#tests/support/killable.ts'
import { storedNames } from '#tests/support/stored-names.ts'
import { embeddedStore } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const missing = (acknowledged: ReadonlySet<string>, stored: ReadonlySet<string>) =>
  [...acknowledged].filter((name) => !stored.has(name))

test(
  '[STORE25] ten kill -9 in the middle of commits lose no acknowledged row, and the store opens every time',
  { timeout: 600_000 },
  async () => {
    const { dataDir } = await embeddedStore()
    const acknowledged = new Set<string>()
    for (let round = 0; round < 10; round++) {
      const writer = await startKillable(dataDir, `r${round}`)
      await writer.commits(20 + round * 7)
      await writer.kill()
      for (const name of writer.acknowledged) acknowledged.add(name)
      expect(missing(acknowledged, await storedNames(dataDir))).toEqual([])
    }
    expect(acknowledged.size).toBeGreaterThan(2_000)
  },
)

test('[STORE26] the same check catches a writer that acknowledges before it stores', async () => {
  const { dataDir } = await embeddedStore()
  const writer = await startKillable(dataDir, 'early', 'early')
  await writer.commits(20)
  await writer.kill()
  expect(missing(writer.acknowledged, await storedNames(dataDir))).not.toEqual([])
})
