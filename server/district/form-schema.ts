import { Type } from 'typebox'
import { closed, oneOf } from '#shared/contract/shapes.ts'
import { dateRules, formats, widths } from '#shared/model/forms/form.ts'

/** The JSON Schema of a form, one level at a time: what stands below a key is looked at by `formFaults`. */

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const count = (maximum: number) => Type.Integer({ minimum: 0, maximum })
const path = text(120)
const propertyName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,39}$' })

/** Condition, read by `conditionFault`. */
const condition = Type.Unknown()

const notes = closed({
  format: Type.Optional(oneOf(formats)),
  meaning: Type.Optional(Type.String({ pattern: '^[a-zA-Z0-9]+(\\.[a-zA-Z0-9]+)*$' })),
  date: Type.Optional(oneOf(dateRules)),
  when: Type.Optional(condition),
  requiredWhen: Type.Optional(condition),
  width: Type.Optional(oneOf(widths)),
  multiline: Type.Optional(Type.Boolean()),
  citizenOnly: Type.Optional(Type.Boolean()),
  role: Type.Optional(oneOf(['old', 'new'])),
  unit: Type.Optional(text(12)),
  itemTitle: Type.Optional(text(80)),
  firstItem: Type.Optional(text(40)),
  notBefore: Type.Optional(path),
  notAfter: Type.Optional(path),
  atMost: Type.Optional(path),
})

const below = Type.Unknown()
const shared = {
  title: Type.Optional(text(200)),
  description: Type.Optional(text(400)),
  required: Type.Optional(Type.Array(propertyName, { uniqueItems: true })),
  properties: Type.Optional(Type.Record(Type.String(), below)),
}

/** A property, wherever it stands. */
export const propertyShape = closed({
  ...shared,
  $ref: Type.Optional(Type.String({ pattern: '^#/\\$defs/[A-Za-z][A-Za-z0-9]{0,39}$' })),
  type: Type.Optional(oneOf(['string', 'integer', 'number', 'boolean', 'array', 'object'])),
  format: Type.Optional(oneOf(['date', 'email'])),
  pattern: Type.Optional(text(200)),
  examples: Type.Optional(Type.Array(text(80), { minItems: 1 })),
  enum: Type.Optional(Type.Array(text(120), { minItems: 1, maxItems: 60, uniqueItems: true })),
  const: Type.Optional(Type.Literal(true)),
  minLength: Type.Optional(count(2_000)),
  maxLength: Type.Optional(count(2_000)),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  minItems: Type.Optional(count(50)),
  maxItems: Type.Optional(count(50)),
  uniqueItems: Type.Optional(Type.Boolean()),
  items: Type.Optional(below),
  'x-field': Type.Optional(notes),
})

/** The form as a whole. */
export const formShape = closed({
  ...shared,
  title: text(200),
  properties: Type.Record(Type.String(), below),
  $schema: Type.Optional(Type.Literal('https://json-schema.org/draft/2020-12/schema')),
  $comment: Type.Optional(text(2_000)),
  type: Type.Literal('object'),
  $defs: Type.Optional(Type.Record(Type.String(), below)),
  if: Type.Optional(
    closed({
      properties: Type.Record(
        propertyName,
        Type.Union([closed({ const: text(120) }), closed({ enum: Type.Array(text(120), { minItems: 1 }) })]),
      ),
      required: Type.Optional(Type.Array(propertyName)),
    }),
  ),
  // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema calls it so
  then: Type.Optional(closed({ required: shared.required, properties: shared.properties })),
  'x-sections': Type.Optional(
    Type.Array(
      closed({ title: Type.Optional(text(120)), fields: Type.Array(propertyName, { minItems: 1 }) }),
    ),
  ),
})
