import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { oneOf } from '#shared/contract/shapes.ts'
import { isIsoDay } from '#shared/model/checks/days.ts'
import { fieldsOf, type Form } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { pathsIn } from '#shared/model/precheck/evaluate.ts'
import type { Expression, Requirement } from '#shared/model/precheck/requirement.ts'
import { DistrictFault } from './district-fault.ts'
import type { FormSchemas } from './load-district.ts'

/** Rules of the Vorprüfung by service id. */
export type RequirementsByService = Readonly<Record<string, readonly Requirement[]>>

const text = Type.String({ minLength: 1, maxLength: 400 })
const fieldPath = Type.String({ minLength: 1, maxLength: 120 })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const only = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

/** The shapes an expression can have; parts are checked one level after the other, so that an error names its place. */
const shapes: Readonly<Record<string, TSchema>> = {
  in: only({ field: fieldPath, in: Type.Array(scalar, { minItems: 1 }) }),
  ageUnder: only({ field: fieldPath, ageUnder: Type.Integer({ minimum: 1, maximum: 150 }) }),
  filled: only({ filled: fieldPath }),
  complete: only({ complete: Type.Literal(true) }),
  sound: only({ sound: fieldPath }),
  daysSince: only({ daysSince: fieldPath, atMost: Type.Integer({ minimum: 0, maximum: 40_000 }) }),
  monthNotPassed: only({ monthNotPassed: fieldPath }),
  notAfter: only({ notAfter: Type.Tuple([fieldPath, fieldPath]) }),
  all: only({ all: Type.Array(Type.Unknown(), { minItems: 1 }) }),
  any: only({ any: Type.Array(Type.Unknown(), { minItems: 1 }) }),
  not: only({ not: Type.Unknown() }),
  every: only({ every: Type.Array(Type.Unknown(), { minItems: 1 }) }),
  either: only({ either: Type.Array(Type.Unknown(), { minItems: 1 }) }),
  never: only({ never: Type.Unknown() }),
}

const requirementShape = only({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
  title: text,
  text,
  source: text,
  validFrom: day,
  validUntil: Type.Union([day, Type.Null()]),
  when: Type.Optional(Type.Unknown()),
  met: Type.Unknown(),
  effect: oneOf(['red', 'amber']),
  discretion: Type.Optional(Type.Literal('specialist')),
  mayFollowDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  field: Type.Optional(fieldPath),
})
const fileShape = Type.Record(Type.String(), Type.Array(requirementShape))

/** Reads a file of rules over the forms it speaks of. @throws DistrictFault naming file, path and reason. */
export function loadRequirements(file: string, raw: unknown, forms: FormSchemas): RequirementsByService {
  if (!Value.Check(fileShape, raw)) {
    const [first] = Value.Errors(fileShape, raw)
    throw new DistrictFault(file, first?.instancePath ?? '', first?.message ?? 'has not the expected shape')
  }
  for (const [service, rules] of Object.entries(raw)) {
    const schema = Object.hasOwn(forms, service) ? forms[service] : undefined
    if (!schema) throw new DistrictFault(file, `/${service}`, 'there is no form of this service')
    checkRules(file, service, rules, formOf(schema))
  }
  return raw as unknown as RequirementsByService
}

type RawRule = Static<typeof requirementShape>

function checkRules(file: string, service: string, rules: readonly RawRule[], form: Form): void {
  const known = fieldsOf(form).map((field) => field.path)
  for (const [at, rule] of rules.entries()) {
    const place = `/${service}/${at}`
    const fault = (inside: string, reason: string) => new DistrictFault(file, `${place}${inside}`, reason)
    if (!isIsoDay(rule.validFrom)) throw fault('/validFrom', 'is no day of the calendar')
    if (rule.validUntil !== null && (!isIsoDay(rule.validUntil) || rule.validUntil < rule.validFrom))
      throw fault('/validUntil', 'is no day of the calendar, or lies before validFrom')
    const twin = rules.findIndex((other, index) => index < at && other.id === rule.id && overlap(other, rule))
    if (twin >= 0) throw fault('/id', `is in force at the same time as /${service}/${twin}`)
    for (const part of ['met', 'when'] as const) {
      if (rule[part] === undefined) continue
      checkExpression(rule[part], `/${part}`, fault)
      const paths = pathsIn(rule[part] as Expression) ?? []
      const unknown = paths.find((one) => !isKnown(one, known))
      if (unknown !== undefined) throw fault(`/${part}`, `the form has no field "${unknown}"`)
    }
    if (rule.field !== undefined && !isKnown(rule.field, known))
      throw fault('/field', `the form has no field "${rule.field}"`)
  }
}

function overlap(a: RawRule, b: RawRule): boolean {
  return a.validFrom <= (b.validUntil ?? '9999-12-31') && b.validFrom <= (a.validUntil ?? '9999-12-31')
}

function isKnown(path: string, known: readonly string[]): boolean {
  return known.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`))
}

function checkExpression(raw: unknown, at: string, fault: (inside: string, reason: string) => Error): void {
  const keys = typeof raw === 'object' && raw !== null ? Object.keys(raw) : []
  const kind = keys.find((key) => Object.hasOwn(shapes, key))
  const shape = kind === undefined ? undefined : shapes[kind]
  if (kind === undefined || !shape)
    throw fault(at, `is no expression; known are ${Object.keys(shapes).join(', ')}`)
  if (!Value.Check(shape, raw)) {
    const [first] = Value.Errors(shape, raw)
    throw fault(`${at}${first?.instancePath ?? ''}`, first?.message ?? 'has not the expected shape')
  }
  const inner = (raw as Record<string, unknown>)[kind]
  if (['all', 'any', 'every', 'either'].includes(kind))
    for (const [index, part] of (inner as unknown[]).entries())
      checkExpression(part, `${at}/${kind}/${index}`, fault)
  if (kind === 'not' || kind === 'never') checkExpression(inner, `${at}/${kind}`, fault)
}
