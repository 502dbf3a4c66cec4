import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { turnCredentials } from '#server/consultations/turn-credentials.ts'
import { systemClock } from '#server/platform/clock.ts'
import { callSays, openCallStage, pictureMoves, until, type CallStage } from './call-stage.ts'
import { coturnInstalled, startCoturn, type Coturn } from './coturn.ts'

let stage: CallStage
let turn: Coturn
beforeAll(async () => {
  stage = await openCallStage('index.html', 10)
  if (coturnInstalled) turn = await startCoturn()
})
afterEach(() => stage.empty())
afterAll(async () => {
  await stage.close()
  if (coturnInstalled) await turn.close()
})

const bothMove = ([a, b]: readonly [Page, Page]) => Promise.all([pictureMoves(a, 'b'), pictureMoves(b, 'a')])
const startAll = (pages: readonly Page[], people: string[]) =>
  Promise.all(pages.map((page) => page.evaluate((all) => probe.call.start(all), people)))

/** Two people who can reach each other only through coturn. */
async function relayed(secret = turn.secret): Promise<[Page, Page]> {
  const consultation = randomUUID()
  const [a, b] = await Promise.all(
    ['a', 'b'].map((person) => {
      const ice = turnCredentials({ urls: [turn.url], secret }, systemClock, consultation, person)
      return stage.enter(person, { relayOnly: true, ice })
    }),
  )
  await startAll([a!, b!], ['a', 'b'])
  return [a!, b!]
}

const pairOf = (page: Page) =>
  page.evaluate(async () => {
    const report = await probe.connections.at(-1)!.getStats()
    const entries = [
      ...(report.values() as Iterable<{
        id: string
        type: string
        nominated?: boolean
        localCandidateId?: string
        candidateType?: string
      }>),
    ]
    const pair = entries.find(({ type, nominated }) => type === 'candidate-pair' && nominated === true)
    return entries.find(({ id }) => id === pair?.localCandidateId)?.candidateType
  })

/** Everything away for ten seconds: media (coturn stopped) and signals (sockets cut, nobody let in). */
async function pullTheCable(pages: readonly [Page, Page], seconds: number): Promise<void> {
  turn.pause()
  stage.cut(true)
  await Promise.all(
    pages.map((page) => callSays(page, () => probe.call.get().legs[0]?.quality === 'interrupted')),
  )
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  turn.resume()
  stage.cut(false)
}

describe.runIf(coturnInstalled)('the network', () => {
  it('[TURN1] a call that may only go over the relay works with our credentials', async () => {
    const pages = await relayed()
    await bothMove(pages)
    expect(await pairOf(pages[0])).toBe('relay')
  })

  it('[TURN2] wrong credentials are told, nothing hangs and text still works', async () => {
    const [a, b] = await relayed('ein-anderes')
    await callSays(a, () => probe.call.get().relay === 'refused')
    await b.evaluate(() => probe.call.sendText('Geht es?'))
    await callSays(a, () => probe.call.get().texts.length === 1)
    expect(await a.evaluate(() => probe.call.get().texts[0]?.text)).toBe('Geht es?')
  })

  it('[VIDEO13] ten seconds without network: picture and sound come back by themselves', async () => {
    const pages = await relayed()
    await bothMove(pages)
    await pullTheCable(pages, 10)
    const since = Date.now()
    await bothMove(pages)
    process.stdout.write(`10 s without network: both pictures back after ${Date.now() - since} ms\n`)
    await Promise.all(pages.map((page) => callSays(page, () => probe.call.get().legs[0]?.quality === 'good')))
    for (const page of pages) expect(await page.evaluate(() => probe.call.get().legs.length)).toBe(1)
  })

  it('[VIDEO14] thirty-five seconds without network: the same', async () => {
    const pages = await relayed()
    await bothMove(pages)
    await pullTheCable(pages, 33)
    const since = Date.now()
    await bothMove(pages)
    process.stdout.write(`35 s without network: both pictures back after ${Date.now() - since} ms\n`)
    for (const page of pages) expect(await page.evaluate(() => probe.call.get().legs.length)).toBe(1)
  })
})

describe('six people', () => {
  it('[VIDEO15] see one another, also the one who comes last, and one who leaves takes only his own picture along', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f']
    const pages = await Promise.all(people.map((person) => stage.enter(person)))
    // Two cores play all six machines: sound, thirty streams of it, is left to the calls of two.
    await Promise.all(pages.map((page) => page.evaluate(() => probe.call.setMicrophone(false))))
    await startAll(pages.slice(0, 5), people)
    await startAll(pages.slice(5), people)
    const others = (at: number) => people.filter((_, other) => other !== at)
    await Promise.all(
      pages.map((page, at) => Promise.all(others(at).map((person) => pictureMoves(page, person)))),
    )

    await pages[5]!.evaluate(() => probe.call.leave())
    await Promise.all(
      pages.slice(0, 5).map((page) => until(page, () => probe.call.get().legs.length === 4, undefined)),
    )
    await Promise.all(
      [0, 1, 2, 3, 4].map((at) =>
        Promise.all(
          others(at)
            .slice(0, 4)
            .map((person) => pictureMoves(pages[at]!, person)),
        ),
      ),
    )
    expect(
      await pages[5]!.evaluate(() => probe.connections.every((one) => one.connectionState === 'closed')),
    ).toBe(true)
  })
})
