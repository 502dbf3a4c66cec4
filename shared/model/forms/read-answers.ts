import { germanDay } from '#shared/model/checks/days.ts'
import { isVisible, valuesInside } from '#shared/model/forms/conditions.ts'
import type { Field, Form, GroupField, SingleField } from '#shared/model/forms/form.ts'
import {
  chosenOptions,
  isFilled,
  type FieldValues,
  type FormValues,
  type GroupValues,
} from '#shared/model/forms/values.ts'

/** One answer in the words of the form. */
interface ReadAnswer {
  readonly label: string
  readonly value: string
}
export interface ReadSection {
  readonly title: string
  readonly answers: readonly ReadAnswer[]
}

/** The answers of a form as people read them: section by section, with the words of the form. What is hidden stays out. */
export function readAnswers(form: Form, values: FormValues, today: string): ReadSection[] {
  return form.sections.flatMap((section) => {
    const answers = section.fields.flatMap((field) => answersOf(field, values.fields, values.groups, today))
    return answers.length > 0 ? [{ title: section.title ?? form.title, answers }] : []
  })
}

function answersOf(field: Field, fields: FieldValues, groups: GroupValues, today: string): ReadAnswer[] {
  if (!isVisible(field, fields, today)) return []
  if (field.kind === 'group') return itemsOf(field, fields, groups, today)
  const value = wordsOf(field, fields)
  return value === '' ? [] : [{ label: field.title, value }]
}

function itemsOf(group: GroupField, fields: FieldValues, groups: GroupValues, today: string): ReadAnswer[] {
  const items = groups[group.path] ?? []
  return items.flatMap((item, at) => {
    const around = valuesInside(item, fields)
    const inside = group.fields.flatMap((field) => answersOf(field, around, item.groups ?? {}, today))
    const name = items.length > 1 ? `${group.itemTitle} ${String(at + 1)}` : group.itemTitle
    return inside.map(({ label, value }) => ({
      label: label === name ? name : `${name}: ${label}`,
      value,
    }))
  })
}

function wordsOf(field: SingleField, fields: FieldValues): string {
  if (field.kind === 'multi') return chosenOptions(field, fields).join(', ')
  const value = fields[field.path]
  if (field.kind === 'flag') return value === true ? 'ja' : ''
  if (!isFilled(value)) return ''
  if (field.kind === 'date') return germanDay(String(value))
  if (field.kind === 'integer' || field.kind === 'decimal') {
    const number = typeof value === 'number' ? value.toLocaleString('de-DE') : String(value)
    return field.unit === undefined ? number : `${number} ${field.unit}`
  }
  return String(value).trim()
}
