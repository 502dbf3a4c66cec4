import { v7 as uuidv7 } from 'uuid'
import * as Y from 'yjs'
import { planOf, type FieldPlan } from '#shared/model/forms/field-plan.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { Picture } from '#tests/support/form-examples.ts'
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
    for (const field of plan.item ?? []) {
      if (field.kind === 'text') item.set(field.path, new Y.Text())
      if (field.kind === 'group') item.set(field.path, emptyGroup(field, itemId))
    }
    items.set(itemId(), item)
  }
  return items
}

/** Writes a picture into a form, or into an item of one of its groups. */
export function fill(map: Y.Map<unknown>, plan: readonly FieldPlan[], picture: Picture): void {
  for (const [path, value] of Object.entries(picture)) {
    const at = plan.find((one) => one.path === path)
    if (typeof value === 'object') {
      const items = new Y.Map<unknown>()
      map.set(path, items)
      for (const [id, inside] of Object.entries(value)) {
        const item = new Y.Map<unknown>()
        items.set(id, item)
        for (const field of at?.item ?? []) {
          if (field.kind === 'text') item.set(field.path, new Y.Text())
          if (field.kind === 'group') item.set(field.path, new Y.Map())
        }
        fill(item, at?.item ?? [], inside as Picture)
      }
    } else map.set(path, at?.kind === 'text' ? new Y.Text(String(value)) : value)
  }
}

/** A form of the demo district. */
export function demoForm(service: keyof typeof schemas): Form {
  return formOf(schemas[service])
}
