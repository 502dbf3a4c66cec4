/**
 * Calls, as ratios against bare connections in the same run (design 7-performance). Interleaved round by round:
 * bare pair in one page, prepared call, prepared call with both cameras warm, call without preparing.
 * `node tests/bench/calls.mjs [--rounds 20] [--mesh 3]`. A bench never fails a test; it prints JSON lines and a table.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { runnerImport } from 'vite'

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const rounds = argument('--rounds', 20)
/** Rounds of the mesh of four, 40 s each; 0: none. */
const meshRounds = argument('--mesh', 3)
const say = (line) => process.stdout.write(`${line}\n`)

const { module } = await runnerImport(new URL('../browser/calls/call-stage.ts', import.meta.url).pathname, {
  configFile: false,
  logLevel: 'error',
})
const stage = await module.openCallStage()
const until = module.until

const quantile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]
const summary = (values) => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  low: Math.min(...values),
  high: Math.max(...values),
})

/** Accept → first painted remote frame, in milliseconds: on the accepting side, and until both see each other. */
async function callOnce([a, b], { prepare, warm }) {
  await Promise.all([stage.again(a, 'a'), stage.again(b, 'b')])
  await Promise.all([a, b].map((page) => page.evaluate(() => void (probe.firstFrame = {}))))
  if (prepare) {
    await a.evaluate(() => probe.call.prepare({ warm: true }))
    await b.evaluate((open) => probe.call.prepare({ warm: open }), warm)
    for (const page of [a, b]) await until(page, () => probe.call.get().transports === 1)
    // Connections and cameras settle, as during the seconds a real ring lasts.
    await new Promise((resolve) => setTimeout(resolve, 700))
  }
  const begins = await Promise.all(
    [b, a].map((page) =>
      page.evaluate(() => {
        const at = performance.timeOrigin + performance.now()
        void probe.call.start(['a', 'b'])
        return at
      }),
    ),
  )
  const from = begins[0]
  const seen = await Promise.all(
    [
      [b, 'a'],
      [a, 'b'],
    ].map(async ([page, person]) => {
      await until(page, (who) => probe.firstFrame[who] !== undefined, person)
      return page.evaluate((who) => performance.timeOrigin + probe.firstFrame[who], person)
    }),
  )
  return { accepting: seen[0] - from, both: Math.max(...seen) - from }
}

/** CPU seconds of this process' children (all of Chromium), from /proc: utime and stime in ticks of 10 ms. */
function chromiumSeconds() {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^\d+ \(.*\) /, '')
          .split(' ')
        return [
          { id: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) },
        ]
      } catch {
        // Gone between listing and reading.
        return []
      }
    })
  const family = new Set([process.pid])
  for (let grown = true; grown;) {
    const next = all.filter(({ id, parent }) => family.has(parent) && !family.has(id))
    grown = next.length > 0
    for (const { id } of next) family.add(id)
  }
  return all
    .filter(({ id }) => family.has(id) && id !== process.pid)
    .reduce((sum, { ticks }) => sum + ticks / 100, 0)
}

async function coresDuring(seconds) {
  const [cpu, clock] = [chromiumSeconds(), performance.now()]
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  return (chromiumSeconds() - cpu) / ((performance.now() - clock) / 1_000)
}

async function meshOfFour() {
  const results = { ours: [], bare: [] }
  for (let round = 0; round < meshRounds; round += 1) {
    const people = ['a', 'b', 'c', 'd']
    const pages = []
    for (const person of people) pages.push(await stage.enter(person))
    await Promise.all(pages.map((page) => page.evaluate((all) => probe.call.start(all), people)))
    for (const [at, page] of pages.entries()) {
      for (const other of people.filter((_, index) => index !== at)) await module.pictureMoves(page, other)
    }
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    results.ours.push(await coresDuring(8))
    await stage.empty()

    const bare = []
    for (const person of people) bare.push(await stage.enter(person))
    await Promise.all(bare.map((page, at) => page.evaluate((index) => probe.bareMesh(index, 4), at)))
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    const moving = await Promise.all(bare.map((page) => page.evaluate(() => probe.bareMoving())))
    const cores = await coresDuring(8)
    // Only complete meshes are compared.
    if (moving.every((count) => count === 3)) results.bare.push(cores)
    else say(JSON.stringify({ warning: 'bare mesh incomplete, left out', moving }))
    await stage.empty()
  }
  return results
}

try {
  const [a, b, bare] = [await stage.enter('a'), await stage.enter('b'), await stage.enter('x')]
  const times = { bare: [], prepared: [], preparedBoth: [], warm: [], warmBoth: [], cold: [], coldBoth: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const one = {
      bare: (await bare.evaluate(() => probe.bareTimes())).firstFrame,
      prepared: await callOnce([a, b], { prepare: true, warm: false }),
      warm: await callOnce([a, b], { prepare: true, warm: true }),
      cold: await callOnce([a, b], { prepare: false, warm: false }),
    }
    // The first round warms the browser up.
    if (round === 0) continue
    times.bare.push(one.bare)
    for (const kind of ['prepared', 'warm', 'cold']) {
      times[kind].push(one[kind].accepting)
      times[`${kind}Both`].push(one[kind].both)
    }
  }
  const base = summary(times.bare)
  say(JSON.stringify({ bench: 'accept → first painted remote frame, ms', rounds, bare: base }))
  for (const [name, label] of [
    ['prepared', 'prepared: the accepting side sees the caller'],
    ['preparedBoth', 'prepared: both see each other (accepting camera opens after the yes)'],
    ['warm', 'prepared, accepting camera warm: accepting side'],
    ['warmBoth', 'prepared, accepting camera warm: both'],
    ['coldBoth', 'not prepared, both cameras cold: both'],
  ]) {
    const one = summary(times[name])
    const ratios = times[name].map((value, at) => value / times.bare[at])
    say(
      JSON.stringify({
        label,
        ms: one,
        ratioP50: one.p50 / base.p50,
        ratioP95: one.p95 / base.p95,
        pairedSpread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      }),
    )
  }
  await stage.empty()
  if (meshRounds > 0) {
    const { ours, bare: other } = await meshOfFour()
    say(
      JSON.stringify({
        bench: 'four people, cores of all of Chromium',
        ours,
        bare: other,
        ratio: quantile(ours, 0.5) / quantile(other, 0.5),
      }),
    )
  }
} finally {
  await stage.close()
}
