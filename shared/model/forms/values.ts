import { optionPath } from './field-plan.ts'
import {
  fieldsOf,
  type Field,
  type Form,
  type GroupField,
  type MultiField,
  type SingleField,
} from './form.ts'

export type FieldValue = string | number | boolean
/** Path (options of a multi-choice each with their own) → value; empty texts are kept as ''. */
export type FieldValues = Readonly<Record<string, FieldValue | undefined>>

/** Path of a group → its items. */
export type GroupValues = Readonly<Record<string, readonly ItemValues[]>>

export interface ItemValues {
  /** Sortable by creation (UUIDv7), so every browser shows the same order. */
  readonly id: string
  readonly fields: FieldValues
  /** Items of the groups inside; absent where there are none. */
  readonly groups?: GroupValues
}

export interface FormValues {
  readonly fields: FieldValues
  readonly groups: GroupValues
}

export const noValues: FormValues = { fields: {}, groups: {} }

/**
 * Reads the plain picture of a form (`Y.Map.toJSON()` or a stored snapshot). Takes only what the form names and only
 * values of a kind a field can hold; everything else is left out.
 */
export function valuesFrom(form: Form, json: Readonly<Record<string, unknown>>): FormValues {
  return readAll(fieldsOf(form), json)
}

function readAll(all: readonly Field[], json: Readonly<Record<string, unknown>>): FormValues {
  const fields: Record<string, FieldValue | undefined> = {}
  const groups: Record<string, ItemValues[]> = {}
  for (const field of all) {
    if (field.kind === 'group') groups[field.path] = itemsFrom(field, own(json, field.path))
    else readField(field, json, fields)
  }
  return { fields, groups }
}

function itemsFrom(group: GroupField, json: unknown): ItemValues[] {
  if (!isRecord(json)) return []
  const nested = group.fields.some(({ kind }) => kind === 'group')
  return Object.keys(json)
    .toSorted()
    .flatMap((id) => {
      const item = own(json, id)
      if (!isRecord(item)) return []
      const { fields, groups } = readAll(group.fields, item)
      return [{ id, fields, ...(nested ? { groups } : {}) }]
    })
}

function readField(
  field: SingleField,
  json: Readonly<Record<string, unknown>>,
  into: Record<string, FieldValue | undefined>,
) {
  for (const path of pathsOf(field)) {
    const value = own(json, path)
    if (isValue(value)) into[path] = value
  }
}

/** The keys a field occupies. */
export function pathsOf(field: SingleField): string[] {
  return field.kind === 'multi' ? field.options.map((option) => optionPath(field, option)) : [field.path]
}

/** The ticked options of a multi-choice, in the order of the form. */
export function chosenOptions(field: MultiField, values: FieldValues): string[] {
  return field.options.filter((option) => values[optionPath(field, option)] === true)
}

/** Whether somebody entered something; an unticked box counts as nothing. */
export function isFilled(value: FieldValue | undefined): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return value !== undefined && value !== false
}

function own(json: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(json, key) ? json[key] : undefined
}
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function isValue(value: unknown): value is FieldValue {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  )
}
