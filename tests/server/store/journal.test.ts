import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { exportStore } from '#server/store/copy/export-store.ts'
import { importStore } from '#server/store/copy/import-store.ts'
import { openDatabase } from '#server/store/database.ts'
import { documentStore } from '#server/store/document-store.ts'
import { JournalFile, leftInJournal } from '#server/store/embedded/journal-file.ts'
import { openEngine } from '#server/store/open-engine.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore } from '#tests/support/stores.ts'

vi.setConfig({ testTimeout: 120_000 })
const parts = { log: quietLog, clock: systemClock, onFatal: () => undefined }
const noDeath = (why: string) => expect.unreachable(why)

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'lotse-journal-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

const fileIn = async (directory: string) => join(directory, (await readdir(directory))[0] ?? '')

async function written(directory: string, bodies: readonly string[]): Promise<void> {
  const journal = await JournalFile.open(directory, 0, noDeath)
  for (const body of bodies) await journal.append(randomUUID(), Buffer.from(body))
  await journal.close()
}

const bodies = async (directory: string) =>
  (await leftInJournal(directory)).map(({ seq, body }) => [seq, Buffer.from(body).toString()])

test('[STORE32] what is left in the journal is in its table after the next start, in order, and places go on behind it', async () => {
  const place = await embeddedStore()
  const first = await openDatabase({ ...place, ...parts })
  const ids = [randomUUID(), randomUUID(), randomUUID()]
  const places: (number | undefined)[] = []
  for (const id of ids) places.push(await first.journal?.append(id, Buffer.from(id)))
  await first.close()

  const second = await openDatabase({ ...place, ...parts })
  const rows = await second.kysely.selectFrom('document_journal').selectAll().orderBy('seq').execute()
  expect(rows.map((row) => [row.seq, row.commit_id, row.body.toString()])).toEqual(
    ids.map((id, at) => [places[at], id, id]),
  )
  const next = await documentStore(second).append(randomUUID(), new Uint8Array([1]))
  expect(next).toBeGreaterThan(places[2] ?? Infinity)
  expect((await documentStore(second).journal(0, 10)).map((row) => row.seq)).toEqual([...places, next])
  await second.close()
})

test('[STORE33] a commit cut short by a power failure is passed over, one spoilt in the middle stops the start', async () => {
  const directory = await folder()
  await written(directory, ['one', 'two', 'x'.repeat(2_000)])
  const file = await fileIn(directory)
  const whole = await readFile(file)
  const third = whole.indexOf('x'.repeat(100))
  for (let kept = third - 40; kept <= third + 1_990; kept += 290) {
    const cut = Buffer.from(whole)
    cut.fill(0, kept, third + 2_000)
    await writeFile(file, cut)
    expect(await bodies(directory)).toEqual([
      [1, 'one'],
      [2, 'two'],
    ])
    await writeFile(file, whole.subarray(0, kept))
    expect((await bodies(directory)).length).toBe(2)
  }
  const spoilt = Buffer.from(whole)
  spoilt[whole.indexOf('two')] = 0
  await writeFile(file, spoilt)
  await expect(leftInJournal(directory)).rejects.toThrow('spoilt')
})

test('[STORE34] files whose commits are all in snapshots go, while commits go on', async () => {
  const directory = await folder()
  const journal = await JournalFile.open(directory, 41, noDeath)
  const body = Buffer.alloc(3 * 1024 * 1024, 1)
  const seqs: number[] = []
  for (let at = 0; at < 7; at++) seqs.push(await journal.append(randomUUID(), body))
  expect(seqs).toEqual([42, 43, 44, 45, 46, 47, 48])
  expect((await readdir(directory)).length).toBe(3)
  const [, late] = await Promise.all([journal.trim(47), journal.append(randomUUID(), Buffer.from('late'))])
  expect(await journal.read(0, 10)).toMatchObject([{ seq: 48 }, { seq: late }])
  expect((await readdir(directory)).length).toBe(1)
  await journal.trim(late)
  expect(await readdir(directory)).toEqual([])
  expect(await journal.append(randomUUID(), body)).toBe(late + 1)
  await journal.close()
})

test('[STORE35] without room nothing counts as written and the next attempt succeeds; a disk that fails ends the process', async () => {
  const directory = await folder()
  const deaths: string[] = []
  const { writeSync } = await import('node:fs')
  let fault: string | undefined
  const journal = await JournalFile.open(
    directory,
    0,
    (why) => deaths.push(why),
    (handle, bytes, position) => {
      const some = fault === undefined ? bytes : bytes.subarray(0, 50)
      writeSync(handle, some, 0, some.length, position)
      if (fault === undefined) return Promise.resolve()
      return Promise.reject(Object.assign(new Error('disk'), { code: fault }))
    },
  )
  const id = randomUUID()
  await journal.append(randomUUID(), Buffer.from('before'))
  fault = 'ENOSPC'
  await expect(journal.append(id, Buffer.from('y'.repeat(100)))).rejects.toThrow('disk')
  expect(await bodies(directory)).toEqual([[1, 'before']])
  fault = undefined
  expect(await journal.append(id, Buffer.from('y'.repeat(100)))).toBe(2)
  expect(await journal.append(id, Buffer.from('y'.repeat(100)))).toBe(2)
  expect((await bodies(directory)).length).toBe(2)
  expect(deaths).toEqual([])
  fault = 'EIO'
  await expect(journal.append(randomUUID(), Buffer.from('z'))).rejects.toThrow('disk')
  expect(deaths.length).toBe(1)
  await journal.close()
})

test('[STORE36] a store loaded from a copy gives new commits places behind what its snapshots remember', async () => {
  const source = await embeddedStore()
  const database = await openDatabase({ ...source, ...parts })
  const document = {
    name: 'x.shared.1',
    epoch: 1,
    state: new Uint8Array([0, 0]),
    folded: 5_000,
    headSeq: 9,
    head: new Uint8Array(16),
    owners: new Map(),
  }
  await documentStore(database).fold([document], 5_000)
  await database.close()
  const file = join(await folder(), 'copy.gz')
  const from = await openEngine({ ...source, ...parts })
  await exportStore(from, file)
  await from.close()
  const target = await postgresStore()
  const into = await openEngine({ ...target, ...parts })
  await importStore(into, file, systemClock.now())
  await into.close()
  const loaded = await openDatabase({ ...target, ...parts })
  expect(await documentStore(loaded).append(randomUUID(), new Uint8Array([1]))).toBeGreaterThan(5_000)
  await loaded.close()
})
