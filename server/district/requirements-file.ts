import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { oneOf } from '#shared/contract/shapes.ts'
import { isIsoDay } from '#shared/model/checks/days.ts'
import { fieldsOf, type Form } from '#shared/model/forms/form.ts'
import { papersIn, pathsIn } from '#shared/model/precheck/evaluate.ts'
import type { Expression, Requirement } from '#shared/model/precheck/requirement.ts'
import type { DistrictPart, Known, Report } from './district-parts.ts'
import { districtSentences as say } from './district-sentences.ts'
import { pointerPart } from './district-text.ts'
import { reportShape } from './shape-problems.ts'

/** Rules of the Vorprüfung by service id. */
export type RequirementsByService = Readonly<Record<string, readonly Requirement[]>>

const text = Type.String({ minLength: 1, maxLength: 400 })
const fieldPath = Type.String({ minLength: 1, maxLength: 120 })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'ein Tag als JJJJ-MM-TT' })
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
  paper: only({ paper: text }),
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

/** A source names the place in it: §, article, number or page. */
const placed = /§|\b(?:Art|Artikel|Anlage|Nr|Nummer|S|Seite|Tarifstelle|Abschnitt)\b\.?\s?\d/

const requirementShape = only({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
  title: text,
  text,
  source: text,
  validFrom: day,
  validUntil: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description: 'ein Tag als JJJJ-MM-TT oder null',
  }),
  when: Type.Optional(Type.Unknown()),
  met: Type.Unknown(),
  effect: oneOf(['red', 'amber']),
  discretion: Type.Optional(Type.Literal('specialist')),
  follows: Type.Optional(text),
  mayFollowDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  field: Type.Optional(fieldPath),
})
const fileShape = Type.Record(Type.String(), Type.Array(requirementShape))

/** `requirements` of a district file: the rules of the Vorprüfung over the forms they speak of. */
export const requirementsPart: DistrictPart<RequirementsByService> = {
  key: 'requirements',
  schema: fileShape,
  check: (value, known, report) => checkRequirements(value as Static<typeof fileShape>, known, report),
}

function checkRequirements(raw: Static<typeof fileShape>, known: Known, report: Report): void {
  for (const [service, rules] of Object.entries(raw)) {
    const place = `/requirements/${pointerPart(service)}`
    const form = known.form(service)
    if (form === undefined) report(place, say.noForm(service))
    else if (form !== null) checkRules(place, rules, { form, papers: known.papers(service) ?? [] }, report)
  }
}

type RawRule = Static<typeof requirementShape>

/** What the rules of a service may speak of. */
interface Spoken {
  readonly form: Form
  readonly papers: NonNullable<ReturnType<Known['papers']>>
}

function checkRules(
  place: string,
  rules: readonly RawRule[],
  { form, papers }: Spoken,
  report: Report,
): void {
  const known = fieldsOf(form).map((field) => field.path)
  for (const [at, rule] of rules.entries()) {
    const here = `${place}/${at}`
    if (!placed.test(rule.source)) report(`${here}/source`, say.sourceWithoutPlace(rule.source))
    if (!isIsoDay(rule.validFrom)) report(`${here}/validFrom`, say.noSuchDay(rule.validFrom))
    if (rule.validUntil !== null && !isIsoDay(rule.validUntil))
      report(`${here}/validUntil`, say.noSuchDay(rule.validUntil))
    else if (rule.validUntil !== null && rule.validUntil < rule.validFrom)
      report(`${here}/validUntil`, say.endsBeforeStart(rule.validFrom, rule.validUntil))
    const twin = rules.findIndex((other, index) => index < at && other.id === rule.id && overlap(other, rule))
    if (twin !== -1) report(`${here}/id`, say.ruleTwice(rule.id))
    for (const part of ['met', 'when'] as const) {
      if (rule[part] === undefined || !isExpression(rule[part], `${here}/${part}`, report)) continue
      const paper = papersIn(rule[part] as Expression).find(
        (one) => !papers.some(({ title }) => title === one),
      )
      if (paper !== undefined) report(`${here}/${part}`, say.noPaper(paper))
      const unknown = (pathsIn(rule[part] as Expression) ?? []).find((one) => !isKnown(one, known))
      if (unknown !== undefined) report(`${here}/${part}`, say.noField(unknown))
    }
    const { follows } = rule
    const follower = papers.find(({ title }) => title === follows)
    if (follows !== undefined && !follower) report(`${here}/follows`, say.noPaper(follows))
    else if (follows !== undefined && follower?.mayFollowDays === undefined)
      report(`${here}/follows`, say.paperNeverFollows(follows))
    if (rule.field !== undefined && !isKnown(rule.field, known))
      report(`${here}/field`, say.noField(rule.field))
  }
}

function overlap(a: RawRule, b: RawRule): boolean {
  return a.validFrom <= (b.validUntil ?? '9999-12-31') && b.validFrom <= (a.validUntil ?? '9999-12-31')
}

function isKnown(path: string, known: readonly string[]): boolean {
  return known.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`))
}

/** Reports every part that is no expression. */
function isExpression(raw: unknown, at: string, report: Report): boolean {
  const keys = typeof raw === 'object' && raw !== null ? Object.keys(raw) : []
  const kind = keys.find((key) => Object.hasOwn(shapes, key))
  const shape = kind === undefined ? undefined : shapes[kind]
  if (kind === undefined || !shape) {
    report(at, say.noExpression(Object.keys(shapes).join(', ')))
    return false
  }
  if (!Value.Check(shape, raw)) {
    reportShape(shape, raw, at, report)
    return false
  }
  const inner = (raw as Record<string, unknown>)[kind]
  if (['all', 'any', 'every', 'either'].includes(kind))
    return (inner as unknown[])
      .map((part, index) => isExpression(part, `${at}/${kind}/${index}`, report))
      .every(Boolean)
  return kind === 'not' || kind === 'never' ? isExpression(inner, `${at}/${kind}`, report) : true
}
