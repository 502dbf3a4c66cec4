import { afterEach, describe, expect, test } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { closeCodes, rejectCodes } from '#shared/contract/document-contract.ts'
import {
  caseId,
  caseService,
  person,
  startDocuments,
  type DocumentServer,
} from '#tests/support/document-server.ts'
import { RawClient, syncFrame } from '#tests/support/raw-client.ts'

let server: DocumentServer
const form = (doc: Y.Doc) => doc.getMap('forms').get(caseService) as Y.Map<unknown>
const text = (doc: Y.Doc, path = 'name') => form(doc).get(path) as Y.Text
afterEach(async () => {
  await server.stop()
  if (server.faults.length > 0) throw new Error(`Faults: ${String(server.faults)}`)
})
const content = async () => JSON.stringify((await server.documents.read(caseId, 'shared', 1)).roots)
const cursor = (entries: [number, number, unknown][]) => {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, entries.length)
  for (const [client, clock, state] of entries) {
    encoding.writeVarUint(inner, client)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, typeof state === 'string' ? state : JSON.stringify(state))
  }
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, 1)
  encoding.writeVarUint8Array(out, encoding.toUint8Array(inner))
  return encoding.toUint8Array(out)
}
const join = (login: string) => new RawClient(server, login).sync()

describe('Attacks on documents', () => {
  test("[T03] a forged client id: OWNER, 4422 at the third, text unchanged, the owner's next edit arrives", async () => {
    server = await startDocuments()
    const [victim, thief, witness] = await Promise.all([join('ann'), join('eve'), join('bob')])
    victim.update((doc) => text(doc).insert(0, 'echt'))
    await victim.until('durable', ({ n }) => n === 2)
    await thief.until('sync', ({ step }) => step === 2)
    const before = await content()
    const fake = new Y.Doc()
    fake.clientID = victim.doc.clientID
    Y.applyUpdate(fake, Y.encodeStateAsUpdate(thief.doc))
    fake.clientID = victim.doc.clientID
    const forged = () => {
      const from = Y.encodeStateVector(fake)
      text(fake).insert(0, 'falsch')
      return syncFrame(2, Y.encodeStateAsUpdate(fake, from))
    }
    const frame = forged()
    for (let strike = 0; strike < 3; strike++) thief.send(frame)
    await thief.until('close')
    expect(thief.closed).toBe(closeCodes.invalid)
    const rejects = thief.heard.filter((heard) => heard.type === 'reject')
    expect(rejects).toMatchObject([2, 3, 4].map((n) => ({ n, code: rejectCodes.OWNER, retry: false })))
    expect(await content()).toBe(before)
    victim.update((doc) => text(doc).insert(4, '!'))
    await victim.until('durable', ({ n }) => n === 3)
    expect(await content()).toContain('echt!')
    expect(JSON.stringify(witness.heard)).not.toContain('falsch')
  })

  test('[T03] the client id of somebody who only looks on cannot be taken either', async () => {
    server = await startDocuments()
    const [victim, thief] = await Promise.all([join('ann'), join('eve')])
    victim.send(cursor([[victim.doc.clientID, 1, { cursor: { field: 'name' } }]]))
    await thief.until('awareness')
    thief.doc.clientID = victim.doc.clientID
    thief.update((doc) => text(doc).insert(0, 'x'))
    expect(await thief.until('reject')).toMatchObject({ code: rejectCodes.OWNER })
    victim.update((doc) => text(doc).insert(0, 'meins'))
    await victim.until('durable', ({ n }) => n === 2)
  })

  test('[T07] a read-only seat: step 2 and update are refused, no row, no peer hears; its question is answered', async () => {
    server = await startDocuments()
    const [peer, reader] = await Promise.all([join('ann'), new RawClient(server, 'eve-liest').sync()])
    expect(reader.heard[0]).toMatchObject({ type: 'hello', role: 'read' })
    expect(text(reader.doc).toJSON()).toBe('')
    const rows = server.files.rows.length
    const heard = peer.heard.length
    const update = reader.edit((doc) => text(doc).insert(0, 'x'))
    reader.send(syncFrame(2, update))
    reader.send(syncFrame(1, update))
    await reader.until('reject', ({ n }) => n === 2)
    expect(reader.heard.filter((one) => one.type === 'reject')).toMatchObject([
      { code: rejectCodes.READONLY },
      { code: rejectCodes.READONLY },
    ])
    reader.send(syncFrame(0, new Uint8Array([0])))
    await reader.until('sync', ({ step }) => step === 1, reader.heard.length)
    expect(server.files.rows.length).toBe(rows)
    expect(peer.heard.slice(heard).filter((one) => one.type === 'sync')).toEqual([])
  })

  test('[T09] deleting what does not exist yet is refused, a normal deletion passes', async () => {
    server = await startDocuments()
    const [a, b] = await Promise.all([join('ann'), join('bob')])
    a.update((doc) => text(doc).insert(0, 'abc'))
    await b.until('sync', ({ step }) => step === 2)
    const deletion = (client: number, clock: number, length: number) => {
      const out = encoding.createEncoder()
      for (const value of [0, 1, client, 1, clock, length]) encoding.writeVarUint(out, value)
      return syncFrame(2, encoding.toUint8Array(out))
    }
    b.send(deletion(a.doc.clientID, 3, 1_000_000))
    expect(await b.until('reject')).toMatchObject({ n: 2, code: rejectCodes.GAP })
    b.send(deletion(4711, 0, 1))
    expect(await b.until('reject', ({ n }) => n === 3)).toMatchObject({ code: rejectCodes.GAP })
    a.update((doc) => text(doc).insert(3, 'd'))
    await a.until('durable', ({ n }) => n === 3)
    b.update((doc) => text(doc).delete(1, 1))
    await b.until('durable', ({ n }) => n === 4)
    expect(await content()).toContain('"name":"acd"')
  })

  test('[T13] names in cursor states come from the session; markup and keys of prototypes go nowhere', async () => {
    server = await startDocuments()
    const [a, b] = await Promise.all([join('ann'), join('bob')])
    const payload = '<img src=x onerror=alert(1)>'
    const state = `{"__proto__":{"polluted":1},"person":"admin","name":"${payload}","role":"${payload}","cursor":{"field":"name","constructor":{"prototype":1}},"user":{"name":"${payload}"}}`
    a.send(
      cursor([
        [a.doc.clientID, 1, state],
        [b.doc.clientID, 9, { name: 'forged' }],
      ]),
    )
    const heard = await b.until('awareness')
    expect(heard.states).toHaveLength(1)
    const seen = heard.states[0]?.state
    expect(seen).toMatchObject({
      person: person('ann').person,
      name: 'ann',
      role: 'adviser',
      office: 'Seendorf',
    })
    expect(Object.keys(seen ?? {}).toSorted()).toEqual(['cursor', 'name', 'office', 'person', 'role', 'seat'])
    expect(JSON.stringify(seen)).not.toContain('alert')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    a.send(cursor([[a.doc.clientID, 2, { cursor: 'x'.repeat(3_000) }]]))
    expect(await a.until('reject')).toMatchObject({ code: rejectCodes.LIMIT })
    await a.close()
    expect((await b.until('awareness', ({ states }) => states[0]?.state === null)).states[0]?.client).toBe(
      a.doc.clientID,
    )
  })

  test('[T17] other audience, other case, other generation, unknown document: 4403 for all, with one reason, before any frame', async () => {
    server = await startDocuments()
    const other = '0197f000-0000-7000-8000-0000000000bb'
    const names = [
      `${caseId}.staff.1`,
      `${caseId}.authority.1`,
      `${other}.shared.1`,
      `${caseId}.shared.2`,
      'unbekannt',
      `${caseId}.secret.1`,
    ]
    const outcomes = await Promise.all(
      names.map(async (name) => {
        const client = new RawClient(server, 'gast', { name })
        const reason = new Promise<string>((resolve) =>
          client.ws.on('close', (_code, why) => resolve(why.toString())),
        )
        await client.until('close')
        return [client.closed, await reason, client.heard.length]
      }),
    )
    expect(outcomes).toEqual(names.map(() => [4403, 'forbidden', 1]))
    const guest = await new RawClient(server, 'gast').sync()
    expect(guest.closed).toBeNull()
  })

  test('[T01] a foreign Origin is refused before the upgrade; no ticket or a used one is 4401; the answer names one subprotocol', async () => {
    server = await startDocuments()
    const foreign = new RawClient(server, 'ann', { origin: 'https://evil.example' })
    const status = new Promise<number | undefined>((resolve) =>
      foreign.ws.on('unexpected-response', (_request, response) => resolve(response.statusCode)),
    )
    expect(await status).toBe(403)
    const bare = new RawClient(server, 'ann', { protocols: ['lotse.sync.v1'] })
    await bare.until('close')
    expect(bare.closed).toBe(4401)
    const ticket = server.ticket('ann')
    const first = await new RawClient(server, 'ann', { ticket }).sync()
    expect(first.ws.protocol).toBe('lotse.sync.v1')
    const second = new RawClient(server, 'ann', { ticket })
    await second.until('close')
    expect(second.closed).toBe(4401)
  })

  test('[T23] memory bombs: refused at their announced size, 4422 at the third, the heap does not move', async () => {
    server = await startDocuments()
    await join('ann')
    const bomb = (kind: number) => {
      const out = encoding.createEncoder()
      if (kind === 0) for (const value of [1, 2 ** 40, 5, 0]) encoding.writeVarUint(out, value)
      if (kind === 1) for (const value of [2 ** 50, 1, 5, 0]) encoding.writeVarUint(out, value)
      if (kind === 2) for (const value of [0, 1, 5, 2 ** 40, 0]) encoding.writeVarUint(out, value)
      if (kind === 3) for (const value of [1, 1, 5, 0, 1, 2 ** 30, 0]) encoding.writeVarUint(out, value)
      return syncFrame(2, encoding.toUint8Array(out))
    }
    const before = process.memoryUsage().heapUsed
    for (let round = 0; round < 34; round++) {
      const eve = await join('eve')
      for (let strike = 0; strike < 3; strike++) eve.send(bomb((round + strike) % 4))
      await eve.until('close')
      expect(eve.closed).toBe(closeCodes.invalid)
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60 * 1024 * 1024)
    const bob = await join('bob')
    bob.update((doc) => text(doc).insert(0, 'geht'))
    await bob.until('durable', ({ n }) => n === 2)
  })

  test('[DOC20] a frame beyond the limit is 4413, text messages and unknown types are strikes, a flood is 4529', async () => {
    server = await startDocuments()
    const big = await join('ann')
    big.send(new Uint8Array(256 * 1024 + 1))
    await big.until('close')
    expect(big.closed).toBe(closeCodes.tooLarge)
    const odd = await join('bob')
    odd.ws.send('text')
    odd.send(new Uint8Array([99]))
    odd.send(new Uint8Array([]))
    await odd.until('close')
    expect(odd.closed).toBe(closeCodes.invalid)
    const flood = await join('eve')
    for (let at = 0; at < 3_000; at++) flood.send(new Uint8Array([117, 0]))
    await flood.until('close')
    expect(flood.closed).toBe(closeCodes.rate)
  })

  test('[DOC21] notes carry their own author: another name is refused, and so is changing or removing one of somebody else', async () => {
    server = await startDocuments()
    const name = `${caseId}.staff.1`
    const [a, b] = await Promise.all([
      new RawClient(server, 'ann', { name }).sync(),
      new RawClient(server, 'bob', { name }).sync(),
    ])
    const note = (by: string, byName: string) =>
      new Y.Map<unknown>([
        ['id', 'n1'],
        ['text', 'intern'],
        ['by', by],
        ['byName', byName],
        ['at', '2026-11-21'],
      ])
    const notes = (doc: Y.Doc) => doc.getArray<Y.Map<unknown>>('notes')
    a.update((doc) => notes(doc).push([note(person('ann').person, 'ann')]))
    await a.until('durable', ({ n }) => n === 2)
    await b.until('sync', ({ step }) => step === 2)
    b.update((doc) => notes(doc).get(0).set('text', 'anders'))
    expect(await b.until('reject')).toMatchObject({ n: 2, code: rejectCodes.SCHEMA })
    await b.close()
    const again = await new RawClient(server, 'bob', { name }).sync()
    again.update((doc) => notes(doc).delete(0, 1))
    expect(await again.until('reject')).toMatchObject({ code: rejectCodes.SCHEMA })
    await again.close()
    const third = await new RawClient(server, 'bob', { name }).sync()
    third.update((doc) => notes(doc).push([note(person('ann').person, 'ann')]))
    expect(await third.until('reject')).toMatchObject({ code: rejectCodes.SCHEMA })
    expect((await server.documents.read(caseId, 'staff', 1)).roots).toMatchObject({
      notes: [{ text: 'intern', byName: 'ann' }],
    })
  })

  test('[T21] what was typed and removed is in no byte of the store once it is folded', async () => {
    server = await startDocuments()
    const a = await join('ann')
    a.update((doc) => text(doc).insert(0, 'geheimnisvoll'))
    a.update((doc) => text(doc).delete(0, 13))
    await a.until('durable', ({ n }) => n === 3)
    await a.close()
    await server.documents.settle()
    const kept = [...server.files.documents.values()].map((stored) =>
      Buffer.from(stored.state ?? new Uint8Array(0)).toString('latin1'),
    )
    expect(kept.join()).not.toContain('geheimnis')
    expect(server.files.rows).toEqual([])
    const b = await join('bob')
    expect(text(b.doc).toJSON()).toBe('')
  })
})
