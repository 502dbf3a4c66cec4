import type { Condition, Field, Form, GroupField, Section, SingleField } from './form.ts'
import { conditionOf, FormSchemaError, resolve, type SchemaNode } from './schema.ts'
import { singleField, type Place } from './single-field.ts'

/**
 * Turns a form's JSON Schema 2020-12 (with `x-field` and `x-sections` notes) into what a screen shows.
 * Objects become flat paths, arrays of objects groups, arrays of enums multi-choices, `if/then` conditions.
 * @throws FormSchemaError naming the place, when the schema says something forms do not know.
 */
export function formOf(schema: Readonly<Record<string, unknown>>): Form {
  const root = schema as SchemaNode
  const title = root.title ?? ''
  const properties = { ...root.properties, ...root.then?.properties }
  return {
    title,
    sections: sectionsOf(root, Object.keys(properties)).map((part) => section(root, properties, part)),
  }
}

interface Part {
  readonly title: string | null
  readonly names: readonly string[]
}

function sectionsOf(root: SchemaNode, names: readonly string[]): Part[] {
  const parts = (root['x-sections'] ?? []).map((part): Part => ({
    title: part.title ?? null,
    names: part.fields,
  }))
  const placed = new Set(parts.flatMap((part) => part.names))
  const rest = names.filter((name) => !placed.has(name))
  return rest.length > 0 ? [...parts, { title: null, names: rest }] : parts
}

function section(root: SchemaNode, properties: Readonly<Record<string, SchemaNode>>, part: Part): Section {
  const fields = part.names.flatMap((name) => {
    const node = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (!node) throw new FormSchemaError(`x-sections: no property ${name}`)
    return topLevel(root, name, node)
  })
  const alone = part.names.length === 1 ? properties[part.names[0] ?? ''] : undefined
  const title = part.title ?? (alone ? (resolve(root, alone, part.names[0] ?? '').title ?? null) : null)
  return { id: part.names[0] ?? '', title, fields }
}

/** A property of the root, with what `required` and `if/then` say about it. */
function topLevel(root: SchemaNode, name: string, node: SchemaNode): Field[] {
  const rule = root.if && root.then ? conditionOf(root.if) : undefined
  const added = root.then?.properties !== undefined && Object.hasOwn(root.then.properties, name)
  const place: Place = {
    path: name,
    required: root.required?.includes(name) === true,
    ...(rule && root.then?.required?.includes(name) === true ? { requiredWhen: rule } : {}),
    ...(rule && added ? { when: rule } : {}),
  }
  return walk(root, node, place)
}

function walk(root: SchemaNode, node: SchemaNode, place: Place): Field[] {
  const full = resolve(root, node, place.path)
  if (full.type === 'object') return objectFields(root, full, place)
  if (full.type === 'array' && full.items) {
    const item = resolve(root, full.items, place.path)
    if (item.type === 'object') return [group(root, full, item, place)]
  }
  return [singleField(full, place)]
}

function objectFields(root: SchemaNode, node: SchemaNode, place: Place): Field[] {
  const notes = node['x-field'] ?? {}
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const inner = node.required?.includes(name) === true
    const needed = inner && !place.required ? neededOnceBegun(place) : undefined
    return walk(root, child, {
      path: `${place.path}.${name}`,
      required: inner && place.required,
      ...(needed ? { requiredWhen: needed } : {}),
      ...both('when', place.when, notes.when),
      ...meaningBelow(place, notes.meaning),
    })
  })
}

/** A part nobody has to fill in becomes binding as a whole once somebody has begun it. */
function neededOnceBegun(place: Place): Condition {
  const begun: Condition = { filled: place.path }
  return place.requiredWhen ? { any: [place.requiredWhen, begun] } : begun
}

function meaningBelow(place: Place, own: string | undefined): { meaning?: string } {
  const meaning = own ?? place.meaning
  return meaning === undefined ? {} : { meaning }
}

function both(key: 'when', outer: Condition | undefined, inner: Condition | undefined): { when?: Condition } {
  if (outer && inner) return { [key]: { all: [outer, inner] } }
  const one = outer ?? inner
  return one ? { [key]: one } : {}
}

function group(root: SchemaNode, node: SchemaNode, item: SchemaNode, place: Place): GroupField {
  const notes = node['x-field'] ?? {}
  const title = node.title ?? place.path
  const requiredWhen = notes.requiredWhen ?? place.requiredWhen
  const fields = Object.entries(item.properties ?? {}).flatMap(([name, child]) =>
    walk(root, child, { path: name, required: item.required?.includes(name) === true, meaning: '' }),
  )
  return {
    kind: 'group',
    path: place.path,
    title,
    required: place.required || (node.minItems ?? 0) > 0,
    ...(requiredWhen ? { requiredWhen } : {}),
    ...both('when', place.when, notes.when),
    width: 'full',
    itemTitle: notes.itemTitle ?? title,
    minItems: node.minItems ?? 0,
    maxItems: node.maxItems ?? 20,
    fields: fields.filter((field): field is SingleField => field.kind !== 'group'),
    ...(notes.firstItem === undefined ? {} : { firstItem: notes.firstItem }),
    ...(notes.hint === undefined ? {} : { hint: notes.hint }),
  }
}
