import { Type, type Static } from 'typebox'
import { closed, oneOf, slug } from '#shared/contract/shapes.ts'
import type { FeeRules } from '#shared/model/fee.ts'
import type { DistrictPart, Known, Report } from './district-parts.ts'
import { districtSentences as say } from './district-sentences.ts'
import { kindWords } from './file-words.ts'
import { pointerPart } from './district-text.ts'

const text = Type.String({ minLength: 1, maxLength: 400 })
const shape = Type.Record(
  Type.String(),
  closed({
    status: oneOf(['V', 'P', 'L', 'U']),
    variants: Type.Array(
      closed({
        id: slug<string>(),
        title: text,
        cents: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        source: text,
        when: Type.Optional(text),
      }),
      { minItems: 1 },
    ),
  }),
)

/** `fees` of a district file: fee rules by service, which agree with the amounts of its catalogue. */
export const feesPart: DistrictPart<FeeRules> = {
  key: 'fees',
  schema: shape,
  check: (value, known, report) => checkFees(value as Static<typeof shape>, known, report),
}

function checkFees(fees: Static<typeof shape>, known: Known, report: Report): void {
  for (const [id, { variants }] of Object.entries(fees)) {
    const path = `/fees/${pointerPart(id)}`
    if (!known.services.has(id)) report(path, say.unknown(kindWords.service, id))
    for (const [at, variant] of variants.entries())
      if (variants.findIndex((each) => each.id === variant.id) < at)
        report(`${path}/variants/${at}/id`, say.twice(variant.id))
  }
  for (const [at, { id, feeCents, feeStatus }] of known.catalogue.entries()) {
    const rule = Object.hasOwn(fees, id) ? fees[id] : undefined
    if (rule === undefined) {
      if (feeCents !== null) report(`/services/${at}/feeCents`, say.noFeeRule(id))
      continue
    }
    const path = `/fees/${pointerPart(id)}`
    if (rule.status !== feeStatus) report(`${path}/status`, say.differs(rule.status, feeStatus))
    const usual = rule.variants[0]?.cents
    if (feeCents !== null && usual !== feeCents)
      report(`${path}/variants/0/cents`, say.differs(String(usual), String(feeCents)))
  }
}
