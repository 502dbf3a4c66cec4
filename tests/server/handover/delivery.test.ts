import { expect, test } from 'vitest'
import type { CaseHandovers } from '#shared/model/handover.ts'
import type { CaseId, HandoverId } from '#shared/model/ids.ts'
import { Delivery, waitAfter } from '#server/handover/delivery.ts'
import type { HandoverRecords, StoredHandover } from '#server/handover/handover-port.ts'
import type { HandoverNews } from '#server/handover/handover-news.ts'
import type { Act, Acts } from '#server/platform/act.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { quietLog } from '#tests/support/quiet-log.ts'

/** One bundle in memory, and an authority that is away as often as said. */
function stage(away: number) {
  const clock = new HandClock()
  let stored = {
    id: 'h1' as HandoverId,
    case: 'c1' as CaseId,
    number: 'V-2026-000001/1',
    state: 'queued',
    attempts: 0,
    nextTry: null,
  } as unknown as StoredHandover
  let tries = 0
  const got: string[] = []
  const rows: string[] = []
  const records = {
    find: async () => stored,
    queued: async () => (stored.state === 'queued' ? [{ id: stored.id, nextTry: stored.nextTry }] : []),
    setDelivery: async (_tx: unknown, _id: unknown, to: Partial<StoredHandover>) => {
      stored = { ...stored, ...to }
    },
  } as unknown as HandoverRecords
  const acts: Acts = {
    read: (work) => work({} as never),
    async run(_actor, work) {
      const effects: (() => void)[] = []
      const act = {
        tx: {},
        at: clock.now(),
        record: ({ action }: { action: string }) => void rows.push(action),
        announce: () => undefined,
        afterCommit: (effect: () => void) => void effects.push(effect),
      } as unknown as Act
      const value = await work(act)
      for (const effect of effects) effect()
      return value
    },
  }
  const start = () =>
    new Delivery({
      acts,
      clock,
      log: quietLog,
      files: { find: async () => undefined, touch: async () => undefined },
      records,
      channel: {
        deliver: async (one) => {
          tries++
          if (tries <= away) throw new Error('no way')
          got.push(one.number)
        },
      },
      news: {
        tell: async () => ({}) as CaseHandovers,
        tellInbox: () => undefined,
      } as unknown as HandoverNews,
    })
  return { clock, start, got, rows, now: () => stored }
}

test('[HAND18] an authority that is away is tried again, later each time, and gets the bundle once', async () => {
  const { clock, start, got, rows, now } = stage(3)
  const delivery = start()
  delivery.queue('h1' as HandoverId)
  await expect.poll(() => now().attempts).toBe(1)
  for (const attempts of [2, 3, 4]) {
    expect(now().nextTry).toEqual(new Date(clock.now().getTime() + waitAfter(attempts - 1)))
    await clock.advance(waitAfter(attempts - 1))
    await expect.poll(() => now().attempts).toBe(attempts)
  }
  expect(now()).toMatchObject({ state: 'delivered', nextTry: null })
  await clock.advance(3_600_000)
  expect(got).toEqual(['V-2026-000001/1'])
  expect(rows).toEqual(['handover.unreachable', 'handover.delivered'])
  await delivery.stop()
})

test('[HAND18] what was on its way before a start is taken up with the time it had left', async () => {
  const { clock, start, got, now } = stage(1)
  const first = start()
  first.queue('h1' as HandoverId)
  await expect.poll(() => now().attempts).toBe(1)
  await first.stop()
  const second = start()
  await second.rearm()
  expect(got).toEqual([])
  await clock.advance(waitAfter(1))
  await expect.poll(() => got).toEqual(['V-2026-000001/1'])
  await second.stop()
})

test('[HAND18] the wait doubles and ends at ten minutes', () => {
  expect([1, 2, 3, 4, 20].map(waitAfter)).toEqual([5_000, 10_000, 20_000, 40_000, 600_000])
})
