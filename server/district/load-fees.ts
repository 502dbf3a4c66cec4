import type { Service } from '#shared/model/district.ts'
import type { FeeRules } from '#shared/model/fee.ts'
import { DistrictFault } from './district-fault.ts'
import { feesFile } from './district-schema.ts'
import { valid } from './load-district.ts'

const file = 'fees.json'

/** Fee rules that agree with the catalogue. @throws DistrictFault for the first thing that is wrong. */
export function loadFees(raw: unknown, services: readonly Service[]): FeeRules {
  const { fees } = valid(file, feesFile, raw)
  for (const [id, { variants }] of Object.entries(fees)) {
    if (!services.some((one) => one.id === id)) throw new DistrictFault(file, `/fees/${id}`, 'is not known')
    const twice = variants.findIndex(({ id: one }, at) => variants.findIndex((each) => each.id === one) < at)
    if (twice >= 0) throw new DistrictFault(file, `/fees/${id}/variants/${twice}`, 'is there twice')
  }
  for (const { id, feeCents, feeStatus } of services) {
    const rule = fees[id]
    if (feeCents === null && rule === undefined) continue
    if (rule === undefined) throw new DistrictFault(file, '/fees', `"${id}" has an amount but no rule`)
    if (rule.status !== feeStatus)
      throw new DistrictFault(file, `/fees/${id}/status`, `services.json says ${feeStatus}`)
    const usual = rule.variants[0]?.cents
    if (feeCents !== null && usual !== feeCents)
      throw new DistrictFault(file, `/fees/${id}/variants/0/cents`, `services.json says ${feeCents}`)
  }
  return fees
}
