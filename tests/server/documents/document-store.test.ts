import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FoldThread } from '#server/documents/fold-thread.ts'
import { foldUpdates } from '#server/documents/fold.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { documentStore } from '#server/store/document-store.ts'
import { caseId, startDocuments } from '#tests/support/document-server.ts'
import { textOf } from '#tests/support/form-edits.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { RawClient } from '#tests/support/raw-client.ts'
import { embeddedStore, postgresStore, type StorePlace } from '#tests/support/stores.ts'

const kinds: readonly (readonly [string, () => Promise<StorePlace>])[] = [
  ['embedded', embeddedStore],
  ['PostgreSQL', postgresStore],
]
const open = (place: StorePlace) =>
  openDatabase({ ...place, log: quietLog, clock: systemClock, onFatal: () => undefined })

describe.each(kinds)('Documents in the store (%s)', (_kind, make) => {
  test('[DOC30] the journal keeps order, writes the same commit once, is trimmed together with the fold', async () => {
    const database = await open(await make())
    const store = documentStore(database)
    const id = randomUUID()
    const first = await store.append(id, new Uint8Array([1, 0, 255]))
    expect(await store.append(id, new Uint8Array([1, 0, 255]))).toBe(first)
    const second = await store.append(randomUUID(), new Uint8Array([2]))
    expect(second).toBeGreaterThan(first)
    const rows = await store.journal(0, 10)
    expect(rows.map((row) => [row.seq, [...row.body]])).toEqual([
      [first, [1, 0, 255]],
      [second, [2]],
    ])
    const fresh = {
      name: 'x.shared.1',
      epoch: 4_294_967_295,
      state: null,
      folded: 0,
      headSeq: 0,
      head: new Uint8Array(16),
      owners: new Map(),
    }
    await store.create(fresh)
    await store.create({ ...fresh, epoch: 5 })
    expect((await store.load('x.shared.1'))?.epoch).toBe(4_294_967_295)
    await store.fold(
      [
        {
          ...fresh,
          state: new Uint8Array([0, 0]),
          folded: first,
          headSeq: 7,
          owners: new Map([[4_000_000_000, 'ann']]),
        },
      ],
      first,
    )
    const kept = await store.load('x.shared.1')
    expect(kept).toMatchObject({ epoch: 4_294_967_295, folded: first, headSeq: 7 })
    expect([[...(kept?.owners ?? [])], [...(kept?.state ?? [])]]).toEqual([[[4_000_000_000, 'ann']], [0, 0]])
    expect((await store.journal(0, 10)).map((row) => row.seq)).toEqual([second])
    expect(await store.load('unknown')).toBeUndefined()
    await database.close()
  })

  test('[DOC31] a document survives the end of the process, folded in its own thread, and goes on', async () => {
    const place = await make()
    const database = await open(place)
    const server = await startDocuments({ records: documentStore(database), folding: new FoldThread() })
    const a = await new RawClient(server, 'ann').sync()
    for (let at = 0; at < 300; at++) a.update((doc) => textOf(doc, 'name').insert(at, String(at % 10)))
    await a.until('durable', ({ n }) => n === 301)
    const wanted = textOf(a.doc, 'name').toJSON()
    await server.documents.settle()
    expect(server.faults).toEqual([])
    expect(server.counts.get('folds')).toBeGreaterThan(0)
    await server.stop()
    await database.close()

    const again = await open(place)
    const second = await startDocuments({ records: documentStore(again), folding: new FoldThread() })
    const b = await new RawClient(second, 'bob').sync()
    expect(textOf(b.doc, 'name').toJSON()).toBe(wanted)
    b.update((doc) => textOf(doc, 'name').insert(0, 'x'))
    await b.until('durable', ({ n }) => n === 2)
    expect(JSON.stringify(await second.documents.read(caseId, 'shared', 1))).toContain(`x${wanted}`)
    await second.stop()
    await again.close()
  })
})

test('[DOC32] folding 10,000 edits gives the same text and drops what was deleted', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = doc.getText('t')
  for (let at = 0; at < 10_000; at++) {
    if (at % 3 === 2) text.delete(at % text.length, 1)
    else text.insert((at * 7) % (text.length + 1), 'ab'[at % 2] ?? '')
  }
  text.insert(0, 'verschwunden')
  text.delete(0, 12)
  const folded = foldUpdates(updates)
  const fresh = new Y.Doc()
  Y.applyUpdate(fresh, folded.bytes)
  expect(fresh.getText('t').toJSON()).toBe(text.toJSON())
  expect(Buffer.from(folded.bytes).includes('verschwunden')).toBe(false)
})
