import { expect, test } from 'vitest'
import fees from '#server/district/demo/fees.json' with { type: 'json' }
import { demoDistrict } from '#server/district/demo-district.ts'
import { loadFees } from '#server/district/load-fees.ts'

const { services } = demoDistrict().current()
const copy = () => structuredClone(fees) as { fees: Record<string, { status: string; variants: unknown[] }> }

test('[FEE1] the rules of the demo load and name amount and source for every service with an amount', () => {
  const rules = loadFees(fees, services)
  expect(Object.keys(rules)).toHaveLength(services.filter(({ feeCents }) => feeCents !== null).length)
  expect(rules['reisepass']?.variants.map(({ cents }) => cents)).toEqual([7000, 3750, 10200, 6950])
})

test('[FEE1] a wrong file is refused with file, path and reason', () => {
  const wrong = (change: (file: ReturnType<typeof copy>) => void) => {
    const file = copy()
    change(file)
    return () => loadFees(file, services)
  }
  const first = (file: ReturnType<typeof copy>) =>
    file.fees['reisepass']!.variants[0] as { cents: unknown; id: string }
  expect(wrong((file) => Object.assign(first(file), { cents: 70.5 }))).toThrow(
    /^fees\.json \/fees\/reisepass\/variants\/0\/cents: /,
  )
  expect(wrong((file) => Object.assign(first(file), { cents: 7100 }))).toThrow(
    'fees.json /fees/reisepass/variants/0/cents: services.json says 7000',
  )
  expect(wrong((file) => Object.assign(first(file), { id: 'unter-24' }))).toThrow(
    'fees.json /fees/reisepass/variants/1: is there twice',
  )
  expect(wrong((file) => Object.assign(file.fees['reisepass']!, { status: 'U' }))).toThrow(
    'fees.json /fees/reisepass/status: services.json says V',
  )
  expect(wrong((file) => delete file.fees['reisepass'])).toThrow('"reisepass" has an amount but no rule')
  expect(wrong((file) => Object.assign(file.fees, { kutsche: file.fees['reisepass'] }))).toThrow(
    'fees.json /fees/kutsche: is not known',
  )
  expect(() => loadFees(null, services)).toThrow(/^fees\.json/)
})
