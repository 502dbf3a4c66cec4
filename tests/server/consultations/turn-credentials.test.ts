import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { turnCredentials, turnSeconds } from '#server/consultations/turn-credentials.ts'
import type { Clock } from '#server/platform/clock.ts'

const clock: Clock = { now: () => new Date('2026-11-21T08:00:00.900Z'), wakeAt: () => () => undefined }
const settings = { urls: ['turn:turn.lindetal.example:3478'], secret: 'geheim' }

describe('relay credentials', () => {
  it('[TURN3] are bound to consultation and seat, end in ten minutes and are signed as coturn checks them', () => {
    const grant = turnCredentials(settings, clock, '0190', 'adviser')
    const [server] = grant.iceServers
    const expiry = Date.parse('2026-11-21T08:10:00Z') / 1_000
    expect(server?.username).toBe(`${expiry}:0190.adviser`)
    expect(server?.credential).toBe(
      createHmac('sha1', 'geheim').update(`${expiry}:0190.adviser`).digest('base64'),
    )
    expect(server?.urls).toEqual(settings.urls)
    expect(grant.ttl).toBe(turnSeconds)
    expect(turnSeconds).toBeLessThanOrEqual(600)
  })

  it('[TURN3] are empty where no relay is configured', () => {
    expect(turnCredentials({ urls: [], secret: 'geheim' }, clock, 'c', 's')).toEqual({
      iceServers: [],
      ttl: 0,
    })
    expect(turnCredentials({ urls: ['turn:x'], secret: '' }, clock, 'c', 's')).toEqual({
      iceServers: [],
      ttl: 0,
    })
  })
})
