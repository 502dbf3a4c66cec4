import { afterEach, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { DocumentLink, type LinkState } from '#client/documents/document-link.ts'
import { addRemark, finishRemark, remarksOf } from '#client/documents/entries.ts'
import { peersOf } from '#client/documents/peers.ts'
import { unsavedTexts } from '#client/documents/unsaved.ts'
import {
  caseId,
  caseService,
  person,
  startDocuments,
  type DocumentServer,
} from '#tests/support/document-server.ts'

let server: DocumentServer
const links: DocumentLink[] = []
afterEach(async () => {
  for (const link of links.splice(0)) link.destroy()
  await server.stop()
})

function open(login: string, at: { url: string; ticket(login: string): string } = server) {
  const link = new DocumentLink({
    url: at.url,
    name: `${caseId}.shared.1`,
    ticket: () => Promise.resolve(server.ticket(login)),
    WebSocket: WebSocket as never,
    random: () => 0,
  })
  links.push(link)
  link.connect()
  return link
}
const until = (link: DocumentLink, match: (state: LinkState) => boolean) =>
  new Promise<LinkState>((resolve) => {
    const look = () => {
      if (!match(link.state)) return
      stop()
      resolve(link.state)
    }
    const stop = link.on(look)
    look()
  })
const form = (link: DocumentLink) => link.doc.getMap('forms').get(caseService) as Y.Map<unknown>
const name = (link: DocumentLink) => form(link).get('name') as Y.Text
const saved = (state: LinkState) => state.savedAt !== null
const shows = (link: DocumentLink, wanted: string) =>
  new Promise<void>((resolve) => {
    const look = () => (form(link) !== undefined && name(link).toJSON() === wanted ? resolve() : undefined)
    link.doc.on('update', look)
    look()
  })

describe('The document link', () => {
  test('[LINK1] says saved only when the server has stored everything', async () => {
    server = await startDocuments()
    const a = open('ann')
    await until(a, saved)
    let release = () => {}
    const asked = new Promise<void>((reached) => {
      server.files.before = () => {
        reached()
        return new Promise((resolve) => (release = resolve))
      }
    })
    name(a).insert(0, 'A')
    name(a).insert(1, 'B')
    expect(a.state).toMatchObject({ pending: 2, savedAt: null })
    const flushed = a.flush()
    await asked
    expect(a.hasUnsaved()).toBe(true)
    server.files.before = () => Promise.resolve()
    release()
    await flushed
    expect(a.state).toMatchObject({ pending: 0, phase: 'synced' })
    expect(a.state.savedAt).toBeInstanceOf(Date)
  })

  test('[LINK2] what was typed while away is pending until it is stored, and arrives once', async () => {
    server = await startDocuments()
    const [a, b] = [open('ann'), open('bob')]
    await Promise.all([until(a, saved), until(b, saved)])
    name(a).insert(0, 'vorher ')
    await until(a, saved)
    server.documents.revoke({ person: 'nobody' as never }, 'forbidden')
    ;(a as unknown as { socket: WebSocket }).socket.terminate()
    await until(a, ({ phase }) => phase === 'offline')
    name(a).insert(7, 'nachher')
    name(a).delete(0, 1)
    expect(a.state).toMatchObject({ pending: 2, savedAt: null })
    await until(a, saved)
    await shows(b, 'orher nachher')
    expect(server.counts.get('rejected GAP')).toBeUndefined()
  })

  test('[LINK3] survives a restart of the server on the same store', async () => {
    server = await startDocuments()
    const a = open('ann')
    await until(a, saved)
    const { port } = server
    await server.documents.drain()
    await until(a, ({ phase }) => phase === 'offline')
    expect(a.state.closeCode).toBe(4503)
    name(a).insert(0, 'dazwischen')
    const first = server
    server = await startDocuments({ records: first.files })
    const moved = open('bob')
    expect(port).not.toBe(server.port)
    ;(a as unknown as { options: { url: string } }).options.url = server.url
    a.connect()
    await until(a, saved)
    await shows(moved, 'dazwischen')
    await first.stop()
  })

  test('[LINK4] a refused edit freezes the document, the difference can be shown, a fresh one works', async () => {
    server = await startDocuments()
    const a = open('ann')
    await until(a, saved)
    a.doc.transact(() => {
      name(a).insert(0, 'eigener Text')
      form(a).set('ort', new Y.Text('verboten'))
    })
    const state = await until(a, ({ phase }) => phase === 'rejected')
    expect(state.rejection?.code).toBe(5)
    expect(state.savedAt).toBeNull()
    const fresh = open('ann')
    await until(fresh, saved)
    expect(unsavedTexts(a.doc, fresh.doc)).toEqual([
      { path: ['forms', caseService, 'name'], mine: 'eigener Text', stored: '' },
      { path: ['forms', caseService, 'ort'], mine: 'verboten', stored: '' },
    ])
    name(fresh).insert(0, 'eigener Text')
    await until(fresh, saved)
  })

  test('[LINK5] a right that ends closes for good and tells why; a reader cannot write', async () => {
    server = await startDocuments()
    const [a, reader] = [open('ann'), open('bob-liest')]
    await until(a, saved)
    await until(reader, ({ phase }) => phase === 'synced')
    expect(reader.state.canWrite).toBe(false)
    server.documents.revoke({ person: person('ann').person, case: caseId }, 'forbidden')
    expect(await until(a, ({ phase }) => phase === 'closed')).toMatchObject({
      closeCode: 4403,
      fence: 'revoked',
    })
    expect(reader.state.phase).toBe('synced')
    server.barred.add('bob-liest')
    await server.documents.recheck(caseId)
    expect((await until(reader, ({ phase }) => phase === 'closed')).closeCode).toBe(4403)
  })

  test('[LINK6] shows who is where with names from the server, until they leave', async () => {
    server = await startDocuments()
    const [a, b] = [open('ann'), open('bob')]
    await Promise.all([until(a, saved), until(b, saved)])
    const seen = (match: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => (match() ? resolve() : undefined)
        b.awareness.on('change', look)
        look()
      })
    a.awareness.setLocalState({ cursor: { field: 'name' }, name: '<b>Chefin</b>', person: 'x' })
    await seen(() => peersOf(b.awareness)[0]?.cursor?.field === 'name')
    expect(peersOf(b.awareness)).toMatchObject([
      { person: person('ann').person, name: 'ann', role: 'adviser', office: 'Seendorf' },
    ])
    a.destroy()
    await seen(() => peersOf(b.awareness).length === 0)
  })

  test('[LINK7] remarks carry their author and can be finished by the other', async () => {
    server = await startDocuments()
    const [a, b] = [open('ann'), open('bob')]
    await Promise.all([until(a, saved), until(b, saved)])
    const at = new Date('2026-11-21T10:00:00Z')
    addRemark(
      a.doc,
      { caseService, field: 'name' },
      { person: person('ann').person, name: 'ann' },
      'Bitte prüfen',
      at,
    )
    await until(a, saved)
    await new Promise<void>((resolve) => {
      const look = () => (remarksOf(b.doc).length === 1 ? resolve() : undefined)
      b.doc.on('update', look)
      look()
    })
    const [remark] = remarksOf(b.doc)
    expect(remark).toMatchObject({ by: person('ann').person, text: 'Bitte prüfen', doneBy: null })
    finishRemark(b.doc, remark?.id ?? '', { person: person('bob').person, name: 'bob' }, at)
    expect((await until(b, (state) => saved(state) || state.phase === 'rejected')).phase).toBe('synced')
  })
})
