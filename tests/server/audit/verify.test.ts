import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { CaseId } from '#shared/model/ids.ts'
import { canonicalJson } from '#shared/model/canonical.ts'
import { AnchorWatch } from '#server/audit/anchor-watch.ts'
import { linkContent, linkHash } from '#server/audit/audit-chain.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import { walkTrail, type AnchorSource } from '#server/audit/walk-trail.ts'
import { systemClock } from '#server/platform/clock.ts'
import { anchorFile } from '#server/store/anchor-file.ts'
import { openDatabase, type Database } from '#server/store/database.ts'
import { ledgerStore } from '#server/store/ledger-store.ts'
import { trailStore } from '#server/store/trail-store.ts'
import { asTx } from '#server/store/tx.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore, type StorePlace } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const parts = { log: quietLog, clock: systemClock, onFatal: () => undefined }
const program = fileURLToPath(new URL('../../../dist/server/audit-verify.js', import.meta.url))
const kase = '00000000-0000-7000-8000-00000000ca5e' as CaseId
const ledger = ledgerStore({ content: linkContent, payload: sha256Hex })

async function append(database: Database, ...numbers: readonly number[]): Promise<void> {
  const rows = numbers.map((number) => ({
    at: new Date(Date.UTC(2026, 2, 2, 9, 0, number)),
    person: null,
    action: 'case.opened',
    outcome: 'done' as const,
    case: number % 3 === 0 ? null : kase,
    subject: number % 2 === 0 ? `${number}` : null,
    history: number % 5 === 0,
    payload: canonicalJson({ number, text: 'ä „x“', b: true, a: null }),
  }))
  for (const row of rows)
    await database.transaction((trx) =>
      ledger.close(asTx(trx), { at: row.at, person: null, command: null, rows: [row], events: [] }),
    )
}

const verdict = (database: Database, source: AnchorSource) =>
  walkTrail(trailStore, source, (work) => database.read((trx) => work(asTx(trx))))

const watchOver = (database: Database, place: StorePlace, clock = new HandClock()) =>
  new AnchorWatch({
    records: trailStore,
    anchors: anchorFile(place.dataDir),
    read: (work) => database.read((trx) => work(asTx(trx))),
    clock,
    log: quietLog,
  })

/** What somebody with access to the tables does, and what the look at the chain says then. */
const manipulations: readonly (readonly [string, readonly string[], object])[] = [
  ['a row changed', ["update audit set action = 'case.closed' where seq = 7"], { fault: 'changed', seq: 7 }],
  [
    'a content changed',
    [`update audit_payload set body = '{"number": 8000}' where seq = 8`],
    { fault: 'payload', seq: 8 },
  ],
  ['a row removed', ['delete from audit where seq = 9'], { fault: 'missing', seq: 9 }],
  [
    'two rows swapped',
    [
      'update audit set seq = 1000 where seq = 5',
      'update audit set seq = 5 where seq = 11',
      'update audit set seq = 11 where seq = 1000',
    ],
    { fault: 'changed', seq: 5 },
  ],
  ['the tail cut', ['delete from audit where seq > 15'], { fault: 'tail', seq: 16 }],
  [
    'the tail cut and the head moved',
    [
      'delete from audit where seq > 15',
      'update audit_head set seq = 15, hash = (select hash from audit where seq = 15)',
    ],
    { fault: 'tail', seq: 16 },
  ],
  ['only the head moved', ["update audit_head set hash = repeat('0', 64)"], { fault: 'head' }],
]

