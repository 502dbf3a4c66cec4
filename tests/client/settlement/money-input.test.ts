import { expect, it } from 'vitest'
import { centsOf } from '#client/settlement/money-input.ts'

it('[FEE5] an amount is read as people type it, and what is none is none', () => {
  const good = { '50': 5000, '50,5': 5050, '50,00 €': 5000, '1.234,50': 123450, '0,05': 5, ' 7 ': 700 }
  for (const [typed, cents] of Object.entries(good)) expect([typed, centsOf(typed)]).toEqual([typed, cents])
  for (const typed of ['', 'fünf', '-5', '5,123', '1.23', '5,', '12345678', '1,2,3'])
    expect([typed, centsOf(typed)]).toEqual([typed, null])
})
