import { Type, type Static } from 'typebox'
import { closed, oneOf, slug } from '#shared/contract/shapes.ts'
import type { EvidenceNeed } from '#shared/model/evidence-need.ts'
import { fieldsOf } from '#shared/model/forms/form.ts'
import { retentionEnds, retentionStarts, type Retention } from '#shared/model/retention.ts'
import { conditionFault } from './condition-fault.ts'
import type { DistrictPart, Known, Report } from './district-parts.ts'
import { pointerPart } from './district-text.ts'
import { formSentences as say } from './form-sentences.ts'

/** Evidence needs by service id. */
export type EvidenceNeeds = Readonly<Record<string, readonly EvidenceNeed[]>>

const text = Type.String({ minLength: 1, maxLength: 300 })
const evidenceShape = Type.Record(
  Type.String(),
  Type.Array(
    closed({
      id: slug<string>(),
      title: text,
      /** Read by `conditionFault`, which knows the fields of the form. */
      when: Type.Optional(Type.Unknown()),
      original: Type.Optional(Type.Boolean()),
      mayFollowDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
      identity: Type.Optional(Type.Boolean()),
      source: Type.Optional(text),
    }),
    { maxItems: 40 },
  ),
)

const retentionShape = Type.Object({
  classes: Type.Array(
    closed({
      id: slug<string>(),
      title: text,
      startEvent: oneOf(retentionStarts),
      years: Type.Integer({ minimum: 0, maximum: 110 }),
      fromYearEnd: Type.Optional(Type.Boolean()),
      // oxlint-disable-next-line unicorn/no-thenable -- the word of the data file
      then: oneOf(retentionEnds),
      source: text,
      verified: Type.Boolean(),
    }),
    { minItems: 1 },
  ),
  services: Type.Record(Type.String(), slug<string>()),
})

/**
 * `evidence` of a district file: every service with a form says what it asks for (an empty list is an answer too), conditions
 * name fields of that form.
 */
export const evidencePart: DistrictPart<EvidenceNeeds> = {
  key: 'evidence',
  schema: evidenceShape,
  check: (value, known, report) => checkEvidence(value as Static<typeof evidenceShape>, known, report),
}

/** The needs of a file whose shape is right already. */
export const evidenceIn = (raw: object): EvidenceNeeds | undefined =>
  (raw as Record<string, unknown>)[evidencePart.key] as EvidenceNeeds | undefined

function checkEvidence(needsOf: Static<typeof evidenceShape>, known: Known, report: Report): void {
  sameServices('/evidence', Object.keys(needsOf), known, report)
  for (const [service, needs] of Object.entries(needsOf)) {
    const form = known.form(service)
    const fields = form ? fieldsOf(form) : null
    for (const [index, need] of needs.entries()) {
      const path = `/evidence/${pointerPart(service)}/${index}`
      if (needs.findIndex(({ id }) => id === need.id) < index) report(`${path}/id`, say.twice(need.id))
      const fault = need.when === undefined || !fields ? undefined : conditionFault(need.when, fields)
      if (fault) report(`${path}/when${fault.path}`, fault.sentence)
    }
  }
}

/** `retention` of a district file: every service with a form has a class that exists. */
export const retentionPart: DistrictPart<Retention> = {
  key: 'retention',
  schema: retentionShape,
  check: (value, known, report) => checkRetention(value as Static<typeof retentionShape>, known, report),
}

function checkRetention(
  { classes, services }: Static<typeof retentionShape>,
  known: Known,
  report: Report,
): void {
  for (const [at, { id }] of classes.entries())
    if (classes.findIndex((one) => one.id === id) < at) report(`/retention/classes/${at}/id`, say.twice(id))
  sameServices('/retention/services', Object.keys(services), known, report)
  for (const [service, id] of Object.entries(services))
    if (!classes.some((one) => one.id === id))
      report(`/retention/services/${pointerPart(service)}`, say.noClass(id))
}

function sameServices(path: string, services: readonly string[], known: Known, report: Report): void {
  for (const service of services)
    if (known.form(service) === undefined) report(`${path}/${pointerPart(service)}`, say.withoutForm)
  for (const service of Object.keys(known.schemas))
    if (!services.includes(service)) report(path, say.withoutEntry(service))
}
