import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseServiceTransitions, type CaseServiceView } from '#shared/model/case.ts'
import { checkCharacter, codeAlphabet, isCode, shownCode, tidyCode } from '#shared/model/slip-code.ts'
import { plainStates, plainStatus } from '#shared/model/slip.ts'

const letter = fc.constantFrom(...codeAlphabet.split(''))
const seven = fc.string({ unit: letter, minLength: 7, maxLength: 7 })
const whole = seven.map((start) => start + checkCharacter(start))

test('[SLIP1] a wrong character and two exchanged ones are noticed, whatever the code', () => {
  fc.assert(
    fc.property(whole, fc.nat(7), fc.nat(7), letter, (code, at, other, wrong) => {
      expect(isCode(code)).toBe(true)
      const letters = code.split('')
      const changed = letters.with(at, wrong).join('')
      expect(isCode(changed)).toBe(changed === code)
      const exchanged = letters.with(at, letters[other]!).with(other, letters[at]!).join('')
      expect(isCode(exchanged)).toBe(exchanged === code)
    }),
  )
})

test('[SLIP1] as people type it: small letters, gaps, strokes and look-alikes', () => {
  fc.assert(
    fc.property(whole, (code) => {
      const written = shownCode(code)
        .toLowerCase()
        .replaceAll('8', 'B')
        .replaceAll('l', 'I')
        .replaceAll('5', 's')
      expect(tidyCode(` ${written} `)).toBe(code)
    }),
  )
  for (const wrong of ['', 'x', '12345678', 'AAAAAAAAA', '💥'.repeat(8), 'A'.repeat(200)])
    expect(isCode(tidyCode(wrong))).toBe(false)
})

test('[SLIP8] every state of a service has a plain state, whatever holds it up', () => {
  const states = Object.keys(caseServiceTransitions) as CaseServiceView['state'][]
  const seen = new Set<string>()
  for (const state of states)
    for (const question of [false, true])
      for (const pause of [null, 'callback', 'missing_evidence'] as const)
        for (const rejected of [false, true])
          seen.add(plainStatus(state, { question, pause, rejected }).state)
  expect(seen).toEqual(new Set(plainStates))
  const none = { question: false, pause: null, rejected: false }
  expect(plainStatus('handed_over', none)).toEqual({ state: 'checking', next: 'waiting' })
  expect(plainStatus('collecting', { ...none, question: true })).toEqual({
    state: 'question',
    next: 'question',
  })
  expect(plainStatus('paused', { ...none, pause: 'callback' })).toEqual({
    state: 'checking',
    next: 'callback',
  })
  expect(plainStatus('done', { ...none, rejected: true })).toEqual({ state: 'decided', next: 'rejected' })
})
