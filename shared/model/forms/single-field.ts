import type { Bound, Condition, Format, SingleField, TextField } from './form.ts'
import { FormSchemaError, type FieldNotes, type SchemaNode } from './schema.ts'

/** Where a property stands and what its surroundings say about it. */
export interface Place {
  readonly path: string
  /** JSON path of the property in the schema. */
  readonly at: string
  readonly required: boolean
  readonly requiredWhen?: Condition
  readonly when?: Condition
  /** Meaning of the object around it; empty: none of its own, but parts keep theirs. */
  readonly meaning?: string
}

const defaultMaxLength = 200

/** A field that is not a group. @throws FormSchemaError for a type forms do not know. */
export function singleField(node: SchemaNode, place: Place): SingleField {
  const notes = node['x-field'] ?? {}
  const common = { ...commonOf(node, notes, place), width: notes.width ?? ('half' as const) }
  if (node.enum) return { ...common, kind: 'choice', options: strings(node.enum, `${place.at}/enum`) }
  switch (node.type) {
    case 'boolean':
      return { ...common, width: notes.width ?? 'full', kind: 'flag', mustBeTrue: node.const === true }
    case 'integer':
    case 'number':
      return {
        ...common,
        kind: node.type === 'integer' ? 'integer' : 'decimal',
        ...range(node),
        ...unit(notes),
        ...bound('atMost', notes.atMost),
      }
    case 'array':
      return {
        ...common,
        width: 'full',
        kind: 'multi',
        options: strings(node.items?.enum ?? [], `${place.at}/items/enum`),
        minItems: node.minItems ?? 0,
      }
    case 'string':
      if (node.format === 'date')
        return {
          ...common,
          kind: 'date',
          rule: notes.date ?? 'any',
          ...bound('notBefore', notes.notBefore),
          ...bound('notAfter', notes.notAfter),
        }
      return { ...common, ...textOf(node, notes) }
    case undefined:
    default:
      throw new FormSchemaError(`${place.at}/type`, 'type', node.type ?? '')
  }
}

function commonOf(node: SchemaNode, notes: FieldNotes, place: Place) {
  const requiredWhen = notes.requiredWhen ?? place.requiredWhen
  const when = place.when && notes.when ? { all: [place.when, notes.when] } : (notes.when ?? place.when)
  const meaning = meaningOf(notes.meaning, place.meaning)
  const ticked = node.type === 'boolean' && node.const !== true
  return {
    path: place.path,
    title: node.title ?? place.path,
    required: place.required && !ticked,
    ...(requiredWhen && !ticked ? { requiredWhen } : {}),
    ...(when ? { when } : {}),
    ...(node.description === undefined ? {} : { hint: node.description }),
    ...(meaning === undefined ? {} : { meaning }),
  }
}

/** Parts of a person or address mean something only together with whose it is. */
function meaningOf(own: string | undefined, around: string | undefined): string | undefined {
  if (own === undefined) return undefined
  if (own.includes('.')) return own
  if (around === undefined) return undefined
  return around === '' ? own : `${around}.${own}`
}

function textOf(
  node: SchemaNode,
  notes: FieldNotes,
): Omit<TextField, 'path' | 'title' | 'required' | 'width'> {
  const format: Format = notes.format ?? formatOf(node)
  return {
    kind: 'text',
    format,
    maxLength: node.maxLength ?? maxLengths[format] ?? defaultMaxLength,
    minLength: node.minLength ?? 0,
    multiline: notes.multiline === true,
    inputMode: inputModes[format] ?? 'text',
    autocomplete: 'off',
    capitalize: capitals[format] ?? 'sentences',
    citizenOnly: notes.citizenOnly === true,
    ...(notes.role === undefined ? {} : { role: notes.role }),
    ...(format === 'text' ? patternOf(node) : {}),
  }
}

function patternOf({ pattern, examples }: SchemaNode): { pattern?: string; example?: string } {
  const example = examples?.[0]
  return { ...(pattern === undefined ? {} : { pattern }), ...(example === undefined ? {} : { example }) }
}

/** The title follows once all fields are known, see `boundTitles`. */
function bound<K extends string>(key: K, path: string | undefined): { [key in K]?: Bound } {
  return path === undefined ? {} : ({ [key]: { path, title: path } } as { [key in K]?: Bound })
}

function formatOf(node: SchemaNode): Format {
  if (node.format === 'email') return 'email'
  return node.title === 'Telefon' ? 'phone' : 'text'
}

/** Room for what people really type, blanks and hyphens included; the check has the last word. */
const maxLengths: Partial<Record<Format, number>> = {
  plate: 14,
  vin: 24,
  evb: 12,
  'hu-month': 10,
  iban: 42,
  chip: 24,
  'id-serial': 14,
  postcode: 8,
  'house-number': 16,
  email: 254,
  phone: 30,
  time: 8,
  parcel: 14,
  name: 120,
}
const inputModes: Partial<Record<Format, TextField['inputMode']>> = {
  postcode: 'numeric',
  chip: 'numeric',
  email: 'email',
  phone: 'tel',
  time: 'numeric',
  parcel: 'numeric',
}
const capitals: Partial<Record<Format, TextField['capitalize']>> = {
  plate: 'characters',
  vin: 'characters',
  evb: 'characters',
  iban: 'characters',
  'id-serial': 'characters',
  name: 'words',
  place: 'words',
  street: 'words',
  email: 'off',
}

function range(node: SchemaNode): { minimum?: number; maximum?: number } {
  return {
    ...(node.minimum === undefined ? {} : { minimum: node.minimum }),
    ...(node.maximum === undefined ? {} : { maximum: node.maximum }),
  }
}

function unit(notes: FieldNotes): { unit?: string } {
  return notes.unit === undefined ? {} : { unit: notes.unit }
}

function strings(values: readonly unknown[], at: string): string[] {
  const texts = values.filter((value) => typeof value === 'string')
  if (texts.length === 0 || texts.length !== values.length)
    throw new FormSchemaError(at, 'options', JSON.stringify(values))
  return texts
}