describe.each([
  ['embedded', embeddedStore, /^Das Datenverzeichnis .* wird schon von einem anderen Lotse-Prozess benutzt/],
  ['PostgreSQL', postgresStore, /^Die Protokollkette ist unversehrt/],
] as const)('the chain in %s', (_kind, newStore, meanwhile) => {
  test('[AUDIT1] [AUDIT2] names the first bad row for whatever was done to it, and is sound before and after', async () => {
    const place = await newStore()
    const database = await openDatabase({ ...place, ...parts })
    const anchors = anchorFile(place.dataDir)
    try {
      await append(database, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
      await watchOver(database, place).note()
      await append(database, 13, 14, 15, 16, 17, 18, 19, 20)
      await watchOver(database, place).note()
      expect(await verdict(database, anchors)).toEqual({ ok: true, seq: 20, emptied: 0, anchored: 20 })
      for (const [what, statements, expected] of manipulations) {
        await expect(
          database.transaction(async (trx) => {
            for (const statement of statements) await sql.raw(statement).execute(trx)
            const found = await walkTrail(trailStore, anchors, (work) => work(asTx(trx)))
            expect({ what, ...found }).toMatchObject({ what, ok: false, ...expected })
            throw new RangeError('back to what it was')
          }),
        ).rejects.toThrow(RangeError)
      }
      await database.kysely.deleteFrom('audit_payload').where('seq', 'in', [3, 4]).execute()
      expect(await verdict(database, anchors)).toEqual({ ok: true, seq: 20, emptied: 2, anchored: 20 })
      await rewrite(database, 14)
      expect(await verdict(database, 'none')).toMatchObject({ ok: true, seq: 20 })
      expect(await verdict(database, anchors)).toMatchObject({ fault: 'rewritten', seq: 13, since: 20 })
    } finally {
      await database.close()
    }
    expect(await verify(place)).toEqual({
      code: 1,
      stdout: expect.stringMatching(
        /^Die Protokollkette wurde neu geschrieben: .* Zeile 13\. \/ The audit chain was written anew: .* row 13\.\n$/,
      ) as string,
      stderr: '',
    })
  })

  test('[AUDIT3] audit:verify answers with one sentence and its exit code', async () => {
    const place = await newStore()
    const database = await openDatabase({ ...place, ...parts })
    await append(database, 1, 2, 3)
    await watchOver(database, place).note()
    const [anchor] = await anchorFile(place.dataDir).read()
    const inUse = await verify(place)
    expect(inUse.stderr + inUse.stdout).toMatch(meanwhile)
    await database.close()
    const sound =
      /^Die Protokollkette ist unversehrt: 3 Zeilen, bis Zeile 3 durch Prüfpunkte belegt\. \/ The audit/
    expect(await verify(place)).toMatchObject({ code: 0, stdout: expect.stringMatching(sound), stderr: '' })
    expect(await verify(place, '--anchor', `3:${anchor!.hash}`)).toMatchObject({ code: 0 })
    expect(await verify(place, '--anchor', `4:${anchor!.hash}`)).toMatchObject({ code: 1 })
    expect(await verify(place, '--anchor')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Aufruf:/),
    })
    const file = join(place.dataDir, 'audit-anchors.jsonl')
    await appendFile(file, '{"at":')
    expect(await verify(place)).toMatchObject({ code: 1, stdout: expect.stringMatching(/beschädigt/) })
    await rm(file)
    expect(await verify(place)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/fehlt jeder Prüfpunkt/),
    })
    expect(await verify(place, '--anchor', 'none')).toMatchObject({ code: 0 })
  })
})

describe('anchors', () => {
  let place: StorePlace
  beforeAll(async () => {
    place = await postgresStore()
  })

  test('[AUDIT4] are written at start, every five minutes when there is something new, and at the end', async () => {
    const database = await openDatabase({ ...place, ...parts })
    const clock = new HandClock()
    const watch = watchOver(database, place, clock)
    const file = anchorFile(place.dataDir)
    const seqs = async () => (await file.read()).map(({ seq }) => seq)
    await append(database, 1)
    await watch.start()
    expect(await seqs()).toEqual([1])
    await append(database, 2)
    await clock.advance(5 * 60_000)
    await expect.poll(seqs).toEqual([1, 2])
    await clock.advance(30 * 60_000)
    await append(database, 3)
    await watch.stop()
    expect(await seqs()).toEqual([1, 2, 3])
    await database.close()
    await writeFile(
      join(place.dataDir, 'readable'),
      await readFile(join(place.dataDir, 'audit-anchors.jsonl')),
    )
  })
})

/** Writes the chain anew from a row on, as somebody would who knows how. */
async function rewrite(database: Database, from: number): Promise<void> {
  await database.transaction(async (trx) => {
    const links = await trailStore.links(asTx(trx), from - 1, 100)
    const before = await trailStore.links(asTx(trx), from - 2, 1)
    let previous = before[0]!.hash
    for (const link of links) {
      const changed = { ...link, action: 'case.forged', payload: link.payload ?? '' }
      const hash = linkHash(previous, link.seq, changed)
      await trx
        .updateTable('audit')
        .set({ action: 'case.forged', previous, hash })
        .where('seq', '=', link.seq)
        .execute()
      previous = hash
    }
    await trx.updateTable('audit_head').set({ hash: previous }).execute()
  })
}

/** The built program over a store. */
async function verify(place: StorePlace, ...args: readonly string[]) {
  const { databaseUrl, dataDir } = place
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: dataDir,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}
