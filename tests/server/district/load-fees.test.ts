import { expect, test } from 'vitest'
import fees from '#server/district/demo/fees.json' with { type: 'json' }
import { demoDistrict, demoFile } from '#server/district/demo-district.ts'
import { loadDistrict } from '#server/district/load-district.ts'

const { services } = demoDistrict().current()
const load = (rules: unknown) => loadDistrict('landkreis.json', { ...demoFile, fees: rules })
const copy = () => structuredClone(fees) as { fees: Record<string, { status: string; variants: unknown[] }> }

test('[FEE1] the rules of the demo load and name amount and source for every service with an amount or a form', () => {
  const rules = demoDistrict().fees
  const priced = services.filter(({ feeCents }) => feeCents !== null).map(({ id }) => id)
  const needed = new Set([...priced, ...Object.keys(demoDistrict().forms)])
  expect(Object.keys(rules).toSorted()).toEqual([...needed].toSorted())
  expect(rules['reisepass']?.variants.map(({ cents }) => cents)).toEqual([7000, 3750, 10200, 6950])
})

test('[FEE1] a wrong file is refused with file, path and reason', () => {
  const wrong = (change: (file: ReturnType<typeof copy>) => void) => {
    const file = copy()
    change(file)
    return () => load(file.fees)
  }
  const first = (file: ReturnType<typeof copy>) =>
    file.fees['reisepass']!.variants[0] as { cents: unknown; id: string }
  expect(wrong((file) => Object.assign(first(file), { cents: 70.5 }))).toThrow(
    /\(\/fees\/reisepass\/variants\/0\/cents\): /,
  )
  expect(wrong((file) => Object.assign(first(file), { cents: 7100 }))).toThrow(
    '(/fees/reisepass/variants/0/cents): Hier steht 7100, in „services“ steht 7000. Bitte beides angleichen.',
  )
  expect(wrong((file) => Object.assign(first(file), { id: 'unter-24' }))).toThrow(
    '(/fees/reisepass/variants/1/id): Die Kennung „unter-24“ ist schon vergeben.',
  )
  expect(wrong((file) => Object.assign(file.fees['reisepass']!, { status: 'U' }))).toThrow(
    '(/fees/reisepass/status): Hier steht U, in „services“ steht V.',
  )
  expect(wrong((file) => delete file.fees['reisepass'])).toThrow(
    '„reisepass“ hat einen Betrag, aber keine Gebührenregel.',
  )
  expect(wrong((file) => Object.assign(file.fees, { kutsche: file.fees['reisepass'] }))).toThrow(
    '(/fees/kutsche): Die Leistung „kutsche“ gibt es in dieser Datei nicht.',
  )
  expect(() => load(null)).toThrow(/\(\/fees\): Erwartet wird ein Block/)
})
