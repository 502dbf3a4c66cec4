import { ageOn, isIsoDay } from '../checks/days.ts'
import type { Condition, Field } from './form.ts'
import { isFilled, type FieldValues, type ItemValues } from './values.ts'

/** Whether the rule holds for the values. `today` is an ISO day (ages). An unanswered field fulfils nothing. */
export function holds(condition: Condition, values: FieldValues, today: string): boolean {
  if ('in' in condition) {
    const value = values[condition.field]
    return value !== undefined && condition.in.includes(value)
  }
  if ('ageUnder' in condition) {
    const born = values[condition.field]
    return (
      typeof born === 'string' && isIsoDay(born) && born <= today && ageOn(born, today) < condition.ageUnder
    )
  }
  if ('filled' in condition) return filledBelow(condition.filled, values)
  if ('all' in condition) return condition.all.every((part) => holds(part, values, today))
  if ('any' in condition) return condition.any.some((part) => holds(part, values, today))
  return !holds(condition.not, values, today)
}

function filledBelow(path: string, values: FieldValues): boolean {
  return Object.entries(values).some(
    ([key, value]) => (key === path || key.startsWith(`${path}.`)) && isFilled(value),
  )
}

/** Whether the field is on the screen now. */
export function isVisible(field: Pick<Field, 'when'>, values: FieldValues, today: string): boolean {
  return field.when === undefined || holds(field.when, values, today)
}

/** Whether the field has to be filled in now (hidden fields: never). */
export function isRequired(
  field: Pick<Field, 'when' | 'required' | 'requiredWhen'>,
  values: FieldValues,
  today: string,
): boolean {
  if (!isVisible(field, values, today)) return false
  return field.required || (field.requiredWhen !== undefined && holds(field.requiredWhen, values, today))
}

/** Key of a field in findings, remarks and awareness: `path`, or `<group>/<item>/path` with the key of the group around. */
export function fieldKey(path: string, group?: string, item?: string): string {
  return group === undefined || item === undefined ? path : `${group}/${item}/${path}`
}

/** What the fields of an item see: its own values first, then those around it. */
export function valuesInside(item: ItemValues, around: FieldValues): FieldValues {
  return { ...around, ...item.fields }
}
