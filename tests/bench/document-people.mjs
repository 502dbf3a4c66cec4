/** People at live documents, as cheap as a load generator has to be. */
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'

/** The service whose form the product's documents hold (tests/support/document-server.ts). */
const service = '0197f000-0000-7000-8000-000000000001'

export function frame(type, ...parts) {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, type)
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(out, part)
    else encoding.writeVarUint8Array(out, part)
  }
  return encoding.toUint8Array(out)
}

/** A connection of one person to one document; the product wants a ticket. */
export function connect(server, document, login = `p${Math.random()}`) {
  const { product } = server
  const protocols = product ? ['lotse.sync.v1', `lotse.ticket.${login}~${randomUUID()}`] : []
  const path = product ? `/sync/${document}.shared.1` : `/${document}`
  const ws = new WebSocket(server.url + path, protocols, { perMessageDeflate: false })
  return server.kind === 'hocuspocus' ? enveloped(ws, document) : ws
}

/** Hocuspocus puts the name of the document before every message, and wants a token first. */
function enveloped(ws, document) {
  const name = frame(0, Buffer.from(document)).subarray(1)
  const send = ws.send.bind(ws)
  ws.send = (message) => send(Buffer.concat([name, message]))
  ws.on('open', () => ws.send(frame(2, 0, Buffer.from('token'))))
  ws.unwrap = (message) => {
    const bare = message.subarray(name.length)
    // An answer to a question is a type of its own there.
    if (bare[0] === 4) bare[0] = 0
    return bare
  }
  return ws
}

/** Who wrote an update and from which clock on: `client.clock`. Reads the head of a Yjs v1 update. */
function headOf(bytes) {
  const input = decoding.createDecoder(bytes)
  decoding.readVarUint(input)
  decoding.readVarUint(input)
  const client = decoding.readVarUint(input)
  return { client, clock: decoding.readVarUint(input) }
}

/** One person at one document. `seen.edit(id)` and `seen.cursor()` are told what arrives from others. */
export async function sitDown(server, document, seen) {
  const ws = connect(server, document)
  const doc = new Y.Doc()
  let ready = () => {}
  const synced = new Promise((resolve) => (ready = resolve))
  const person = { ws, doc, sentAt: new Map(), n: 0, durable: [], cursorClock: 0, running: false }
  ws.on('message', (message) => {
    const data = ws.unwrap?.(message) ?? message
    if (data[0] === 113) return hearDurable(person, data)
    if (data[0] === 1) {
      const input = decoding.createDecoder(data)
      for (let skipped = 0; skipped < 3; skipped++) decoding.readVarUint(input)
      // An echo to the sender is no delivery.
      if (decoding.readVarUint(input) !== doc.clientID) seen.cursor()
      return
    }
    if (data[0] !== 0) return
    const input = decoding.createDecoder(data)
    decoding.readVarUint(input)
    const step = decoding.readVarUint(input)
    const bytes = decoding.readVarUint8Array(input)
    if (step === 0) return answer(server, person, bytes)
    if (step === 1 || !person.running) {
      Y.applyUpdate(doc, bytes)
      if (step === 1) ready()
      return
    }
    const { client, clock } = headOf(bytes)
    if (client !== doc.clientID) seen.edit(`${client}.${clock}`)
  })
  await once(ws, 'open')
  if (server.kind !== 'relay') {
    ws.send(frame(0, 0, Y.encodeStateVector(doc)))
    await synced
  }
  person.text = server.product ? doc.getMap('forms').get(service).get('name') : doc.getText('name')
  doc.on('update', (update) => (person.update = update))
  return person
}

function answer(server, person, stateVector) {
  if (server.kind === 'relay') return
  person.n += 1
  person.ws.send(frame(0, 1, Y.encodeStateAsUpdate(person.doc, stateVector)))
}

function hearDurable(person, data) {
  const input = decoding.createDecoder(data)
  decoding.readVarUint(input)
  const n = decoding.readVarUint(input)
  for (const [number, at] of person.sentAt) {
    if (number > n) break
    person.durable.push(performance.now() - at)
    person.sentAt.delete(number)
  }
}

/** One character behind the last; `sent` learns when its struct left. */
export function keystroke(person, sent) {
  const clock = Y.getState(person.doc.store, person.doc.clientID)
  person.text.insert(person.text.length, 'x')
  const now = performance.now()
  sent.set(`${person.doc.clientID}.${clock}`, now)
  person.n += 1
  person.sentAt.set(person.n, now)
  person.ws.send(frame(0, 2, person.update))
}

export function moveCursor(person) {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, 1)
  encoding.writeVarUint(inner, person.doc.clientID)
  encoding.writeVarUint(inner, ++person.cursorClock)
  const id = { client: person.doc.clientID, clock: person.cursorClock }
  encoding.writeVarString(inner, JSON.stringify({ cursor: { field: 'name', anchor: id, head: id } }))
  person.ws.send(frame(1, encoding.toUint8Array(inner)))
}

/**
 * Lets everybody type 5 characters and move 5 times a second, spread over the second. `together`: the cursor leaves with its
 * keystroke, as a browser does it. Answers what ends it.
 */
export function work(people, sent, together) {
  const timers = []
  for (const person of people) {
    person.running = true
    const every = (act) => {
      timers.push(setTimeout(() => timers.push(setInterval(() => act(), 200)), Math.random() * 200))
    }
    if (together)
      every(() => {
        keystroke(person, sent)
        moveCursor(person)
      })
    else {
      every(() => keystroke(person, sent))
      every(() => moveCursor(person))
    }
  }
  return () => {
    for (const timer of timers) clearTimeout(timer)
  }
}
