import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { startKillable } from '#tests/support/killable.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

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
