/**
 * Live documents, as ratios against other servers in the same run (design 7-performance): the product with validation,
 * durable embedded store and acknowledgement beside a bare relay, @y/websocket-server in memory and with y-leveldb.
 * Two or three people a document, each 5 keystrokes and 5 cursor states a second. Interleaved rounds, median and spread.
 * `node tests/bench/documents.mjs [--documents 60] [--seconds 6] [--rounds 3]`. A bench never fails a test.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { bundle } from '../../server/build.mjs'

const run = promisify(execFile)
const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const documents = argument('--documents', 60)
const seconds = argument('--seconds', 6)
const rounds = argument('--rounds', 3)
const service = '0197f000-0000-7000-8000-000000000001'
const kinds = ['relay', 'memory', 'level', 'product']
const root = new URL('../..', import.meta.url).pathname
const programs = join(root, 'node_modules/.cache/lotse/document-programs')
const say = (line) => process.stdout.write(`${line}\n`)
const quantile = (values, part) => {
  const sorted = Float64Array.from(values).toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

async function start(kind) {
  const directory = mkdtempSync(join(tmpdir(), 'lotse-bench-'))
  const program =
    kind === 'product'
      ? [join(programs, 'document-child.js'), directory, 'late']
      : [join(root, 'tests/bench/document-peer.mjs'), kind]
  const child = spawn(process.execPath, ['--max-semi-space-size=32', ...program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const lines = createInterface({ input: child.stdout })
  let port = ''
  while (!/^[0-9]+$/.test(port)) [port] = await once(lines, 'line')
  return {
    pid: child.pid,
    url: `ws://127.0.0.1:${port}`,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const frame = (type, ...parts) => {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, type)
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(out, part)
    else encoding.writeVarUint8Array(out, part)
  }
  return encoding.toUint8Array(out)
}

/** One person at one document; tells `heard` the struct id of every edit that arrives. */
async function join_(kind, server, document, seen) {
  const protocols =
    kind === 'product' ? ['lotse.sync.v1', `lotse.ticket.p${Math.random()}~${randomUUID()}`] : []
  const path = kind === 'product' ? `/sync/${document}.shared.1` : `/${document}`
  const ws = new WebSocket(server.url + path, protocols, { perMessageDeflate: false })
  const doc = new Y.Doc()
  let ready = () => {}
  const synced = new Promise((resolve) => (ready = resolve))
  const sentAt = new Map()
  const person = { ws, doc, sentAt, n: 0, durable: [], clock: 0 }
  ws.on('message', (data) => {
    if (data[0] === 113) {
      const input = decoding.createDecoder(data)
      decoding.readVarUint(input)
      const n = decoding.readVarUint(input)
      for (const [number, at] of sentAt) {
        if (number > n) break
        person.durable.push(performance.now() - at)
        sentAt.delete(number)
      }
      return
    }
    if (data[0] === 1) {
      const input = decoding.createDecoder(data)
      decoding.readVarUint(input)
      decoding.readVarUint(input)
      decoding.readVarUint(input)
      // An echo to the sender is no delivery.
      if (decoding.readVarUint(input) !== doc.clientID) seen.cursor()
      return
    }
    if (data[0] !== 0) return
    const input = decoding.createDecoder(data)
    decoding.readVarUint(input)
    const step = decoding.readVarUint(input)
    const bytes = decoding.readVarUint8Array(input)
    if (step === 2) {
      if (!person.running) return Y.applyUpdate(doc, bytes)
      const update = decoding.createDecoder(bytes)
      decoding.readVarUint(update)
      decoding.readVarUint(update)
      const client = decoding.readVarUint(update)
      if (client !== doc.clientID) seen.edit(`${client}.${decoding.readVarUint(update)}`)
      return
    }
    if (step === 1) {
      Y.applyUpdate(doc, bytes)
      ready()
    } else if (kind !== 'relay') {
      person.n += 1
      ws.send(frame(0, 1, Y.encodeStateAsUpdate(doc, bytes)))
    }
  })
  await once(ws, 'open')
  if (kind !== 'relay') {
    ws.send(frame(0, 0, Y.encodeStateVector(doc)))
    await synced
  }
  person.text = kind === 'product' ? doc.getMap('forms').get(service).get('name') : doc.getText('name')
  doc.on('update', (update) => (person.update = update))
  return person
}

