import { v7 as uuidv7 } from 'uuid'
import * as Y from 'yjs'
import { planOf, type FieldPlan } from '#shared/model/forms/field-plan.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import schemas from '#server/district/demo/forms.json' with { type: 'json' }

/** Creates a form the way the server does. */
export function createForm(doc: Y.Doc, id: string, form: Form, itemId: () => string = uuidv7): void {
  doc.transact(() => {
    const map = new Y.Map<unknown>()
    for (const field of planOf(form)) {
      if (field.kind === 'text') map.set(field.path, new Y.Text())
      if (field.kind === 'group') map.set(field.path, emptyGroup(field, itemId))
    }
    doc.getMap('forms').set(id, map)
  })
}

function emptyGroup(plan: FieldPlan, itemId: () => string): Y.Map<unknown> {
  const items = new Y.Map<unknown>()
  for (let count = 0; count < (plan.minItems ?? 0); count += 1) {
    const item = new Y.Map<unknown>()
    for (const field of plan.item ?? []) if (field.kind === 'text') item.set(field.path, new Y.Text())
    items.set(itemId(), item)
  }
  return items
}

/** A form of the demo district. */
export function demoForm(service: keyof typeof schemas): Form {
  return formOf(schemas[service])
}
