import type { FieldPlan } from '#shared/model/forms/field-plan.ts'
import { v7 as uuid } from 'uuid'
import * as Y from 'yjs'
import type { CaseFormPlan } from './document-port.ts'
import type { DocumentIndex } from './document-index.ts'

const created = (plan: FieldPlan) => plan.kind !== 'scalar'

/** Whether a form or one of its texts and groups is not there yet. */
export function fieldsMissing(index: DocumentIndex, plans: readonly CaseFormPlan[]): boolean {
  const forms = index.root('forms')
  return plans.some((plan) => {
    const form = forms?.peek(plan.caseService)?.child
    return !form || plan.fields.some((field) => created(field) && !form.peek(field.path)?.child)
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
    if (form.has(field.path)) continue
    if (field.kind === 'text') form.set(field.path, new Y.Text())
    if (field.kind !== 'group') continue
    const group = new Y.Map<unknown>()
    form.set(field.path, group)
    for (let item = 0; item < (field.minItems ?? 0); item++) {
      const entry = new Y.Map<unknown>()
      group.set(uuid(), entry)
      fill(entry, field.item ?? [])
    }
  }
}
