/**
 * Measures the product against the goals of design 7-performance: `npm run bench [-- --quick] [-- --only documents,desk]`.
 * Everything is a ratio within this run; a goal that is missed is reported and fails nothing. Prints a table and writes it to
 * docs/measurements.md, with what each round gave in docs/bench/latest.json; with `--only` the other parts stay as they were.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { promisify } from 'node:util'
import { commits, desk, echo } from './desk.mjs'
import { heap, malformed, openings, reconnect, stalledReader } from './document-cases.mjs'
import { buildPrograms } from './document-servers.mjs'
import { measureDocuments } from './documents.mjs'
import { ownPostgres } from './postgres.mjs'
import { countsInstructions, median, quantile, say } from './measuring.mjs'
import { report } from './report.mjs'

const quick = process.argv.includes('--quick')
const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',')
const wanted = (name) => !process.argv.includes('--only') || only.includes(name)
const root = new URL('../..', import.meta.url).pathname
const megabyte = 1024 * 1024
const file = `${root}docs/bench/latest.json`
/** Part → what it gave and when; parts that do not run this time keep what they gave last time. */
const known = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
let rows = []
let raw = {}

/** @param values one ratio (or number) per round @param goal highest value that meets the goal */
function row(what, against, goal, values, { unit = '×', noisy = false } = {}) {
  const sound = values.filter((value) => Number.isFinite(value))
  rows.push({ what, against, goal, values: sound, unit, noisy })
}

async function part(name, act) {
  if (!wanted(name)) return
  const from = performance.now()
  rows = []
  raw = {}
  try {
    await act()
  } catch (error) {
    rows.push({ what: name, against: '', goal: Number.NaN, values: [], unit: '', failed: String(error) })
    say(`${name}: ${error instanceof Error ? error.stack : String(error)}`)
  }
  const parts = known()
  parts[name] = { commit, quick, load: Number(loadavg()[0].toFixed(1)), rows, raw: raw[name] }
  mkdirSync(`${root}docs/bench`, { recursive: true })
  writeFileSync(file, `${JSON.stringify(parts, null, 1)}\n`)
  say(`# ${name}: ${Math.round((performance.now() - from) / 1_000)} s, load ${loadavg()[0].toFixed(1)}`)
}

const ratios = (rounds, kind, other, key) => rounds.map((round) => round[kind]?.[key] / round[other]?.[key])

/** What stands for work: retired instructions, or processor time where the processor does not tell them. */
const work = countsInstructions()
  ? { key: 'instructions', what: 'instructions per delivery', noisy: false }
  : { key: 'processor', what: 'processor time per delivery', noisy: true }

const { stdout: head } = await promisify(execFile)('git', ['-C', root, 'rev-parse', '--short', 'HEAD'])
const commit = head.trim()
await buildPrograms()

await part('documents', async () => {
  const rounds = []
  const kinds = ['relay', 'memory', 'level', 'product']
  const options = { documents: 200, seconds: quick ? 4 : 6, warmUp: quick ? 6 : 15 }
  const postgres = await ownPostgres()
  for (let at = 0; at < (quick ? 1 : 2); at++) {
    const round = {}
    for (const kind of kinds) round[kind] = await measureDocuments(kind, options)
    const databaseUrl = await postgres.fresh()
    round.postgres = await measureDocuments('postgres', { ...options, databaseUrl })
    round.together = await measureDocuments('product', { ...options, together: true })
    round.commits = await commits(1_500)
    rounds.push(round)
    say(JSON.stringify({ ...round, commits: median(round.commits) }))
  }
  await postgres.stop()
  raw.documents = rounds.map((round) => ({
    ...round,
    commits: { p50: median(round.commits), p99: quantile(round.commits, 0.99) },
  }))
  const { key, what, ...sound } = work
  const where = `${what}, all threads, embedded store, 200 documents`
  row(where, 'bare ws relay', 2, ratios(rounds, 'product', 'relay', key), sound)
  row(where, '@y/websocket-server', 0.65, ratios(rounds, 'product', 'memory', key), sound)
  row(where, '@y/websocket-server + y-leveldb', 0.45, ratios(rounds, 'product', 'level', key), sound)
  const stored = ratios(rounds, 'postgres', 'relay', key)
  row('the same with PostgreSQL, its own process not counted', 'bare ws relay', 1.2, stored, sound)
  const together = ratios(rounds, 'together', 'relay', key)
  row('the same, cursor with the keystroke', 'bare ws relay, cursor apart', 0.8, together, sound)
  const noisy = { noisy: true }
  row(
    'edit → peer, p50, 200 documents',
    'relay + one commit',
    1.5,
    rounds.map(({ product, relay, commits: own }) => product.p50 / (relay.p50 + median(own))),
    noisy,
  )
  row(
    'edit → peer, p99, 200 documents',
    '@y/websocket-server + y-leveldb',
    1,
    ratios(rounds, 'product', 'level', 'p99'),
    noisy,
  )
  row(
    'edit → Durable, p99, 200 documents',
    'p99 of one commit',
    3,
    rounds.map(({ product, commits: own }) => product.durable99 / quantile(own, 0.99)),
    noisy,
  )
})

