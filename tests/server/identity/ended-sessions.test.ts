import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import type { SessionId } from '#shared/model/ids.ts'
import { EndedSessions } from '#server/identity/ended-sessions.ts'
import { sessionLifeMs } from '#server/identity/session-service.ts'
import { HandClock } from '#tests/support/hand-clock.ts'

test('[SESS11] an ended session is remembered until it would have expired by itself, and no longer', async () => {
  const clock = new HandClock()
  const ended = new EndedSessions(clock)
  const [first, second, third] = [uuidv7(), uuidv7(), uuidv7()] as SessionId[]
  ended.add(first!)
  await clock.advance(sessionLifeMs - 1)
  ended.add(second!)
  expect([ended.has(first!), ended.has(second!), ended.size]).toEqual([true, true, 2])
  await clock.advance(1)
  ended.add(third!)
  expect([ended.has(first!), ended.has(second!), ended.size]).toEqual([false, true, 2])
})
