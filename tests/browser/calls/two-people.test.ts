import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { callSays, openCallStage, pictureMoves, until, type CallStage, type Setup } from './call-stage.ts'

let stage: CallStage
beforeAll(async () => {
  stage = await openCallStage()
})
afterAll(() => stage.close())
afterEach(() => stage.empty())

/** Both start at once, without ringing. */
async function talk(setup?: Setup): Promise<[Page, Page]> {
  const both: [Page, Page] = [await stage.enter('a'), await stage.enter('b', setup)]
  await Promise.all(both.map((page) => page.evaluate(() => probe.call.start(['a', 'b']))))
  return both
}

const bothMove = ([a, b]: readonly [Page, Page]) => Promise.all([pictureMoves(a, 'b'), pictureMoves(b, 'a')])
const faultsOf = (pages: readonly Page[]) =>
  Promise.all(pages.map((page) => page.evaluate(() => probe.faults)))

describe('two people', () => {
  it('[VIDEO1] see and hear each other', async () => {
    const pages = await talk()
    await bothMove(pages)
    await callSays(
      pages[0],
      () => probe.call.get().legs[0]?.quality === 'good' && probe.call.get().local.audio === 'on',
    )
    await callSays(pages[1], () => probe.call.get().legs[0]?.speaking === true)
    expect(await faultsOf(pages)).toEqual([[], []])
  })

  it('[VIDEO2] prepare their transport while it rings and send nothing before the yes', async () => {
    const pages: [Page, Page] = [await stage.enter('a'), await stage.enter('b')]
    await Promise.all([
      pages[0].evaluate(() => probe.call.prepare({ warm: true })),
      pages[1].evaluate(() => probe.call.prepare()),
    ])
    await Promise.all(pages.map((page) => callSays(page, () => probe.call.get().transports === 1)))
    await callSays(pages[0], () => probe.call.get().local.video === 'on')
    for (const page of pages) expect(await page.evaluate(() => probe.sentBytes())).toBe(0)
    expect(await pages[1].evaluate(() => probe.call.get().local.video)).toBe('off')
    expect(await pages[1].evaluate(() => probe.call.get().legs)).toEqual([])
    const descriptions = () => stage.signals.filter(({ type }) => type === 'description').length
    const before = descriptions()

    await Promise.all(pages.map((page) => page.evaluate(() => probe.call.start(['a', 'b']))))
    await bothMove(pages)
    expect(descriptions()).toBe(before)
  })

  it('[VIDEO3] send nothing to somebody who rings along but does not get the seat', async () => {
    const [a, b, loser] = await Promise.all(['a', 'b', 'c'].map((person) => stage.enter(person)))
    await a!.evaluate(() => probe.call.prepare({ warm: true }))
    await Promise.all([b!, loser!].map((page) => page.evaluate(() => probe.call.prepare())))
    await callSays(a!, () => probe.call.get().transports === 2)
    await Promise.all([a!, b!].map((page) => page.evaluate(() => probe.call.start(['a', 'b']))))
    await bothMove([a!, b!])
    expect(await a!.evaluate(() => probe.call.get().legs.map(({ person }) => person))).toEqual(['b'])
    const received = await loser!.evaluate(async () => {
      const reports = await Promise.all(probe.connections.map((one) => one.getStats()))
      const entries = reports.flatMap((report) => [
        ...(report.values() as Iterable<{ type: string; packetsReceived?: number }>),
      ])
      return entries
        .filter(({ type }) => type === 'inbound-rtp')
        .map(({ packetsReceived }) => packetsReceived ?? 0)
    })
    expect(received.every((packets) => packets === 0)).toBe(true)
  })

  it('[VIDEO4] mute stops the track and the other side is told; unmuting brings picture and sound back', async () => {
    const [a, b] = await talk()
    await bothMove([a, b])
    const tracks = await a.evaluateHandle(() =>
      probe.connections.flatMap((one) =>
        one.getSenders().flatMap(({ track }) => (track === null ? [] : [track])),
      ),
    )
    await a.evaluate(() => Promise.all([probe.call.setCamera(false), probe.call.setMicrophone(false)]))
    expect(
      await tracks.evaluate((all) => all.map(({ readyState, enabled }) => [readyState, enabled])),
    ).toEqual([
      ['ended', false],
      ['ended', false],
    ])
    await callSays(b, () => probe.call.get().legs[0]?.audio === false && !probe.call.get().legs[0]?.video)
    // What the browser had already packed may still leave; once it rests nothing is sent any more.
    await pictureMoves(a, 'b')
    const sent = await a.evaluate(() => probe.sentBytes())
    await pictureMoves(a, 'b')
    expect(await a.evaluate(() => probe.sentBytes())).toBe(sent)

    await a.evaluate(() => Promise.all([probe.call.setCamera(true), probe.call.setMicrophone(true)]))
    await pictureMoves(b, 'a')
    await callSays(b, () => probe.call.get().legs[0]?.speaking === true)
  })

  it('[VIDEO5] a refused camera leaves the sound', async () => {
    const [a, b] = await talk({ refuse: ['camera'] })
    await callSays(
      b,
      () => probe.call.get().local.video === 'refused' && probe.call.get().local.audio === 'on',
    )
    await callSays(a, () => probe.call.get().legs[0]?.speaking === true && !probe.call.get().legs[0]?.video)
    await pictureMoves(b, 'a')
    expect(await faultsOf([a, b])).toEqual([[], []])
  })

  it('[VIDEO6] with neither camera nor microphone text is left, and the others are still seen', async () => {
    const [a, b] = await talk({ refuse: ['camera', 'microphone'] })
    await callSays(
      b,
      () => probe.call.get().local.video === 'refused' && probe.call.get().local.audio === 'refused',
    )
    await pictureMoves(b, 'a')
    await b.evaluate(() => probe.call.sendText(' Ich höre Sie, kann aber nicht sprechen. '))
    await callSays(a, () => probe.call.get().texts[0]?.text === 'Ich höre Sie, kann aber nicht sprechen.')
    expect(await b.evaluate(() => probe.call.get().texts.map(({ own }) => own))).toEqual([true])
  })

  it('[VIDEO7] a shared screen is its own picture beside the camera', async () => {
    const [a, b] = await talk()
    await bothMove([a, b])
    await b.evaluate(() => probe.call.shareScreen())
    await callSays(a, () => probe.call.get().legs[0]?.screen === true)
    await pictureMoves(a, 'b', 'screenFrames')
    await pictureMoves(a, 'b')
    await b.evaluate(() => probe.call.stopScreen())
    await callSays(a, () => probe.call.get().legs[0]?.screen === false)
    expect(await faultsOf([a, b])).toEqual([[], []])
  })

  it('[VIDEO8] consent withdrawn: every track has stopped before the call returns, and cannot be opened again', async () => {
    const [a, b] = await talk()
    await bothMove([a, b])
    const after = await a.evaluate(() => {
      const tracks = probe.connections.flatMap((one) =>
        one.getSenders().flatMap(({ track }) => (track === null ? [] : [track])),
      )
      probe.call.setAllowed({ audio: false, video: false })
      return tracks.map(({ readyState }) => readyState)
    })
    expect(after).toEqual(['ended', 'ended'])
    await a.evaluate(() =>
      Promise.all([probe.call.setCamera(true), probe.call.setMicrophone(true), probe.call.shareScreen()]),
    )
    expect(
      await a.evaluate(() => [
        probe.call.get().local.video,
        probe.call.get().local.audio,
        probe.call.get().local.screen,
      ]),
    ).toEqual(['forbidden', 'forbidden', 'off'])
    await callSays(b, () => probe.call.get().legs[0]?.audio === false)
  })

  it('[VIDEO9] after a reload both pictures are back, one leg each', async () => {
    const [a, b] = await talk()
    await bothMove([a, b])
    for (const [page, person] of [
      [b, 'b'],
      [a, 'a'],
    ] as const) {
      await stage.reload(page, person)
      await page.evaluate(() => probe.call.start(['a', 'b']))
      await bothMove([a, b])
    }
    for (const page of [a, b]) await until(page, () => probe.call.get().legs.length === 1, undefined)
    expect(await faultsOf([a, b])).toEqual([[], []])
  })

  it('[VIDEO10] eight restarts at the same moment: both pictures go on', async () => {
    const pages = await talk()
    await bothMove(pages)
    for (let round = 0; round < 8; round += 1) {
      await Promise.all(pages.map((page) => page.evaluate(() => probe.connections.at(-1)?.restartIce())))
      await bothMove(pages)
    }
    await Promise.all(
      pages.map((page) =>
        until(page, () => probe.connections.at(-1)?.signalingState === 'stable', undefined),
      ),
    )
    expect(await faultsOf(pages)).toEqual([[], []])
    for (const page of pages) expect(await page.evaluate(() => probe.connections.length)).toBe(1)
  })

  it('[VIDEO11] the relay of signals goes away and comes back under another address: nobody notices', async () => {
    const pages = await talk()
    await bothMove(pages)
    stage.cut(true)
    await Promise.all(pages.map((page) => callSays(page, () => !probe.call.get().linked)))
    await bothMove(pages)
    stage.cut(false)
    await Promise.all(pages.map((page) => callSays(page, () => probe.call.get().linked)))
    await pages[0].evaluate(() => probe.call.setCamera(false))
    await callSays(pages[1], () => probe.call.get().legs[0]?.video === false)
    await pages[0].evaluate(() => probe.call.setCamera(true))
    await bothMove(pages)
    for (const page of pages) expect(await page.evaluate(() => probe.connections.length)).toBe(1)
  })

  it('[VIDEO12] twenty calls in a row: none hangs', async () => {
    const pages: [Page, Page] = [await stage.enter('a'), await stage.enter('b')]
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(pages.map((page) => page.evaluate(() => probe.call.prepare())))
      await Promise.all(pages.map((page) => page.evaluate(() => probe.call.start(['a', 'b']))))
      await bothMove(pages)
      await Promise.all([stage.again(pages[0], 'a'), stage.again(pages[1], 'b')])
    }
    expect(await faultsOf(pages)).toEqual([[], []])
  })
})
