/**
 * Calls in bad hours (design 7-performance): forty calls in a row, restarts of both sides at the same moment, the network gone for
 * ten and for thirty-five seconds (coturn stopped and the relay of signals cut), the way of the signals changed.
 * `node tests/bench/network.mjs [--calls 40] [--rounds 3]`. A bench never fails a test; it prints one line of JSON.
 */
import { randomUUID } from 'node:crypto'
import { runnerImport } from 'vite'
import { argument, say } from './measuring.mjs'

const calls = argument('--calls', 40)
const rounds = argument('--rounds', 3)
const load = async (path) => {
  const url = new URL(path, import.meta.url)
  return (await runnerImport(url.pathname, { configFile: false, logLevel: 'error' })).module
}
const { openCallStage, pictureMoves, callSays, until } = await load('../browser/calls/call-stage.ts')
const { startCoturn } = await load('../browser/calls/coturn.ts')
const { turnCredentials } = await load('../../server/consultations/turn-credentials.ts')
const { systemClock } = await load('../../server/platform/clock.ts')

const stage = await openCallStage()
const turn = await startCoturn()
const move = ([a, b]) => Promise.all([pictureMoves(a, 'b'), pictureMoves(b, 'a')])
const start = (pages) => Promise.all(pages.map((page) => page.evaluate(() => probe.call.start(['a', 'b']))))
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
/** Whether it came to its end; what hangs is counted, not thrown. */
const worked = (work) =>
  work.then(
    () => true,
    () => false,
  )

async function inARow() {
  const pages = [await stage.enter('a'), await stage.enter('b')]
  let hung = 0
  for (let round = 0; round < calls; round += 1) {
    await Promise.all(pages.map((page) => page.evaluate(() => probe.call.prepare())))
    await start(pages)
    if (!(await worked(move(pages)))) hung += 1
    await Promise.all([stage.again(pages[0], 'a'), stage.again(pages[1], 'b')])
  }
  await stage.empty()
  return hung
}

async function collisions() {
  const pages = [await stage.enter('a'), await stage.enter('b')]
  await start(pages)
  await move(pages)
  let stuck = 0
  for (let round = 0; round < 8; round += 1) {
    await Promise.all(pages.map((page) => page.evaluate(() => probe.connections.at(-1)?.restartIce())))
    const settled = Promise.all(
      pages.map((page) => until(page, () => probe.connections.at(-1)?.signalingState === 'stable')),
    )
    if (!(await worked(Promise.all([move(pages), settled])))) stuck += 1
  }
  await stage.empty()
  return stuck
}

/** Seconds until both pictures move again, and whether each side still has its one seat and connection. */
async function without(seconds) {
  const consultation = randomUUID()
  const pages = []
  for (const person of ['a', 'b']) {
    const ice = turnCredentials({ urls: [turn.url], secret: turn.secret }, systemClock, consultation, person)
    pages.push(await stage.enter(person, { relayOnly: true, ice }))
  }
  await start(pages)
  await move(pages)
  turn.pause()
  stage.cut(true)
  const gone = performance.now()
  await Promise.all(
    pages.map((page) => callSays(page, () => probe.call.get().legs[0]?.quality === 'interrupted')),
  )
  await pause(Math.max(0, seconds - (performance.now() - gone) / 1_000))
  turn.resume()
  stage.cut(false)
  const since = performance.now()
  await move(pages)
  const back = (performance.now() - since) / 1_000
  const legs = await Promise.all(pages.map((page) => page.evaluate(() => probe.call.get().legs.length)))
  await stage.empty()
  return { back, kept: legs.every((count) => count === 1) }
}

/** The relay of signals comes back under another address while they talk: seconds until a sign gets through again. */
async function moved() {
  const pages = [await stage.enter('a'), await stage.enter('b')]
  await start(pages)
  await move(pages)
  stage.cut(true)
  await Promise.all(pages.map((page) => callSays(page, () => !probe.call.get().linked)))
  stage.cut(false)
  const since = performance.now()
  await Promise.all(pages.map((page) => callSays(page, () => probe.call.get().linked)))
  await move(pages)
  const back = (performance.now() - since) / 1_000
  await stage.empty()
  return { back, kept: true }
}

const times = async (act) => {
  const all = []
  for (let round = 0; round < rounds; round += 1) all.push(await act())
  return all
}

try {
  const result = {
    calls,
    hung: await inARow(),
    stuck: await collisions(),
    ten: await times(() => without(10)),
    thirtyFive: await times(() => without(35)),
    moved: await times(moved),
  }
  say(JSON.stringify(result))
} finally {
  await stage.close()
  await turn.close()
}
