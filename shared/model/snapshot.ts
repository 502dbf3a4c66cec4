import { canonicalJson, digestOf } from './canonical.ts'
import type { FieldValue, FieldValues, FormValues } from './forms/values.ts'
import { isFilled } from './forms/values.ts'
import type { CaseId, CaseServiceId, ServiceId } from './ids.ts'

/**
 * What a decision over a service binds to: everything that stood on the screen, without names of people who typed it.
 * Empty answers are left out, so that ticking and unticking a box changes nothing.
 */
export interface ServiceSnapshot {
  readonly format: 'lotse.snapshot.v1'
  readonly case: CaseId
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly form: FilledForm
}

interface FilledForm {
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly groups: Readonly<Record<string, readonly FilledItem[]>>
}
interface FilledItem {
  readonly id: string
  readonly fields: Readonly<Record<string, FieldValue>>
}

/** Pure; `values` as the form names them (`valuesFrom`). */
export function snapshotOf(
  place: { case: CaseId; caseService: CaseServiceId; service: ServiceId },
  values: FormValues,
): ServiceSnapshot {
  return { format: 'lotse.snapshot.v1', ...place, form: filledForm(values) }
}

/** Canonical JSON of a snapshot and its SHA-256 (hex): the hash that sign-offs, signatures and hand-overs name. */
export function sealed(snapshot: ServiceSnapshot): { readonly body: string; readonly hash: string } {
  const body = canonicalJson(snapshot)
  return { body, hash: digestOf(body) }
}

function filledForm(values: FormValues): FilledForm {
  const groups = Object.entries(values.groups)
    .filter(([, items]) => items.length > 0)
    .map(([path, items]) => [path, items.map(({ id, fields }) => ({ id, fields: filled(fields) }))] as const)
  return { fields: filled(values.fields), groups: Object.fromEntries(groups) }
}

function filled(values: FieldValues): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([path, value]) =>
      value !== undefined && isFilled(value)
        ? [[path, typeof value === 'string' ? value.trim() : value] as const]
        : [],
    ),
  )
}

/** Paths whose answers differ, as `path` or `group/item/path`; for the screen that shows what changed. */
export function changedPaths(before: ServiceSnapshot, after: ServiceSnapshot): string[] {
  const [a, b] = [flat(before.form), flat(after.form)]
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).toSorted()
}

function flat(form: FilledForm): Map<string, FieldValue> {
  const entries = new Map(Object.entries(form.fields))
  for (const [group, items] of Object.entries(form.groups)) {
    for (const item of items)
      for (const [path, value] of Object.entries(item.fields))
        entries.set(`${group}/${item.id}/${path}`, value)
  }
  return entries
}
