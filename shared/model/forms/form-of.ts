import { boundTitles } from './bounds.ts'
import type { Condition, Field, Form, GroupField, Section } from './form.ts'
import { conditionOf, FormSchemaError, resolve, type FieldNotes, type SchemaNode } from './schema.ts'
import { singleField, type Place } from './single-field.ts'

/** Where a property stands in the schema, for whoever checks it. */
export interface PropertySource {
  /** Path of its field, within the item where there are groups around it. */
  readonly path: string
  /** With what it refers to. */
  readonly node: SchemaNode
  /** Notes written at the property itself; the others stand at what it refers to. */
  readonly own: FieldNotes
  /** JSON paths of the property and of what it refers to. */
  readonly at: string
  readonly target: string
  /** Paths of the groups around it, the outermost first. */
  readonly groups: readonly string[]
}

/**
 * Turns a form's JSON Schema 2020-12 (with `x-field` and `x-sections` notes) into what a screen shows.
 * Objects become flat paths, arrays groups, arrays of enums multi-choices, `if/then` conditions.
 * @param sources filled with where every property stands
 * @throws FormSchemaError with the JSON path, when the schema says something forms do not know.
 */
export function formOf(schema: Readonly<Record<string, unknown>>, sources: PropertySource[] = []): Form {
  const root = schema as SchemaNode
  return new Reading(root, sources).form()
}

interface Part {
  readonly title: string | null
  readonly names: readonly string[]
  readonly at: string
}

interface Spot extends Place {
  readonly groups: readonly string[]
}

class Reading {
  readonly #properties: Readonly<Record<string, SchemaNode>>

  constructor(
    private readonly root: SchemaNode,
    private readonly sources: PropertySource[],
  ) {
    this.#properties = { ...root.properties, ...root.then?.properties }
  }

  form(): Form {
    const sections = this.#parts().map((part) => this.#section(part))
    const all = sections.flatMap(({ fields }) => fields)
    return {
      title: this.root.title ?? '',
      sections: sections.map((section) => ({ ...section, fields: boundTitles(section.fields, all) })),
    }
  }

  #parts(): Part[] {
    const parts = (this.root['x-sections'] ?? []).map((part, index): Part => ({
      title: part.title ?? null,
      names: part.fields,
      at: `/x-sections/${String(index)}/fields`,
    }))
    const placed = new Set(parts.flatMap((part) => part.names))
    const rest = Object.keys(this.#properties).filter((name) => !placed.has(name))
    return rest.length > 0 ? [...parts, { title: null, names: rest, at: '' }] : parts
  }

  #section(part: Part): Section {
    const fields = part.names.flatMap((name, index) => {
      const node = Object.hasOwn(this.#properties, name) ? this.#properties[name] : undefined
      if (!node) throw new FormSchemaError(`${part.at}/${String(index)}`, 'property', name)
      return this.#topLevel(name, node)
    })
    const [name = ''] = part.names
    const alone = part.names.length === 1 ? this.#properties[name] : undefined
    const title = part.title ?? (alone ? (resolve(this.root, alone, name).node.title ?? null) : null)
    return { id: name, title, fields }
  }

  /** A property of the root, with what `required` and `if/then` say about it. */
  #topLevel(name: string, node: SchemaNode): Field[] {
    const { root } = this
    const rule = root.if && root.then ? conditionOf(root.if) : undefined
    const added = root.then?.properties !== undefined && Object.hasOwn(root.then.properties, name)
    return this.#walk(node, {
      path: name,
      at: `${added ? '/then' : ''}/properties/${name}`,
      groups: [],
      required: root.required?.includes(name) === true,
      ...(rule && root.then?.required?.includes(name) === true ? { requiredWhen: rule } : {}),
      ...(rule && added ? { when: rule } : {}),
    })
  }

  #walk(node: SchemaNode, spot: Spot): Field[] {
    const { node: full, target } = resolve(this.root, node, spot.at)
    const { path, at, groups } = spot
    this.sources.push({ path, node: full, own: node['x-field'] ?? {}, at, target, groups })
    if (full.type === 'object') return this.#objectFields(full, { ...spot, at: target })
    if (full.type === 'array' && full.items) {
      const item = resolve(this.root, full.items, `${target}/items`)
      if (item.node.enum === undefined) return [this.#group(full, { ...spot, at: target })]
    }
    return [singleField(full, { ...spot, at: target })]
  }

  #objectFields(node: SchemaNode, spot: Spot): Field[] {
    const notes = node['x-field'] ?? {}
    return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
      const inner = node.required?.includes(name) === true
      const needed = inner && !spot.required ? neededOnceBegun(spot) : undefined
      return this.#walk(child, {
        path: `${spot.path}.${name}`,
        at: `${spot.at}/properties/${name}`,
        groups: spot.groups,
        required: inner && spot.required,
        ...(needed ? { requiredWhen: needed } : {}),
        ...both(spot.when, notes.when),
        ...meaningBelow(spot, notes.meaning),
      })
    })
  }

  #group(node: SchemaNode, spot: Spot): GroupField {
    const notes = node['x-field'] ?? {}
    const title = node.title ?? spot.path
    const requiredWhen = notes.requiredWhen ?? spot.requiredWhen
    const itemTitle = notes.itemTitle ?? title
    const minItems = node.minItems ?? 0
    return {
      kind: 'group',
      path: spot.path,
      title,
      required: spot.required || minItems > 0,
      ...(requiredWhen ? { requiredWhen } : {}),
      ...both(spot.when, notes.when),
      width: 'full',
      itemTitle,
      minItems,
      maxItems: node.maxItems ?? 20,
      ...this.#itemFields(node, itemTitle, { ...spot, groups: [...spot.groups, spot.path] }),
      ...(notes.firstItem === undefined ? {} : { firstItem: notes.firstItem }),
      ...(node.description === undefined ? {} : { hint: node.description }),
    }
  }

  #itemFields(
    node: SchemaNode,
    itemTitle: string,
    { at, groups }: Spot,
  ): Pick<GroupField, 'fields' | 'repeated'> {
    const item = resolve(this.root, node.items ?? {}, `${at}/items`)
    if (item.node.type !== 'object') {
      const only = { ...node.items, title: itemTitle }
      const spot = { path: repeatedPath, at: `${at}/items`, groups, required: true, meaning: '' }
      return { repeated: true, fields: this.#walk(only, spot) }
    }
    const fields = Object.entries(item.node.properties ?? {}).flatMap(([name, child]) =>
      this.#walk(child, {
        path: name,
        at: `${item.target}/properties/${name}`,
        groups,
        required: item.node.required?.includes(name) === true,
        meaning: '',
      }),
    )
    return { repeated: false, fields }
  }
}

/** Where a repeated field keeps its value within an item. */
const repeatedPath = 'wert'

/** A part nobody has to fill in becomes binding as a whole once somebody has begun it. */
function neededOnceBegun(place: Place): Condition {
  const begun: Condition = { filled: place.path }
  return place.requiredWhen ? { any: [place.requiredWhen, begun] } : begun
}

function meaningBelow(place: Place, own: string | undefined): { meaning?: string } {
  const meaning = own ?? place.meaning
  return meaning === undefined ? {} : { meaning }
}

function both(outer: Condition | undefined, inner: Condition | undefined): { when?: Condition } {
  if (outer && inner) return { when: { all: [outer, inner] } }
  const one = outer ?? inner
  return one ? { when: one } : {}
}
