import { canonicalJson, digestOf } from './canonical.ts'
import type { FieldValue, FieldValues, FormValues, GroupValues, ItemValues } from './forms/values.ts'
import { isFilled } from './forms/values.ts'
import type { CaseId, CaseServiceId, ServiceId } from './ids.ts'

/**
 * What a decision over a service binds to: everything that stood on the screen, without names of people who typed it.
 * Empty answers are left out, so that ticking and unticking a box changes nothing.
 */
export interface ServiceSnapshot {
  /** `v1` names no papers; what was decided over it stays readable. */
  readonly format: 'lotse.snapshot.v1' | 'lotse.snapshot.v2'
  readonly case: CaseId
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly form: FilledForm
  /** Absent in `v1`. */
  readonly papers?: readonly SnapshotPaper[]
}

/** A paper as a decision rests on it: what it is and its content, not who brought it. */
export type SnapshotPaper =
  | PaperFile
  | { readonly kind: 'proof'; readonly title: string; readonly sha256: string }
  | { readonly kind: 'follow'; readonly title: string; readonly until: string }
  | { readonly kind: 'attestation'; readonly document: string; readonly zoneChecked: boolean }

interface PaperFile {
  readonly kind: 'file'
  readonly title: string
  readonly sha256: string
  /** Came within a promise: the day that was agreed. */
  readonly promised?: string
}

type FilledGroups = Readonly<Record<string, readonly FilledItem[]>>
interface FilledForm {
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly groups: FilledGroups
}
interface FilledItem {
  readonly id: string
  readonly fields: Readonly<Record<string, FieldValue>>
  /** Absent where no group inside has an item. */
  readonly groups?: FilledGroups
}

/** Pure; `values` as the form names them (`valuesFrom`). */
export function snapshotOf(
  place: { case: CaseId; caseService: CaseServiceId; service: ServiceId },
  values: FormValues,
  papers: readonly SnapshotPaper[],
): ServiceSnapshot {
  return { format: 'lotse.snapshot.v2', ...place, form: filledForm(values), papers }
}

/** Canonical JSON of a snapshot and its SHA-256 (hex): the hash that sign-offs, signatures and hand-overs name. */
export function sealed(snapshot: ServiceSnapshot): { readonly body: string; readonly hash: string } {
  const body = canonicalJson(snapshot)
  return { body, hash: digestOf(body) }
}

function filledForm(values: FormValues): FilledForm {
  return { fields: filled(values.fields), groups: filledGroups(values.groups) }
}

function filledGroups(groups: GroupValues): FilledGroups {
  const withItems = Object.entries(groups).filter(([, items]) => items.length > 0)
  return Object.fromEntries(withItems.map(([path, items]) => [path, items.map(filledItem)]))
}

function filledItem({ id, fields, groups = {} }: ItemValues): FilledItem {
  const inside = filledGroups(groups)
  return { id, fields: filled(fields), ...(Object.keys(inside).length > 0 ? { groups: inside } : {}) }
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

/** Keys whose answers differ (`fieldKey`); for the screen that shows what changed. */
export function changedPaths(before: ServiceSnapshot, after: ServiceSnapshot): string[] {
  const [a, b] = [flat(before.form), flat(after.form)]
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).toSorted()
}

function flat(form: FilledForm): Map<string, FieldValue> {
  const entries = new Map(Object.entries(form.fields))
  addItems(form.groups, '', entries)
  return entries
}

function addItems(groups: FilledGroups, around: string, into: Map<string, FieldValue>): void {
  for (const [group, items] of Object.entries(groups)) {
    for (const item of items) {
      const at = `${around}${group}/${item.id}/`
      for (const [path, value] of Object.entries(item.fields)) into.set(`${at}${path}`, value)
      addItems(item.groups ?? {}, at, into)
    }
  }
}
