import { expect, it } from 'vitest'
import {
  clockMinute,
  clockSecond,
  elapsedSince,
  euros,
  hourOfDay,
  longDay,
  secondsUntil,
} from '#client/ui/dates.ts'

const at = '2026-11-21T08:58:21.000Z'
const now = Date.parse(at)

it('[DATE1] days and times are German and in German time, wherever the browser is', () => {
  expect(longDay(at)).toBe('Samstag, 21. November')
  expect(clockMinute(at)).toBe('09:58')
  expect(clockSecond(at)).toBe('09:58:21')
  expect(hourOfDay('2026-07-01T22:30:00Z')).toBe(0)
  expect(euros(1280)).toBe('12,80\u00a0€')
})

it('[DATE2] elapsed time is told coarsely and never from the future', () => {
  expect(elapsedSince(at, now + 20_000).unit).toBe('now')
  expect(elapsedSince(at, now - 5_000).unit).toBe('now')
  expect(elapsedSince(at, now + 3 * 60_000)).toMatchObject({ unit: 'minutes', count: 3 })
  expect(elapsedSince(at, now + 5 * 3_600_000)).toMatchObject({ unit: 'hours', count: 5 })
  expect(elapsedSince(at, now + 20 * 3_600_000).unit).toBe('yesterday')
  expect(elapsedSince(at, now + 80 * 3_600_000)).toMatchObject({ unit: 'day', day: '21.11.2026' })
})

it('[DATE3] a deadline counts down to nought and stays there', () => {
  expect(secondsUntil(at, now - 11_200)).toBe(12)
  expect(secondsUntil(at, now + 60_000)).toBe(0)
})
