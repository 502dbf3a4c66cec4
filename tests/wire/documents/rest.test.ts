import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { messages, rejectCodes } from '#shared/contract/document-contract.ts'
import { DocumentIndex } from '#server/documents/document-index.ts'
import { caseId, caseService, startDocuments, type DocumentServer } from '#tests/support/document-server.ts'
import { textOf } from '#tests/support/form-edits.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { RawClient, syncFrame } from '#tests/support/raw-client.ts'

let server: DocumentServer
let clock: HandClock
afterEach(async () => {
  vi.restoreAllMocks()
  // The hand clock runs past the grace of a drain at once: what is being folded must be done before.
  await server.documents.settle()
  const stopped = server.stop()
  await clock.advance(10_000)
  await stopped
  if (server.faults.length > 0) throw new Error(`Faults: ${String(server.faults)}`)
})

async function two(): Promise<[RawClient, RawClient]> {
  clock = new HandClock()
  server = await startDocuments({ clock })
  return await Promise.all([new RawClient(server, 'ann').sync(), new RawClient(server, 'bob').sync()])
}

/** Seconds in which nobody types and connections answer. */
async function quiet(seconds: number, present: readonly RawClient[]): Promise<void> {
  for (let passed = 0; passed < seconds; passed++) {
    await clock.advance(1_000)
    await server.documents.settle()
    for (const client of present) {
      const from = client.heard.length
      client.send(new Uint8Array([messages.ping, 7]))
      await client.until('ping', ({ nonce }) => nonce === 7, from)
    }
  }
}

async function gone(...clients: RawClient[]): Promise<void> {
  for (const { ws } of clients) ws.close()
  await vi.waitUntil(() => server.documents.gauges().connections === 0, { timeout: 20_000, interval: 5 })
}

describe('A document nobody types in', () => {
  test('[DOC36] rests and goes on with the next edit: text, owners and what may be removed are known as before', async () => {
    const [a, b] = await two()
    a.update((doc) => textOf(doc, 'name').insert(0, 'Mülller'))
    await a.until('durable', ({ n }) => n === 2)
    await quiet(25, [a, b])
    const readAgain = vi.spyOn(DocumentIndex.prototype, 'absorb')
    const c = await new RawClient(server, 'cem').sync()
    expect(textOf(c.doc, 'name').toJSON()).toBe('Mülller')
    expect(readAgain).not.toHaveBeenCalled()

    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(c.doc))
    forged.clientID = a.doc.clientID
    const known = Y.encodeStateVector(forged)
    textOf(forged, 'name').insert(0, 'gefälscht')
    c.send(syncFrame(2, Y.encodeStateAsUpdate(forged, known)))
    expect(await c.until('reject')).toMatchObject({ code: rejectCodes.OWNER })
    expect(readAgain).toHaveBeenCalledTimes(1)

    b.update((doc) => textOf(doc, 'name').delete(3, 1))
    const durable = await b.until('durable', ({ n }) => n === 2)
    expect(durable.headSeq).toBe(3)
    await vi.waitUntil(() => textOf(a.doc, 'name').toJSON() === 'Müller', { timeout: 20_000, interval: 5 })
    await gone(a, b, c)
  })

  test('[DOC37] sleeps when everybody has left and is there again without the store, under the same epoch and head', async () => {
    const [a, b] = await two()
    a.update((doc) => textOf(doc, 'name').insert(0, 'Seendorf'))
    b.update((doc) => textOf(doc, 'ort').insert(0, 'x'))
    await b.until('durable', ({ n }) => n === 2)
    b.update((doc) => textOf(doc, 'ort').delete(0, 1))
    const last = await b.until('durable', ({ n }) => n === 3)
    const hello = (client: RawClient) => client.heard.find((heard) => heard.type === 'hello')
    await gone(a, b)
    await quiet(4, [])
    expect(server.documents.gauges()).toMatchObject({ rooms: 0, asleep: 1 })

    server.files.load = () => Promise.reject(new Error('asked the store'))
    const c = await new RawClient(server, 'ann').sync()
    expect(server.documents.gauges()).toMatchObject({ rooms: 1, asleep: 0 })
    expect([textOf(c.doc, 'name').toJSON(), textOf(c.doc, 'ort').toJSON()]).toEqual(['Seendorf', ''])
    expect(hello(c)).toEqual(hello(a))
    const first = await c.until('durable')
    expect([first.headSeq, first.head]).toEqual([last.headSeq, last.head])
    c.update((doc) => textOf(doc, 'name').insert(0, 'Neu-'))
    await c.until('durable', ({ n }) => n === 2)
    expect(JSON.stringify(await server.documents.read(caseId, 'shared', 1))).toContain('Neu-Seendorf')
    await gone(c)
    await quiet(4, [])
    expect(server.documents.gauges().asleep).toBe(1)
    await quiet(31 * 60, [])
    expect(server.documents.gauges().asleep).toBe(0)
  })

  test('[DOC38] a service added while it sleeps brings its fields to whoever comes next', async () => {
    clock = new HandClock()
    const plans = [{ caseService, fields: [{ path: 'name', kind: 'text' as const }] }]
    server = await startDocuments({ clock, plans: () => [...plans] })
    const a = await new RawClient(server, 'ann').sync()
    await gone(a)
    await quiet(4, [])
    expect(server.documents.gauges().asleep).toBe(1)
    const added = '0197f000-0000-7000-8000-000000000002'
    plans.push({ caseService: added, fields: [{ path: 'plz', kind: 'text' }] })
    await server.documents.ensureForms(caseId)
    const b = await new RawClient(server, 'bob').sync()
    expect((b.doc.getMap('forms').get(added) as Y.Map<unknown>).get('plz')).toBeInstanceOf(Y.Text)
    await gone(b)
  })
})
