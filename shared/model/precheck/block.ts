import { canonicalJson, digestOf } from '../canonical.ts'
import { pathsOf, isFilled, type FormValues, type ItemValues } from '../forms/values.ts'
import type { Form } from '../forms/form.ts'

/** Digest of what stands in one section of a form, a block: what the citizen confirms. Undefined for an unknown section. */
export function blockHash(form: Form, section: string, values: FormValues): string | undefined {
  const found = form.sections.find(({ id }) => id === section)
  if (!found) return undefined
  const fields = found.fields.flatMap((field): (readonly [string, unknown])[] =>
    field.kind === 'group'
      ? [[field.path, (values.groups[field.path] ?? []).map(filledItem)]]
      : Object.entries(filled(pathsOf(field).map((path) => [path, values.fields[path]] as const))),
  )
  return digestOf(canonicalJson({ section, fields: Object.fromEntries(fields) }))
}

function filledItem({ fields, groups = {} }: ItemValues): unknown {
  const own = filled(Object.entries(fields))
  const inside = Object.entries(groups).filter(([, items]) => items.length > 0)
  return { ...own, ...Object.fromEntries(inside.map(([path, items]) => [path, items.map(filledItem)])) }
}

function filled(entries: readonly (readonly [string, string | number | boolean | undefined])[]) {
  return Object.fromEntries(
    entries.flatMap(([path, value]) =>
      isFilled(value) ? [[path, typeof value === 'string' ? value.trim() : value] as const] : [],
    ),
  )
}
