import { expect, it } from 'vitest'
import { initialsOf, personColour } from '#client/ui/person-colour.ts'

it('[LOOK1] a person keeps one of six colours, and a crowd gets all six', () => {
  const ids = Array.from({ length: 200 }, (_, index) => `person-${index}`)
  expect(ids.map(personColour)).toEqual(ids.map(personColour))
  expect(new Set(ids.map(personColour))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
})

it('[LOOK2] initials leave titles out', () => {
  expect(initialsOf('Dr. Ines Voß')).toBe('IV')
  expect(initialsOf('Jana Brandt')).toBe('JB')
  expect(initialsOf('Ömer')).toBe('Ö')
})
