import { Type } from 'typebox'
import { closed, oneOf, slug } from '#shared/contract/shapes.ts'
import { retentionEnds, retentionStarts } from '#shared/model/retention.ts'

/** Shapes of `evidence.json` (service → what it asks for) and `retention.json` (classes, service → class). */

const text = Type.String({ minLength: 1, maxLength: 300 })
export const evidenceFile = Type.Record(
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

export const retentionFile = Type.Object({
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
