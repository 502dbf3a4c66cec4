/**
 * Live documents, as ratios against other servers in the same run (design 7-performance): the product with validation,
 * durable store (embedded; kind `postgres`: PostgreSQL, its own process not counted) and acknowledgement beside a bare relay, @y/websocket-server in memory and with y-leveldb.
 * Two or three people a document, each 5 keystrokes and 5 cursor states a second. Interleaved rounds.
 * `node tests/bench/documents.mjs [--documents 200] [--seconds 5] [--rounds 3]` prints JSON lines.
 */
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { sitDown, work } from './document-people.mjs'
import { ownPostgres } from './postgres.mjs'
import { buildPrograms, startServer } from './document-servers.mjs'
import { argument, countsInstructions, instructionCounter, pause, quantile, say } from './measuring.mjs'

/** Seconds until compilers and buffers of every server have settled. */
const settling = 8

/** One round of one server. Instructions are null where the processor does not tell. */
export async function measureDocuments(
  kind,
  { documents, seconds, together = false, databaseUrl = '', flags = [], warmUp = settling },
) {
  const server = await startServer(kind, { databaseUrl, flags, warm: true })
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
    for (let seat = 0; seat < 2 + (at % 2); seat++) people.push(sitDown(server, document, seen))
    await people.at(-1)
  }
  const seated = await Promise.all(people)
  const counter = countsInstructions() ? await instructionCounter(server.pid) : null
  const rest = work(seated, sent, together)
  await pause(warmUp * 1_000)
  for (const person of seated) person.durable.length = 0
  await server.ask('stall')
  const before = await server.ask('processor')
  await counter?.start()
  counting = true
  await pause(seconds * 1_000)
  counting = false
  const instructions = (await counter?.stop()) ?? null
  const after = await server.ask('processor')
  const used = after.user + after.system - before.user - before.system
  const { stall } = await server.ask('stall')
  rest()
  const durable = seated.flatMap((person) => person.durable)
  for (const person of seated) person.ws.terminate()
  await server.stop()
  return {
    kind,
    documents,
    deliveries,
    instructions: instructions === null ? null : Math.round(instructions.all / deliveries),
    kernelShare: instructions === null ? null : instructions.kernel / instructions.all,
    /** Microseconds of all threads: what is left where the processor tells no instructions. */
    processor: used / deliveries,
    kernelTime: (after.system - before.system) / used,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    durable50: quantile(durable, 0.5),
    durable99: quantile(durable, 0.99),
    stall,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPrograms()
  const options = {
    documents: argument('--documents', 200),
    seconds: argument('--seconds', 5),
    warmUp: argument('--warm-up', settling),
    flags: (process.env.NODE_FLAGS ?? '').split(' ').filter(Boolean),
  }
  const kinds = (process.env.KINDS ?? 'relay,memory,level,product').split(',')
  const postgres = kinds.includes('postgres') ? await ownPostgres() : null
  for (let round = 0; round < argument('--rounds', 3); round++) {
    for (const kind of kinds) {
      const databaseUrl = kind === 'postgres' ? await postgres.fresh() : ''
      say(JSON.stringify({ round, ...(await measureDocuments(kind, { ...options, databaseUrl })) }))
    }
    if (kinds.includes('product'))
      say(
        JSON.stringify({
          round,
          together: true,
          ...(await measureDocuments('product', { ...options, together: true })),
        }),
      )
  }
  await postgres?.stop()
  process.exit(0)
}
