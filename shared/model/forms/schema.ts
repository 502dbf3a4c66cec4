import type { Condition, DateRule, Format, Width } from './form.ts'

/** Annotation `x-field` next to a property: what JSON Schema has no word for. Unknown to validators, which skip it. */
export interface FieldNotes {
  readonly format?: Format
  readonly meaning?: string
  readonly date?: DateRule
  readonly when?: Condition
  readonly requiredWhen?: Condition
  readonly width?: Width
  readonly multiline?: boolean
  readonly citizenOnly?: boolean
  readonly role?: 'old' | 'new'
  readonly unit?: string
  readonly itemTitle?: string
  readonly firstItem?: string
  readonly notBefore?: string
  readonly notAfter?: string
  readonly atMost?: string
}

/** The part of JSON Schema 2020-12 that forms use. */
export interface SchemaNode {
  readonly $ref?: string
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly examples?: readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly if?: SchemaNode
  readonly then?: SchemaNode
  readonly $defs?: Readonly<Record<string, SchemaNode>>
  readonly 'x-field'?: FieldNotes
  /** On the root: the order of properties on the screen; properties not named follow in a section of their own. */
  readonly 'x-sections'?: readonly { readonly title?: string; readonly fields: readonly string[] }[]
}

/** What forms do not know: a reference, a type, an option that is no text, a property in a section. */
export type SchemaTrouble = 'reference' | 'type' | 'options' | 'property'

/** A schema that cannot become a form: JSON path of the place within the schema, and what is unknown there. */
export class FormSchemaError extends Error {
  override readonly name = 'FormSchemaError'

  constructor(
    readonly path: string,
    readonly trouble: SchemaTrouble,
    readonly what: string,
  ) {
    super(`${path}: unknown ${trouble} ${what}`)
  }
}

/** A node with what it refers to, and where it is written. */
export interface Resolved {
  readonly node: SchemaNode
  /** JSON path of what the node refers to; its own where it refers to nothing. */
  readonly target: string
}

/** Follows `#/$defs/…`; what stands next to the `$ref` wins over what it points to. `at`: JSON path of the node. */
export function resolve(root: SchemaNode, node: SchemaNode, at: string, depth = 0): Resolved {
  if (node.$ref === undefined) return { node, target: at }
  const name = /^#\/\$defs\/([^/]+)$/.exec(node.$ref)?.[1]
  const found =
    name !== undefined && root.$defs && Object.hasOwn(root.$defs, name) ? root.$defs[name] : undefined
  if (name === undefined || !found || depth > 8)
    throw new FormSchemaError(`${at}/$ref`, 'reference', node.$ref)
  const { $ref: _followed, ...beside } = node
  const { node: target, target: where } = resolve(root, found, `/$defs/${name}`, depth + 1)
  return {
    node: { ...target, ...beside, 'x-field': { ...target['x-field'], ...beside['x-field'] } },
    target: where,
  }
}

/** `if: {properties: {a: {const|enum}}}` as a condition; undefined where it says something else. */
export function conditionOf(rule: SchemaNode): Condition | undefined {
  const parts = Object.entries(rule.properties ?? {}).map(([field, is]): Condition | undefined => {
    const values = is.const === undefined ? is.enum : [is.const]
    return values ? { field, in: values.filter(isPlain) } : undefined
  })
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined
  const known = parts.filter((part) => part !== undefined)
  return known.length === 1 ? known[0] : { all: known }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
