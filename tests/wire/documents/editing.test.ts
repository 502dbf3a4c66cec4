import { afterEach, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { caseId, caseService, startDocuments, type DocumentServer } from '#tests/support/document-server.ts'
import { rejectCodes } from '#shared/contract/document-contract.ts'
import { RawClient, syncFrame } from '#tests/support/raw-client.ts'

let server: DocumentServer
const form = (doc: Y.Doc) => doc.getMap('forms').get(caseService) as Y.Map<unknown>
const text = (doc: Y.Doc, path = 'name') => form(doc).get(path) as Y.Text
afterEach(async () => {
  await server.stop()
  if (server.faults.length > 0) throw new Error(`Faults: ${String(server.faults)}`)
})

const typed = (client: RawClient, wanted: string) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (form(client.doc) !== undefined && text(client.doc).toJSON() === wanted) {
        client.doc.off('update', look)
        resolve()
      }
    }
    client.doc.on('update', look)
    look()
  })

describe('Two people in one document', () => {
  test('[DOC10] the first answer is complete, an edit is stored before the other sees it, then acknowledged', async () => {
    server = await startDocuments()
    const [a, b] = await Promise.all([
      new RawClient(server, 'ann').sync(),
      new RawClient(server, 'bob').sync(),
    ])
    expect(a.heard[0]).toMatchObject({ type: 'hello', ver: 1, generation: 1, role: 'edit' })
    expect([...form(a.doc).keys()].toSorted()).toEqual(['name', 'ort', 'personen', 'strasse'])
    await a.until('durable', ({ n }) => n === 1)
    let stored = 0
    server.files.before = async () => {
      stored = b.heard.length
    }
    a.update((doc) => text(doc).insert(0, 'Müller'))
    const durable = await a.until('durable', ({ n }) => n === 2)
    expect(durable.clocks.get(a.doc.clientID)).toBe(6)
    await typed(b, 'Müller')
    expect(b.heard.slice(0, stored).some((heard) => heard.type === 'sync' && heard.step === 2)).toBe(false)
    b.update((doc) => text(doc).delete(0, 1))
    await typed(a, 'üller')
    const second = await b.until('durable', ({ n }) => n === 2)
    expect(second.headSeq).toBe(durable.headSeq + 1)
    expect(second.head).not.toBe(durable.head)
  })

  test('[DOC11] nothing is acknowledged and nothing shown while the store is away; both come when it is back', async () => {
    server = await startDocuments()
    const [a, b] = await Promise.all([
      new RawClient(server, 'ann').sync(),
      new RawClient(server, 'bob').sync(),
    ])
    await a.until('durable')
    let failures = 0
    const back = new Promise<void>((resolve) => {
      server.files.before = () => {
        failures += 1
        if (failures === 4) {
          server.files.before = () => Promise.resolve()
          resolve()
        }
        return Promise.reject(new Error('away'))
      }
    })
    const [heardA, heardB] = [a.heard.length, b.heard.length]
    a.update((doc) => text(doc).insert(0, 'wartet'))
    await back
    expect(a.heard.slice(heardA).filter((heard) => heard.type === 'durable')).toEqual([])
    expect(b.heard.slice(heardB).filter((heard) => heard.type === 'sync')).toEqual([])
    await a.until('durable', ({ n }) => n === 2)
    await typed(b, 'wartet')
    expect(server.files.rows.filter((row) => Buffer.from(row.body).includes('wartet'))).toHaveLength(1)
    server.faults.length = 0
  })

  test('[DOC12] stock y-websocket clients work, also with what they typed while away', async () => {
    server = await startDocuments()
    const open = (login: string) => {
      const doc = new Y.Doc()
      const provider = new WebsocketProvider(server.url, `${caseId}.shared.1`, doc, {
        protocols: ['lotse.sync.v1', `lotse.ticket.${server.ticket(login)}`],
        WebSocketPolyfill: WebSocket as never,
        disableBc: true,
      })
      return { doc, provider }
    }
    const a = open('ann')
    const b = open('bob')
    const synced = (one: typeof a) =>
      new Promise<void>((resolve) =>
        one.provider.synced ? resolve() : one.provider.once('sync', () => resolve()),
      )
    await Promise.all([synced(a), synced(b)])
    const equal = (wanted: string) =>
      new Promise<void>((resolve) => {
        const look = () => (text(b.doc).toJSON() === wanted ? resolve() : undefined)
        b.doc.on('update', look)
        look()
      })
    text(a.doc).insert(0, 'Hallo')
    await equal('Hallo')
    a.provider.disconnect()
    text(a.doc).insert(5, ' Welt')
    text(a.doc).delete(0, 1)
    a.provider.protocols = ['lotse.sync.v1', `lotse.ticket.${server.ticket('ann')}`]
    a.provider.connect()
    text(a.doc).insert(0, 'h')
    a.provider.ws?.addEventListener('open', () => text(a.doc).insert(0, '!'))
    await equal('!hallo Welt')
    expect(server.counts.get('rejected GAP')).toBeUndefined()
    a.provider.destroy()
    b.provider.destroy()
  })

  test('[DOC13] a returning client gets only what it lacks, and everything it typed is stored', async () => {
    server = await startDocuments()
    const a = await new RawClient(server, 'ann').sync()
    a.update((doc) => text(doc).insert(0, 'eins'))
    await a.until('durable', ({ n }) => n === 2)
    await a.close()
    const back = new RawClient(server, 'ann')
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(a.doc), back)
    back.doc.clientID = a.doc.clientID
    back.edit((doc) => text(doc).insert(4, ' zwei'))
    await back.sync()
    const answer = await back.until('sync', ({ step }) => step === 1)
    expect(answer.bytes.length).toBeLessThan(10)
    await back.until('durable', ({ n }) => n === 1)
    expect(JSON.stringify(await server.documents.read(caseId, 'shared', 1))).toContain('eins zwei')
  })

  test('[DOC14] a restart serves what was committed, folded or not', async () => {
    server = await startDocuments()
    const a = await new RawClient(server, 'ann').sync()
    for (let at = 0; at < 300; at++) a.update((doc) => text(doc).insert(at, String(at % 10)))
    await a.until('durable', ({ n }) => n === 301)
    await server.documents.settle()
    expect(server.counts.get('folds')).toBeGreaterThan(0)
    a.update((doc) => text(doc).insert(0, 'nicht gefaltet '))
    await a.until('durable', ({ n }) => n === 302)
    const wanted = text(a.doc).toJSON()
    const second = await startDocuments({ records: server.files })
    const b = await new RawClient(second, 'bob').sync()
    expect(text(b.doc).toJSON()).toBe(wanted)
    const hello = (client: RawClient) => client.heard[0] as { epoch: number }
    expect(hello(b).epoch).toBe(hello(a).epoch)
    await second.stop()
  })

  test('[DOC15] a service added later brings its fields into the open document', async () => {
    const plans = [{ caseService, fields: [{ path: 'name', kind: 'text' as const }] }]
    server = await startDocuments({ plans: () => plans })
    const a = await new RawClient(server, 'ann').sync()
    plans.push({
      caseService: '0197f000-0000-7000-8000-000000000002',
      fields: [{ path: 'plz', kind: 'text' }],
    })
    await server.documents.ensureForms(caseId)
    await a.until('sync', ({ step }) => step === 2)
    const added = a.doc.getMap('forms').get('0197f000-0000-7000-8000-000000000002') as Y.Map<unknown>
    expect(added.get('plz')).toBeInstanceOf(Y.Text)
    a.update(() => (added.get('plz') as Y.Text).insert(0, '17268'))
    await a.until('durable', ({ n }) => n === 2)
  })

  test('[DOC17] a form that lies with the authority takes no edit, other forms do, and a Rückfrage opens it again', async () => {
    const other = '0197f000-0000-7000-8000-000000000002'
    const fields = [{ path: 'name', kind: 'text' as const }]
    let locked = false
    server = await startDocuments({
      plans: () => [
        { caseService, fields, locked },
        { caseService: other, fields },
      ],
    })
    const a = await new RawClient(server, 'ann').sync()
    const nameIn = (id: string) => (a.doc.getMap('forms').get(id) as Y.Map<unknown>).get('name') as Y.Text
    a.update(() => nameIn(caseService).insert(0, 'Wendt'))
    await a.until('durable', ({ n }) => n === 2)
    locked = true
    await server.documents.ensureForms(caseId)
    a.update(() => nameIn(other).insert(0, 'Krug'))
    await a.until('durable', ({ n }) => n === 3)
    a.update(() => nameIn(caseService).insert(5, '!'))
    expect(await a.until('reject', ({ n }) => n === 4)).toMatchObject({ code: rejectCodes.READONLY })
    const b = await new RawClient(server, 'bob').sync()
    expect(((b.doc.getMap('forms').get(caseService) as Y.Map<unknown>).get('name') as Y.Text).toJSON()).toBe(
      'Wendt',
    )
    b.update((doc) =>
      ((doc.getMap('forms').get(caseService) as Y.Map<unknown>).get('name') as Y.Text).delete(0, 1),
    )
    await b.until('reject', ({ n }) => n === 2)
    locked = false
    await server.documents.ensureForms(caseId)
    const c = await new RawClient(server, 'cem').sync()
    c.update((doc) =>
      ((doc.getMap('forms').get(caseService) as Y.Map<unknown>).get('name') as Y.Text).insert(5, '!'),
    )
    await c.until('durable', ({ n }) => n === 2)
  })

  test('[DOC16] flush is answered once everything before it is durable; a ping comes back', async () => {
    server = await startDocuments()
    const a = await new RawClient(server, 'ann').sync()
    a.update((doc) => text(doc).insert(0, 'x'))
    await a.until('durable', ({ n }) => n === 2)
    const from = a.heard.length
    a.send(new Uint8Array([115, 2]))
    expect(await a.until('durable', () => true, from)).toMatchObject({ n: 2 })
    a.send(new Uint8Array([117, 9]))
    await a.until('ping', ({ nonce }) => nonce === 9)
    a.send(syncFrame(2, new Uint8Array([0, 0])))
    await a.until('durable', ({ n }) => n === 3)
  })
})
