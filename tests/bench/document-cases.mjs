/** Cases of live documents beside typing: memory, opening, storms, stuck and hostile clients. */
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import { connect, frame, sitDown } from './document-people.mjs'
import { startServer } from './document-servers.mjs'
import { comeBack } from './lean-client.mjs'
import { pause } from './measuring.mjs'

const nobody = { edit() {}, cursor() {} }
const batches = async (count, size, act) => {
  for (let at = 0; at < count; at += size)
    await Promise.all(Array.from({ length: Math.min(size, count - at) }, (_, index) => act(at + index)))
}

/** The content of a fresh case document, so that other servers hold the same. */
async function formState() {
  const server = await startServer('product')
  const person = await sitDown(server, randomUUID(), nobody)
  const state = Y.encodeStateAsUpdate(person.doc)
  person.ws.terminate()
  await server.stop()
  return state
}

async function leave(people) {
  await Promise.all(
    people.map(async ({ ws }) => {
      ws.close()
      await once(ws, 'close')
    }),
  )
}

/** Characters at places drawn by lot, as after some minutes of work on a form. */
function fill(server, person, state, characters) {
  if (!server.product) Y.applyUpdate(person.doc, state)
  const before = Y.encodeStateVector(person.doc)
  person.doc.transact(() => {
    for (let typed = 0; typed < characters; typed++)
      person.text.insert(Math.floor(Math.random() * (person.text.length + 1)), 'x')
  })
  const update = server.product
    ? Y.encodeStateAsUpdate(person.doc, before)
    : Y.encodeStateAsUpdate(person.doc)
  if (characters > 0 || !server.product) person.ws.send(frame(0, 2, update))
}

/**
 * Bytes of heap per document of `characters` characters: without anybody, and while somebody sits there without typing; and
 * per connection.
 */
export async function heap(kinds, count, characters) {
  const state = await formState()
  const result = {}
  for (const kind of kinds) {
    const server = await startServer(kind)
    const heldBytes = async () => (await server.ask('heap')).heap
    const documents = () => Array.from({ length: count }, () => randomUUID())
    const sitAt = async (names) => {
      const people = []
      await batches(count, 20, async (at) => people.push(await sitDown(server, names[at], nobody)))
      return people
    }
    const open = async (names) => {
      const people = await sitAt(names)
      for (const person of people) fill(server, person, state, characters)
      return people
    }
    // What is needed once (code, pools) is not counted.
    await leave(await open(documents()))
    await pause(6_000)
    const before = await heldBytes()
    const names = documents()
    const people = await open(names)
    // As long as it takes until the product lets go of what nobody needs at the moment.
    await pause(25_000)
    const one = await heldBytes()
    people.push(...(await sitAt(names)))
    await pause(1_000)
    const two = await heldBytes()
    await leave(people)
    await pause(6_000)
    const none = await heldBytes()
    const connection = (two - one) / count
    result[kind] = {
      document: (none - before) / count,
      occupied: (one - before) / count - connection,
      connection,
    }
    await server.stop()
  }
  return result
}

/** One document of ten people with a thousand edits each, written at places drawn by lot. */
async function thousandsOfEdits(server, document) {
  const people = []
  for (let seat = 0; seat < 10; seat++) people.push(await sitDown(server, document, nobody))
  for (const person of people) person.running = true
  for (let edit = 0; edit < 1_000; edit++) {
    for (const person of people) {
      person.text.insert(Math.floor(Math.random() * (person.text.length + 1)), 'x')
      person.ws.send(frame(0, 2, person.update))
    }
    if (edit % 100 === 99) await pause(300)
  }
  return people
}

const complete = (person) => Y.encodeStateVector(person.doc).length > 40

/** Milliseconds from the request to the first complete answer; null when what came first was not the document. */
async function opening(server, document) {
  const from = performance.now()
  const person = await sitDown(server, document, nobody)
  const took = performance.now() - from
  const whole = complete(person)
  person.ws.terminate()
  return whole ? took : null
}

/** Opening a document of 10,000 edits: `warm` while the server has it, `cold` after `kill -9` and a new start. */
export async function openings(kinds, times) {
  const result = {}
  for (const kind of kinds) {
    const document = randomUUID()
    const server = await startServer(kind)
    const people = await thousandsOfEdits(server, document)
    await pause(1_000)
    await server.ask('stall')
    const warm = []
    for (let time = 0; time < times; time++) warm.push(await opening(server, document))
    const { stall } = await server.ask('stall')
    await leave(people)
    await pause(4_000)
    await server.stop({ keep: true })
    const cold = []
    for (let time = 0; kind !== 'memory' && time < Math.min(times, 5); time++) {
      const again = await startServer(kind, { directory: server.directory })
      await leave([await sitDown(again, randomUUID(), nobody)])
      cold.push(await opening(again, document))
      await again.stop({ keep: true })
    }
    result[kind] = { warm, cold, stall }
    await (await startServer(kind, { directory: server.directory })).stop()
  }
  return result
}

