import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { fieldsOf, type Field, type Form } from '#shared/model/forms/form.ts'
import { formOf, type PropertySource } from '#shared/model/forms/form-of.ts'
import { FormSchemaError, conditionOf, type SchemaNode } from '#shared/model/forms/schema.ts'
import { conditionFault, type FormFault } from './condition-fault.ts'
import { formSentences as say } from './form-sentences.ts'
import { formShape, propertyShape } from './form-schema.ts'
import { propertyFaults } from './property-faults.ts'
import { reportShape } from './shape-problems.ts'

/** Part of keys in documents, where slashes and dots mean something. */
const propertyName = /^[A-Za-z][A-Za-z0-9]{0,39}$/
/** More fields than this are no form any more. */
const mostFields = 400

/** Everything that keeps a schema from being a form; empty where it is one. First the shape, then what it says. */
export function formFaults(schema: unknown): FormFault[] {
  const shape = shapeFaults(schema)
  if (shape.length > 0) return shape
  const root = schema as SchemaNode
  const names = nameFaults(root)
  if (names.length > 0) return names
  const sources: PropertySource[] = []
  try {
    const form = formOf(root as Readonly<Record<string, unknown>>, sources)
    return [
      ...wholeFaults(root, form),
      ...sources.flatMap((source) => propertyFaults(source, scopeOf(form, source))),
    ]
  } catch (error) {
    if (!(error instanceof FormSchemaError)) throw error
    return [{ path: error.path, sentence: say.unknown[error.trouble](error.what) }]
  }
}

function shapeFaults(schema: unknown): FormFault[] {
  const faults = shapeOf(formShape, schema, '')
  if (faults.length > 0) return faults
  const { properties = {}, $defs = {}, then } = schema as SchemaNode
  return [
    ...levelFaults(properties, '/properties'),
    ...levelFaults($defs, '/$defs'),
    ...levelFaults(then?.properties ?? {}, '/then/properties'),
  ]
}

function levelFaults(nodes: Readonly<Record<string, unknown>>, at: string): FormFault[] {
  return Object.entries(nodes).flatMap(([name, node]) =>
    propertyName.test(name)
      ? nodeFaults(node, `${at}/${name}`)
      : [{ path: `${at}/${name}`, sentence: say.propertyName }],
  )
}

function nodeFaults(node: unknown, at: string): FormFault[] {
  const faults = shapeOf(propertyShape, node, at)
  if (faults.length > 0) return faults
  const { $ref, properties = {}, items, required } = node as SchemaNode
  return [
    ...($ref === undefined ? missing(required, properties, `${at}/required`) : []),
    ...levelFaults(properties, `${at}/properties`),
    ...(items === undefined ? [] : nodeFaults(items, `${at}/items`)),
  ]
}

function shapeOf(shape: TSchema, value: unknown, at: string): FormFault[] {
  const faults: FormFault[] = []
  if (!Value.Check(shape, value))
    reportShape(shape, value, at, (path, sentence) => void faults.push({ path, sentence }))
  return faults
}

/** Names that are mentioned and do not exist, or are placed twice. */
function nameFaults(root: SchemaNode): FormFault[] {
  const properties = { ...root.properties, ...root.then?.properties }
  const placed = (root['x-sections'] ?? []).flatMap(({ fields }, section) =>
    fields.map((name, index) => ({ name, path: `/x-sections/${String(section)}/fields/${String(index)}` })),
  )
  return [
    ...missing(root.required, root.properties, '/required'),
    ...missing(root.then?.required, properties, '/then/required'),
    ...placed
      .filter(({ name }, at) => placed.findIndex((one) => one.name === name) < at)
      .map(({ name, path }) => ({ path, sentence: say.placedTwice(name) })),
    ...(root.then && !root.if ? [{ path: '/then', sentence: say.thenAlone }] : []),
    ...(root.if && !root.then ? [{ path: '/if', sentence: say.ifAlone }] : []),
  ]
}

function missing(
  required: readonly string[] | undefined,
  properties: Readonly<Record<string, unknown>> | undefined,
  at: string,
): FormFault[] {
  return (required ?? []).flatMap((name, index) =>
    Object.hasOwn(properties ?? {}, name)
      ? []
      : [{ path: `${at}/${String(index)}`, sentence: say.unknown.property(name) }],
  )
}

function wholeFaults(root: SchemaNode, form: Form): FormFault[] {
  const rule = root.if && conditionOf(root.if)
  const fault = root.if && conditionFault(rule, fieldsOf(form))
  const fields = fieldCount(fieldsOf(form))
  return [
    ...(fault ? [{ path: '/if', sentence: fault.sentence }] : []),
    ...(fields === 0 ? [{ path: '/properties', sentence: say.noFields }] : []),
    ...(fields > mostFields ? [{ path: '/properties', sentence: say.tooManyFields(mostFields) }] : []),
  ]
}

function fieldCount(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + 1 + (field.kind === 'group' ? fieldCount(field.fields) : 0), 0)
}

/** The fields conditions of a property see: those of its item first, then those around it. */
function scopeOf(form: Form, { groups }: PropertySource): Field[] {
  let scope = fieldsOf(form)
  let here = scope
  for (const path of groups) {
    const group = here.find((field) => field.path === path)
    here = group?.kind === 'group' ? [...group.fields] : []
    scope = [...here, ...scope]
  }
  return scope
}
