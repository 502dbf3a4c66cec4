import { fieldsOf, type Field, type Form } from './form.ts'
import type { FieldValues, FormValues, GroupValues } from './values.ts'

/** Is this the key of a field that only the citizen types? Within a group the key is `<group>/<item>/<path>`. */
export function isCitizenOnly(form: Form, key: string): boolean {
  const steps = key.split('/')
  let fields: readonly Field[] = fieldsOf(form)
  for (let at = 0; at + 2 < steps.length; at += 2) {
    const group = fields.find((field) => field.kind === 'group' && field.path === steps[at])
    if (group?.kind !== 'group') return false
    fields = group.fields
  }
  const path = steps.length % 2 === 1 ? steps.at(-1) : undefined
  return fields.some((field) => field.kind === 'text' && field.citizenOnly && field.path === path)
}

/** The values with every text of a citizen-only field as `open` gives it. */
export function withOpened(form: Form, values: FormValues, open: (text: string) => string): FormValues {
  return openedIn(fieldsOf(form), values.fields, values.groups, open)
}

function openedIn(
  all: readonly Field[],
  fields: FieldValues,
  groups: GroupValues,
  open: (text: string) => string,
): FormValues {
  const openedFields = { ...fields }
  const openedGroups = { ...groups }
  for (const field of all) {
    const value = fields[field.path]
    if (field.kind === 'text' && field.citizenOnly && typeof value === 'string')
      openedFields[field.path] = open(value)
    const items = field.kind === 'group' ? groups[field.path] : undefined
    if (field.kind !== 'group' || items === undefined) continue
    openedGroups[field.path] = items.map((item) => {
      const inside = openedIn(field.fields, item.fields, item.groups ?? {}, open)
      return { ...item, fields: inside.fields, ...(item.groups ? { groups: inside.groups } : {}) }
    })
  }
  return { fields: openedFields, groups: openedGroups }
}
