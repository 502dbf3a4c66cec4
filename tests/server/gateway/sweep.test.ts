import { expect, test } from 'vitest'
import type { SessionId } from '#shared/model/ids.ts'
import { Sweep, type SweepParts } from '#server/gateway/sweep.ts'
import { HandClock } from '#tests/support/hand-clock.ts'

const session = 's' as SessionId

test('[SESS9] a look that a slow store holds up does not hold up the next one: what fell due meanwhile is looked at right behind it', async () => {
  const clock = new HandClock()
  const looks: ((live: ReadonlySet<SessionId>) => void)[] = []
  const ended: SessionId[] = []
  let live: ReadonlySet<SessionId> = new Set([session])
  const sweep = new Sweep({
    clock,
    acts: { read: (work: (tx: never) => unknown) => work(undefined as never) },
    sockets: { sessions: () => new Set([session]), followed: () => [], drop: () => undefined },
    documents: { sessions: () => new Set(), recheck: () => Promise.resolve() },
    stillLive: () => new Promise<ReadonlySet<SessionId>>((resolve) => looks.push(resolve)),
    endSessions: (ids: ReadonlySet<SessionId>) => ended.push(...ids),
    districtMoved: () => Promise.resolve(false),
    trim: () => Promise.resolve(),
    log: { fault: (_: string, error: unknown) => expect.fail(String(error)) },
  } as unknown as SweepParts)
  sweep.start()
  await clock.advance(3_000)
  expect(looks).toHaveLength(1)
  // The right ends while the store has not answered, and the next look falls due.
  await clock.advance(3_000)
  looks.shift()?.(live)
  live = new Set()
  await expect.poll(() => looks.length).toBe(1)
  looks.shift()?.(live)
  await expect.poll(() => ended).toEqual([session])
  sweep.stop()
})
