import { fieldsOf, type Field, type Form, type MultiField } from './form.ts'

/**
 * What the server creates in the shared document when a service is added to a case (design 2-domain, "Documents of a
 * case"), so that two people never create the same text twice.
 *
 * - `text` → a `Y.Text` at `path`: names, numbers one types, plates, IBAN, addresses.
 * - `scalar` → nothing is created; the key `path` holds string, number or boolean once somebody chose or entered it:
 *   choices, flags, dates (`YYYY-MM-DD`), integers, decimals and every single option of a multi-choice
 *   (`<field>.<option>` → `true`).
 * - `group` → a `Y.Map` at `path` from item id to `Y.Map` laid out by `item`; `minItems` items are there from the start.
 */
export interface FieldPlan {
  /** Dotted path; within `item` it is relative to the item. */
  readonly path: string
  readonly kind: 'text' | 'scalar' | 'group'
  /** Groups only: items the server creates at once. */
  readonly minItems?: number
  readonly maxItems?: number
  /** Groups only: the fields of every item, groups inside included. */
  readonly item?: readonly FieldPlan[]
}

/** What the server creates for the form, hidden fields included: a condition may show them at any time. */
export function planOf(form: Form): FieldPlan[] {
  return fieldsOf(form).flatMap(planOfField)
}

function planOfField(field: Field): FieldPlan[] {
  switch (field.kind) {
    case 'text':
      return [{ path: field.path, kind: 'text' }]
    case 'multi':
      return field.options.map((option) => ({ path: optionPath(field, option), kind: 'scalar' }))
    case 'group':
      return [
        {
          path: field.path,
          kind: 'group',
          minItems: field.minItems,
          maxItems: field.maxItems,
          item: field.fields.flatMap(planOfField),
        },
      ]
    case 'date':
    case 'integer':
    case 'decimal':
    case 'choice':
    case 'flag':
      return [{ path: field.path, kind: 'scalar' }]
  }
}

/** Where one option of a multi-choice is kept. */
export function optionPath(field: Pick<MultiField, 'path'>, option: string): string {
  return `${field.path}.${option}`
}