await part('memory', async () => {
  const rounds = []
  for (let at = 0; at < (quick ? 1 : 2); at++) {
    const count = quick ? 200 : 400
    rounds.push({
      empty: await heap(['relay', 'memory', 'product'], count, 0),
      filled: await heap(['memory', 'product'], count, 300),
    })
  }
  raw.memory = rounds
  const ratio = (size, what) => rounds.map((one) => one[size].product[what] / one[size].memory[what])
  row(
    'heap per open idle document, 300 characters typed',
    '@y/websocket-server',
    0.25,
    ratio('filled', 'document'),
  )
  row(
    'the same while somebody sits there without typing',
    '@y/websocket-server',
    0.25,
    ratio('filled', 'occupied'),
  )
  row('heap per open idle document, empty form', '@y/websocket-server', 0.25, ratio('empty', 'document'))
  row(
    'heap per connection',
    'bare ws relay',
    0.5,
    rounds.map(({ empty }) => empty.product.connection / empty.relay.connection),
  )
})

await part('opening', async () => {
  const one = await openings(['memory', 'hocuspocus', 'product'], quick ? 3 : 7)
  raw.opening = one
  const good = (values) => median(values.filter((value) => value !== null))
  row(
    'cold open of 10,000 edits',
    'Hocuspocus + SQLite',
    0.35,
    [good(one.product.cold) / good(one.hocuspocus.cold)],
    { noisy: true },
  )
  row(
    'open while held, 10,000 edits',
    '@y/websocket-server',
    1.5,
    [good(one.product.warm) / good(one.memory.warm)],
    { noisy: true },
  )
  row('longest turn of the loop meanwhile', '', 5, [one.product.stall], { unit: 'ms', noisy: true })
})

await part('storing', async () => {
  const options = { documents: 100, seconds: quick ? 12 : 24, warmUp: quick ? 6 : 15 }
  const rounds = []
  for (let at = 0; at < (quick ? 1 : 2); at++) {
    const round = {}
    for (const kind of ['hocuspocus', 'product']) round[kind] = await measureDocuments(kind, options)
    rounds.push(round)
  }
  raw.storing = rounds
  const stalls = rounds.map(({ product }) => product.stall)
  const noisy = { noisy: true }
  row('longest turn of the loop while storing, 100 documents', '', 25, stalls, { unit: 'ms', ...noisy })
  row('the same', 'Hocuspocus + SQLite', 0.03, ratios(rounds, 'product', 'hocuspocus', 'stall'), noisy)
  const { key, what } = work
  row(
    `${what}, 100 documents`,
    'Hocuspocus + SQLite',
    0.22,
    ratios(rounds, 'product', 'hocuspocus', key),
    noisy,
  )
})

await part('growth', async () => {
  const rounds = []
  for (let at = 0; at < (quick ? 1 : 2); at++) {
    const options = { seconds: quick ? 4 : 6, warmUp: quick ? 6 : 15 }
    rounds.push({
      few: await measureDocuments('product', { ...options, documents: 100 }),
      many: await measureDocuments('product', { ...options, documents: 400 }),
    })
  }
  raw.growth = rounds
  const { key, what } = work
  // More than 400 documents are more than the load generator plays on the other core.
  row(`${what}, 400 documents`, '100 documents', 1.3, ratios(rounds, 'many', 'few', key), { noisy: true })
})

await part('clients', async () => {
  const stalled = await stalledReader()
  const hostile = await malformed()
  const storms = []
  for (let at = 0; at < (quick ? 1 : 2); at++) storms.push(await reconnect(['memory', 'product'], 1_000))
  raw.clients = { stalled, hostile, storms }
  row(
    'memory because of a stalled reader, 4.5 MB offered',
    '',
    8,
    [(stalled.stalled - stalled.without) / megabyte],
    { unit: 'MB' },
  )
  row(
    '1,000 malformed messages: crashes, sessions disturbed, edits lost or stored wrongly',
    '',
    0,
    [Number(hostile.crashed) + hostile.disturbed + hostile.lost + hostile.stored],
    { unit: '' },
  )
  const stormed = (what) => storms.map((one) => one.product[what] / one.memory[what])
  row('1,000 clients return at once, jitter off', '@y/websocket-server', 0.3, stormed('milliseconds'), {
    noisy: true,
  })
  row("the server's processor time for it", '@y/websocket-server', 0.3, stormed('processor'), { noisy: true })
  row(
    'errors meanwhile',
    '',
    0,
    storms.map((one) => one.product.errors),
    { unit: '' },
  )
})

