import { expect, it } from 'vitest'
import { openingAt } from '#shared/model/opening-hours.ts'

const hours = { mo: '08-12', tu: '14-18,08-12:30', fr: '08-12' }

it.each([
  ['2026-03-02T06:59:00Z', { open: false, next: { day: '2026-03-02', time: '08:00' } }],
  ['2026-03-02T07:00:00Z', { open: true, until: '12:00' }],
  ['2026-03-02T11:00:00Z', { open: false, next: { day: '2026-03-03', time: '08:00' } }],
  ['2026-03-03T11:29:00Z', { open: true, until: '12:30' }],
  ['2026-03-03T11:30:00Z', { open: false, next: { day: '2026-03-03', time: '14:00' } }],
  ['2026-03-06T13:00:00Z', { open: false, next: { day: '2026-03-09', time: '08:00' } }],
  // Summer time begins on 29 March.
  ['2026-03-30T06:00:00Z', { open: true, until: '12:00' }],
])('[TERM6] at %s', (at, expected) => {
  expect(openingAt(hours, new Date(at))).toEqual(expected)
})

it('[TERM6] an office that opens once a week says the same day next week; one without hours never opens', () => {
  expect(openingAt({ mo: '08-12' }, new Date('2026-03-02T12:00:00Z'))).toEqual({
    open: false,
    next: { day: '2026-03-09', time: '08:00' },
  })
  expect(openingAt({}, new Date('2026-03-02T12:00:00Z'))).toEqual({ open: false, next: null })
})