function keystroke(person, sent) {
  const clock = Y.getState(person.doc.store, person.doc.clientID)
  person.text.insert(person.text.length, 'x')
  const now = performance.now()
  sent.set(`${person.doc.clientID}.${clock}`, now)
  person.n += 1
  person.sentAt.set(person.n, now)
  person.ws.send(frame(0, 2, person.update))
}

function cursor(person) {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, 1)
  encoding.writeVarUint(inner, person.doc.clientID)
  encoding.writeVarUint(inner, ++person.clock)
  const id = { client: person.doc.clientID, clock: person.clock }
  encoding.writeVarString(inner, JSON.stringify({ cursor: { field: 'name', anchor: id, head: id } }))
  person.ws.send(frame(1, encoding.toUint8Array(inner)))
}

async function measure(kind) {
  const server = await start(kind)
  const sent = new Map()
  const latencies = []
  let deliveries = 0
  let counting = false
  const seen = {
    edit(id) {
      if (!counting) return
      deliveries += 1
      const at = sent.get(id)
      if (at !== undefined) latencies.push(performance.now() - at)
    },
    cursor: () => counting && (deliveries += 1),
  }
  const people = []
  for (let at = 0; at < documents; at++) {
    const document = randomUUID()
    for (let seat = 0; seat < 2 + (at % 2); seat++) people.push(await join_(kind, server, document, seen))
  }
  for (const person of people) person.running = true
  const timers = people.flatMap((person) => [
    setTimeout(
      () => person.timers.push(setInterval(() => keystroke(person, sent), 200)),
      Math.random() * 200,
    ),
    setTimeout(() => person.timers.push(setInterval(() => cursor(person), 200)), Math.random() * 200),
  ])
  for (const person of people) person.timers = []
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  counting = true
  for (const person of people) person.durable.length = 0
  const { stderr } = await run('perf', [
    'stat',
    '-x,',
    '-e',
    'instructions',
    '-p',
    String(server.pid),
    'sleep',
    String(seconds),
  ])
  counting = false
  for (const timer of timers) clearTimeout(timer)
  for (const person of people) for (const timer of person.timers) clearInterval(timer)
  const durable = people.flatMap((person) => person.durable)
  for (const person of people) person.ws.terminate()
  await server.stop()
  const instructions = Number(stderr.trim().split('\n').at(-1)?.split(',')[0])
  return {
    kind,
    deliveries,
    instructions: Math.round(instructions / deliveries),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    durable50: quantile(durable, 0.5),
    durable99: quantile(durable, 0.99),
  }
}

await bundle(
  {
    'document-child': 'tests/support/document-child.ts',
    'store-worker': 'server/store/embedded/store-worker.ts',
    'fold-worker': 'server/documents/fold-worker.ts',
  },
  programs,
)
const results = []
for (let round = 0; round < rounds; round++) {
  for (const kind of kinds) {
    const result = await measure(kind)
    results.push({ round, ...result })
    say(JSON.stringify({ bench: 'documents', documents, round, ...result }))
  }
}
say('| server | instructions per delivery | × relay (low to high) | p50 / p99 ms | durable p50 / p99 ms |')
say('|---|---|---|---|---|')
for (const kind of kinds) {
  const own = results.filter((result) => result.kind === kind)
  const ratios = own.map(
    (result) =>
      result.instructions /
      results.find((other) => other.kind === 'relay' && other.round === result.round).instructions,
  )
  const middle = (key) =>
    quantile(
      own.map((result) => result[key]),
      0.5,
    )
  say(
    `| ${kind} | ${middle('instructions')} | ${quantile(ratios, 0.5).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}) | ${middle('p50').toFixed(2)} / ${middle('p99').toFixed(1)} | ${middle('durable50').toFixed(1)} / ${middle('durable99').toFixed(1)} |`,
  )
}
process.exit(0)
