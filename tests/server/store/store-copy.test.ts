import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import { exportStore } from '#server/store/copy/export-store.ts'
import { importStore } from '#server/store/copy/import-store.ts'
import { openDatabase } from '#server/store/database.ts'
import type { Engine } from '#server/store/engine.ts'
import { openEngine } from '#server/store/open-engine.ts'
import { probing, stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore, type StorePlace } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const parts = { log: quietLog, clock: systemClock, onFatal: () => undefined }

async function engineAt(place: StorePlace): Promise<Engine> {
  const engine = await openEngine({ ...place, ...parts })
  onTestFinished(() => engine.close())
  return engine
}

/** A store with rows of every kind, closed. */
async function filledStore(newStore: () => Promise<StorePlace>): Promise<StorePlace> {
  const place = await newStore()
  const database = await openDatabase({ ...place, ...parts, steps: stepsWithProbe })
  const rows = Array.from({ length: 1_234 }, (_, at) => ({
    name: `row ${at} „ä\u2028\n\t\\“`,
    count: 2 ** 53 - 1 - at,
    bytes: Buffer.from([at % 256, 0, 255]),
    body: JSON.stringify({ at, deep: [null, 'ß'] }),
    at: new Date(Date.UTC(2026, 2, 29, 1, 30, 0, at % 1000)),
    day: at % 2 === 0 ? '2026-02-28' : null,
  }))
  await probing(database).insertInto('probe').values(rows.slice(0, 600)).execute()
  await probing(database).insertInto('probe').values(rows.slice(600)).execute()
  await database.kysely
    .insertInto('account')
    .values({ person: crypto.randomUUID(), login: 'l', password_hash: 'h' })
    .execute()
  await database.close()
  return place
}

async function contentOf(place: StorePlace): Promise<unknown> {
  const database = await openDatabase({ ...place, ...parts, steps: stepsWithProbe })
  const probe = await probing(database).selectFrom('probe').selectAll().orderBy('id').execute()
  const account = await database.kysely.selectFrom('account').selectAll().execute()
  const { id } = await probing(database)
    .insertInto('probe')
    .values({ name: 'next', count: 0 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database.close()
  return { probe, account, next: id }
}

async function emptyEmbedded(): Promise<StorePlace> {
  return { databaseUrl: undefined, dataDir: join(inject('testRun').folder, `empty-${crypto.randomUUID()}`) }
}

const copyFile = () => join(inject('testRun').folder, `copy-${crypto.randomUUID()}.gz`)

test.each([
  ['embedded to PostgreSQL', embeddedStore, postgresStore],
  ['PostgreSQL to embedded', postgresStore, emptyEmbedded],
] as const)(
  '[STORE28] a copy of a store loaded into another engine is the same store (%s)',
  async (_name, from, to) => {
    const source = await filledStore(from)
    const file = copyFile()
    const exporting = await engineAt(source)
    const exported = await exportStore(exporting, file)
    await exporting.close()
    const target = await to()
    const importing = await engineAt(target)
    expect(await importStore(importing, file, new Date(), stepsWithProbe)).toBe(exported)
    await importing.close()
    expect(await contentOf(target)).toEqual(await contentOf(source))
  },
  180_000,
)

test('[STORE29] a copy is not loaded over a store in use, from a newer version, from a cut file or from something else', async () => {
  const source = await filledStore(postgresStore)
  const file = copyFile()
  const filled = await engineAt(source)
  await exportStore(filled, file)
  await expect(importStore(filled, file, new Date(), stepsWithProbe)).rejects.toThrow(
    /liegt schon ein Datenbestand/,
  )

  const empty = await engineAt(await postgresStore())
  await expect(importStore(empty, file, new Date())).rejects.toThrow(
    /stammt aus einer neueren Version von Lotse \(9999-probe\)/,
  )
  const cut = copyFile()
  const whole = await readFile(file)
  await writeFile(cut, whole.subarray(0, whole.length - 200))
  await expect(importStore(empty, cut, new Date(), stepsWithProbe)).rejects.toThrow(
    /ist unvollständig; es wurde nichts eingespielt/,
  )
  await writeFile(cut, gunzipSync(whole))
  await expect(importStore(empty, cut, new Date(), stepsWithProbe)).rejects.toThrow(StartRefused)
  await expect(importStore(empty, `${cut}.missing`, new Date(), stepsWithProbe)).rejects.toThrow(StartRefused)

  expect(await importStore(empty, file, new Date(), stepsWithProbe)).toBeGreaterThan(1_234)
})