await part('desk', async () => {
  const rounds = []
  for (let at = 0; at < (quick ? 1 : 3); at++) {
    const seconds = quick ? 2 : 4
    rounds.push({
      echo: await echo(seconds),
      commits: await commits(1_500),
      ...(await desk(seconds, quick ? 5 : 12)),
    })
  }
  const short = (times) => ({ p50: median(times), p99: quantile(times, 0.99) })
  raw.desk = rounds.map(({ refused, ...times }) => ({
    refused,
    ...Object.fromEntries(Object.entries(times).map(([key, values]) => [key, short(values)])),
  }))
  const base = (one) => median(one.echo) + median(one.commits)
  for (const [key, rate] of [
    ['busy', 100],
    ['calm', 20],
  ]) {
    const what = `command round trip (case:open), p50 at ${rate} a second`
    row(
      what,
      'Socket.IO echo + one commit',
      1.5,
      rounds.map((one) => median(one[key]) / base(one)),
      { noisy: true },
    )
  }
  row(
    'commands refused at 100 a second',
    '',
    0,
    rounds.map((one) => one.refused),
    { unit: '' },
  )
  const allowed = (one) => 1.3 * median(one.calm) + 20
  row(
    'request → ringing at the socket, p50',
    '1.3 × command round trip at 20 a second + 20 ms',
    1,
    rounds.map((one) => median(one.rings) / allowed(one)),
    { noisy: true },
  )
})

await part('calls', async () => {
  const size = quick ? ['--rounds', '5', '--mesh', '0'] : ['--rounds', '12', '--mesh', '1']
  const { stdout } = await promisify(execFile)(process.execPath, [`${root}tests/bench/calls.mjs`, ...size], {
    timeout: 400_000,
  })
  const lines = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  raw.calls = lines
  const prepared = lines.find(({ label }) => label?.startsWith('prepared: the accepting side'))
  if (prepared) {
    row('accept → first painted remote frame, p50', 'bare pair of connections', 0.9, [prepared.ratioP50], {
      noisy: true,
    })
    row('accept → first painted remote frame, p95', 'bare pair of connections', 1.3, [prepared.ratioP95], {
      noisy: true,
    })
  }
  const mesh = lines.find(({ bench }) => bench?.startsWith('four people'))
  if (mesh) row('four people, processor time', 'bare mesh of four', 1.2, [mesh.ratio], { noisy: true })
})

await part('network', async () => {
  const size = quick ? ['--calls', '10', '--rounds', '1'] : ['--calls', '40', '--rounds', '3']
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`${root}tests/bench/network.mjs`, ...size],
    { timeout: 600_000 },
  )
  const found = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')))
  raw.network = found
  const plain = { unit: '' }
  row(`${found.calls} calls in a row: hung`, '–', 0, [found.hung], plain)
  row('8 restarts of both sides at the same moment: pictures that stood still', '–', 0, [found.stuck], plain)
  const seconds = { unit: 's', noisy: true }
  const back = (rounds) => rounds.map((one) => one.back)
  row('network gone 10 s: until both pictures move again', '–', 3, back(found.ten), seconds)
  row('network gone 35 s: until both pictures move again', '–', 6, back(found.thirtyFive), seconds)
  row('way of the signals changed: until a sign gets through again', '–', 3, back(found.moved), seconds)
  const lost = [...found.ten, ...found.thirtyFive].filter(({ kept }) => !kept).length
  row('seats lost meanwhile', '–', 0, [lost], plain)
})

await part('paint', async () => {
  const size = quick ? ['--rounds', '6', '--cases', '1000'] : ['--rounds', '20']
  const { stdout } = await promisify(execFile)(process.execPath, [`${root}tests/bench/paint.mjs`, ...size], {
    timeout: 600_000,
  })
  const found = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')))
  raw.paint = found
  const { p50, low, high } = found.ratios
  const what = `adviser's desk with ${found.cases.toLocaleString('en')} open cases, until the newest is seen`
  row(what, 'the same with 50', 1.5, [p50, low, high], { noisy: true })
})

await part('guest', async () => {
  const size = ['--rounds', quick ? '6' : '20']
  const { stdout } = await promisify(execFile)(process.execPath, [`${root}tests/bench/guest.mjs`, ...size], {
    timeout: 400_000,
  })
  raw.guest = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  const names = { platz: 'the citizen’s screen', join: 'the way in from home', status: 'the status page' }
  for (const { bench, kilobytes, ratios: waits } of raw.guest) {
    const name = names[bench]
    row(`first page of ${name}, compressed programs and styles`, '–', 150, [kilobytes], { unit: 'kB' })
    row(
      `first page of ${name}, until it can be used`,
      'blank Vue page',
      2.5,
      [waits.p50, waits.low, waits.high],
      {
        noisy: true,
      },
    )
  }
})

const text = report(known(), {
  cores: cpus().length,
  model: cpus()[0]?.model ?? '',
  node: process.version,
  instructions: countsInstructions(),
  explained: readFileSync(new URL('explained.md', import.meta.url), 'utf8'),
})
say(text)
writeFileSync(`${root}docs/measurements.md`, text)
process.exit(0)
