import { expect, test } from 'vitest'
import { gapWords } from '#client/precheck/gap.ts'

test('[PRECHECK16] what is missing is named with its section, a few of it, and how many more', () => {
  const child = { section: 'Kind', titles: ['Familienname', 'Vornamen', 'Geburtsdatum'] }
  const other = { section: 'Anderer Elternteil', titles: ['Name'] }
  expect(gapWords([child, other], 6)).toEqual({
    fields: 'Kind: Familienname, Vornamen, Geburtsdatum; Anderer Elternteil: Name',
    more: 0,
  })
  expect(gapWords([child, other], 2)).toEqual({ fields: 'Kind: Familienname, Vornamen', more: 2 })
  const plain = [
    { section: null, titles: ['Grund'] },
    { section: 'Halterin oder Halter', titles: ['Halterin oder Halter'] },
  ]
  expect(gapWords(plain, 6)).toEqual({ fields: 'Grund; Halterin oder Halter', more: 0 })
})