/** A reader that stops reading while 4.5 MB are written to its document: bytes the process grows by because of it. */
export async function stalledReader() {
  const server = await startServer('product')
  const grown = []
  let closed = null
  for (const stuck of [false, true]) {
    const document = randomUUID()
    const [writer, reader] = [
      await sitDown(server, document, nobody),
      await sitDown(server, document, nobody),
    ]
    const before = (await server.ask('heap')).heap
    if (stuck) reader.ws._socket.pause()
    reader.ws.on('close', (code) => (closed = code))
    writer.running = reader.running = true
    let grownBy = 0
    for (let part = 0; part < 45; part++) {
      // Just before a reader that is stuck is cut off, most waits for it.
      if (part === 38) grownBy = (await server.ask('heap')).heap - before
      writer.text.insert(0, 'x'.repeat(100_000))
      writer.n += 1
      writer.sentAt.set(writer.n, performance.now())
      writer.ws.send(frame(0, 2, writer.update))
      while (writer.sentAt.size > 4) await pause(5)
    }
    while (writer.sentAt.size > 0) await pause(5)
    grown.push(grownBy)
    if (stuck) {
      const gone = closed !== null || once(reader.ws, 'close')
      reader.ws._socket.resume()
      await Promise.race([gone, pause(5_000)])
    }
    writer.ws.terminate()
    reader.ws.terminate()
  }
  await server.stop()
  return { without: grown[0], stalled: grown[1], closed }
}

/** 1,000 messages nobody can mean, while two honest people write in the same document. */
export async function malformed(count = 1_000) {
  const server = await startServer('product')
  const document = randomUUID()
  let arrived = 0
  const seen = { edit: () => (arrived += 1), cursor() {} }
  const [one, two] = [await sitDown(server, document, seen), await sitDown(server, document, seen)]
  one.running = two.running = true
  let sent = 0
  let typed = 0
  await batches(Math.ceil(count / 3), 10, async () => {
    const ws = connect(server, document)
    ws.on('error', () => {})
    await once(ws, 'open')
    for (let strike = 0; strike < 3 && sent < count; strike++, sent++)
      ws.send(
        Uint8Array.from({ length: 1 + (sent % 60) }, (_, at) =>
          at === 0 ? sent % 3 : (Math.random() * 256) | 0,
        ),
      )
    if (typed < 100) {
      one.text.insert(0, 'a')
      one.ws.send(frame(0, 2, one.update))
      typed += 1
    }
    ws.close()
    await once(ws, 'close')
  })
  for (let waited = 0; arrived < typed && waited < 100; waited++) await pause(50)
  const reader = await sitDown(server, document, nobody)
  const text = reader.text.toString()
  const result = {
    sent,
    crashed: !server.alive(),
    disturbed: [one, two].filter(({ ws }) => ws.readyState !== 1).length,
    lost: typed - arrived,
    stored: text === 'a'.repeat(typed) ? 0 : Math.abs(text.length - typed) || 1,
  }
  await server.stop()
  return result
}

/**
 * Everybody comes back in the same moment to documents of 300 characters: milliseconds until all have the state of their
 * document, and what the server's processor worked for it.
 */
export async function reconnect(kinds, count) {
  const result = {}
  const documents = Array.from({ length: Math.ceil(count / 2.5) }, () => randomUUID())
  const state = await formState()
  for (const kind of kinds) {
    const server = await startServer(kind)
    await batches(documents.length, 20, async (at) => {
      const person = await sitDown(server, documents[at], nobody)
      fill(server, person, state, 300)
      await pause(50)
      await leave([person])
    })
    await pause(4_000)
    const before = await server.ask('processor')
    let errors = 0
    const from = performance.now()
    const sockets = await Promise.all(
      Array.from({ length: count }, (_, at) =>
        comeBack(server, documents[at % documents.length]).catch(() => {
          errors += 1
        }),
      ),
    )
    const milliseconds = performance.now() - from
    const after = await server.ask('processor')
    result[kind] = {
      milliseconds,
      processor: (after.user + after.system - before.user - before.system) / 1_000,
      errors,
    }
    for (const socket of sockets) socket?.destroy()
    await server.stop()
  }
  return result
}
