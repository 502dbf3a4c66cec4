import type { FieldPlan } from '#shared/model/forms/field-plan.ts'
import { v7 as uuid } from 'uuid'
import * as Y from 'yjs'
import type { CaseFormPlan } from './document-port.ts'
import type { DocumentIndex } from './document-index.ts'
import type { Container } from './places.ts'

/** Whether a form or one of its texts and groups is not there yet. */
export function fieldsMissing(index: DocumentIndex, plans: readonly CaseFormPlan[]): boolean {
  const forms = index.root('forms')
  return plans.some((plan) => {
    const form = forms?.peek(plan.caseService)?.child
    return !form || missingIn(form, plan.fields)
  })
}

/** Items that were there before a form got another field lack it as well. */
function missingIn(map: Container, fields: readonly FieldPlan[]): boolean {
  return fields.some((field) => {
    if (field.kind === 'scalar') return false
    const child = map.peek(field.path)?.child
    if (!child) return true
    if (field.kind === 'text') return false
    return [...child.places()].some(
      ([, { child: item }]) => item !== null && !item.dead && missingIn(item, field.item ?? []),
    )
  })
}

/**
 * The update that creates what is missing, so that two people never create the same text twice (design 2-domain). Null when
 * nothing is.
 */
export function createFields(state: Uint8Array, plans: readonly CaseFormPlan[]): Uint8Array | null {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.transact(() => {
    const forms = doc.getMap<Y.Map<unknown>>('forms')
    for (const plan of plans) {
      if (!forms.has(plan.caseService)) forms.set(plan.caseService, new Y.Map())
      const form = forms.get(plan.caseService)
      if (form !== undefined) fill(form, plan.fields)
    }
  })
  doc.destroy()
  return updates[0] ?? null
}

function fill(form: Y.Map<unknown>, fields: readonly FieldPlan[]): void {
  for (const field of fields) {
    const there = form.get(field.path)
    if (field.kind === 'text' && there === undefined) form.set(field.path, new Y.Text())
    if (field.kind !== 'group') continue
    if (there instanceof Y.Map) {
      for (const item of there.values()) if (item instanceof Y.Map) fill(item, field.item ?? [])
    } else if (there === undefined) addGroup(form, field)
  }
}

/** Everything is put in place before it is filled: Yjs reads nothing that is not part of a document yet. */
function addGroup(form: Y.Map<unknown>, { path, item = [], minItems = 0 }: FieldPlan): void {
  const group = new Y.Map<unknown>()
  form.set(path, group)
  for (let count = 0; count < minItems; count++) {
    const entry = new Y.Map<unknown>()
    group.set(uuid(), entry)
    fill(entry, item)
  }
}
