import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changeOf,
  decideFee,
  feeLines,
  feeMayGo,
  feeTransitions,
  sumsPerPayee,
  totalOf,
  wholeCents,
  type FeeChoice,
  type FeeRules,
  type FeeService,
  type FeeState,
} from '#shared/model/fee.ts'
import { demoDistrict } from '#server/district/demo-district.ts'

const { fees: rules } = demoDistrict()
const services = Object.keys(rules)
const payees = ['kreis', 'seendorf', 'lindenstadt', 'doemzow']

const service = fc.record({
  service: fc.constantFrom(...services, 'halteverbot-umzug'),
  authority: fc.constantFrom(...payees),
  cancelled: fc.boolean(),
}) as fc.Arbitrary<Pick<FeeService, 'service' | 'authority' | 'cancelled'>>
const someCase = fc
  .array(service, { maxLength: 12 })
  .map((list) => list.map((one, at): FeeService => ({ ...one, id: `s${at}` as never, contract: null })))

describe('fees', () => {
  test('[FEE2] any case with any choices: sums over payees equal the total', () => {
    fc.assert(
      fc.property(someCase, fc.infiniteStream(fc.nat({ max: 5 })), (list, picks) => {
        const fixed = list.flatMap((one) => {
          const rule = rules[one.service]
          const pick = picks.next().value as number
          if (!rule || pick === 5) return []
          const variant = rule.variants[pick % rule.variants.length]!.id
          const choice: FeeChoice =
            pick === 4 ? { caseService: one.id, exempt: 'x' } : { caseService: one.id, variant }
          return [decideFee(rule, choice)!]
        })
        const lines = feeLines(list, rules, new Map(fixed.map((one) => [one.caseService, one])))
        const counted = lines.filter(({ state }) => state !== 'cancelled')
        const sums = sumsPerPayee(counted)
        expect(totalOf(sums)).toBe(totalOf(counted))
        expect(new Set(sums.map(({ payee }) => payee)).size).toBe(sums.length)
        for (const { cents } of sums) expect(Number.isSafeInteger(cents)).toBe(true)
        for (const one of lines) expect(one.exempt === null || one.cents === 0).toBe(true)
        // Receipts: any split of the lines into payments adds up again.
        const cut = counted.length >> 1
        const receipts = [counted.slice(0, cut), counted.slice(cut)].map((part) =>
          totalOf(sumsPerPayee(part)),
        )
        expect(receipts[0]! + receipts[1]!).toBe(totalOf(sums))
      }),
    )
  })

  test('[FEE2] an amount that is not whole cents is no amount', () => {
    for (const wrong of [0.5, -1, Number.NaN, Infinity, 2 ** 53])
      expect(() => wholeCents(wrong)).toThrow(RangeError)
    expect(() => sumsPerPayee([{ payee: 'kreis' as never, cents: 1.1 }])).toThrow(RangeError)
  })

  test('[FEE5] the change is what is left, and there is none when too little was given', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e7 }), fc.nat({ max: 1e7 }), (total, given) => {
        expect(changeOf(total, given)).toBe(given < total ? null : given - total)
      }),
    )
  })

  test('[FEE3] paid and open fees are left only by refund or answer, cancelled ones never', () => {
    const states = Object.keys(feeTransitions) as FeeState[]
    const from = (state: FeeState) => states.filter((to) => feeMayGo(state, to))
    expect(from('open').toSorted()).toEqual(['fixed', 'paid'])
    expect(from('paid')).toEqual(['refunded'])
    expect(from('cancelled')).toEqual([])
  })

  test('[FEE4] [FEE16] undecided lines show the usual amount; services without a rule and taken out ones have no line', () => {
    const list = ['personalausweis', 'halteverbot-umzug', 'reisepass'].map(
      (one, at) =>
        ({
          id: `s${at}`,
          service: one,
          authority: 'seendorf',
          contract: null,
          cancelled: at === 2,
        }) as never,
    )
    expect(feeLines(list, rules, new Map())).toMatchObject([
      { service: 'personalausweis', variant: 'ab-24', cents: 4600, state: 'computed', payee: 'seendorf' },
    ])
    // What is free for everybody is free from the start.
    const own: FeeRules = { x: { status: 'V', variants: [{ id: 'a', title: 'A', cents: 0, source: '§' }] } }
    const choose = (variant: string) => decideFee(own['x']!, { caseService: 's' as never, variant })
    expect(choose('a')).toMatchObject({ state: 'exempt', exempt: null, cents: 0 })
    expect(choose('b')).toBeNull()
    const nothing = {
      id: 's',
      service: 'x',
      authority: 'seendorf',
      contract: null,
      cancelled: false,
    } as never
    expect(feeLines([nothing], own, new Map())).toMatchObject([{ state: 'exempt', exempt: null, cents: 0 }])
  })
})
