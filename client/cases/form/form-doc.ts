import { v7 as uuidv7 } from 'uuid'
import * as Y from 'yjs'
import { planOf, type FieldPlan } from '#shared/model/forms/field-plan.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { FieldMirror, type FieldPlace } from '#client/documents/field-mirror.ts'
import { textEdit, type TextEdit } from '#client/documents/text-edit.ts'
import { linkedFields, type FieldLink, type LinkedField } from '#shared/model/forms/links.ts'
import { isFilled, valuesFrom, type FieldValue, type FormValues } from '#shared/model/forms/values.ts'

/** Forms of a case by the id of their case service, in the order of the case. */
export type CaseForms = Readonly<Record<string, Form>>

/** Where a field lives: in the form itself, or in an item of a group. */
export interface FieldSpot {
  readonly path: string
  /** Key of the group: its path, or `<group>/<item>/<path>` for a group inside an item. */
  readonly group?: string
  readonly item?: string
}

type FieldMap = Y.Map<unknown>

/** A removed item, kept so that the removal can be taken back. */
export interface RemovedItem {
  readonly group: string
  readonly id: string
  readonly number: number
  readonly values: Readonly<Record<string, unknown>>
}

/** Origin of the transactions of this screen; undo and mirrors tell them from those of others by it. */
const formOrigin = 'form'

/** The forms of a case in its shared document: the only place that knows how values are laid out there. */
export class FormDoc {
  readonly #links: readonly FieldLink[]
  /** Fields somebody typed in on this screen: there nothing was taken over. */
  readonly #typed = new Set<string>()

  constructor(
    readonly doc: Y.Doc,
    readonly forms: CaseForms,
  ) {
    this.#links = linkedFields(forms)
  }

  /** The map of a form; undefined until the server has created it. */
  map(id: string): FieldMap | undefined {
    const map = this.doc.getMap('forms').get(id)
    return map instanceof Y.Map ? map : undefined
  }

  values(id: string, form: Form): FormValues {
    return valuesFrom(form, this.map(id)?.toJSON() ?? {})
  }

  /** The text of a field; undefined until the server has created it. */
  text(id: string, spot: FieldSpot): Y.Text | undefined {
    const text = this.#holder(id, spot)?.get(spot.path)
    return text instanceof Y.Text ? text : undefined
  }

  /** Takes an own edit over into the fields that mean the same. Inside the transaction, before the text changes. */
  typed(id: string, spot: FieldSpot, text: Y.Text, edit: TextEdit): void {
    this.#typed.add(spotKey(id, spot))
    this.#mirror(id, spot)?.typed(text, edit)
  }

  /** Puts a text in place of what stands there, as if it had been typed. */
  write(id: string, spot: FieldSpot, to: string): void {
    const text = this.text(id, spot)
    const edit = text && textEdit(text.toJSON(), to)
    if (!text || !edit) return
    this.doc.transact(() => {
      this.typed(id, spot, text, edit)
      text.delete(edit.index, edit.remove)
      text.insert(edit.index, edit.insert)
    }, formOrigin)
  }

  /** Sets or clears a choice, date, number or box, and takes it over where it means the same. */
  set(id: string, spot: FieldSpot, value: FieldValue | undefined): void {
    const form = this.#holder(id, spot)
    if (!form) return
    this.#typed.add(spotKey(id, spot))
    this.#mirror(id, spot)?.choose({ form, path: spot.path }, value)
  }

  /** The earlier form that this field's value stands in as well; undefined when it was typed here. */
  source(id: string, spot: FieldSpot, value: FieldValue | undefined): string | undefined {
    if (!isFilled(value) || this.#typed.has(spotKey(id, spot))) return undefined
    const order = Object.keys(this.forms)
    const found = this.#counterparts(id, spot).find(
      ({ form, spot: there }) =>
        order.indexOf(form) < order.indexOf(id) &&
        plain(this.#holder(form, there)?.get(there.path)) === value,
    )
    return found && this.forms[found.form]?.title
  }

  /** Adds an empty item to the group with that key and returns its id. */
  addItem(id: string, group: string): string {
    const item = uuidv7()
    this.#insertItem(id, group, item, undefined)
    return item
  }

  removeItem(id: string, group: string, item: string): RemovedItem | undefined {
    const items = this.#items(id, group)
    const map = items?.get(item)
    if (!items || !(map instanceof Y.Map)) return undefined
    const number = [...items.keys()].toSorted().indexOf(item) + 1
    const values = map.toJSON()
    this.doc.transact(() => items.delete(item), formOrigin)
    return { group, id: item, number, values }
  }

  /** Brings a removed item back under its old id, with what stood in it. */
  restoreItem(id: string, removed: RemovedItem): void {
    this.#insertItem(id, removed.group, removed.id, removed.values)
  }

  #insertItem(id: string, group: string, item: string, values: ItemPicture | undefined): void {
    const map = itemMap(this.#itemPlan(id, group), values)
    this.doc.transact(() => this.#items(id, group)?.set(item, map), formOrigin)
  }

  /** Built anew for every edit: which item of a group is the first may have changed. */
  #mirror(id: string, spot: FieldSpot): FieldMirror | undefined {
    const own = this.#place(id, spot)
    const others = this.#counterparts(id, spot).flatMap(
      ({ form, spot: there }) => this.#place(form, there) ?? [],
    )
    return own && new FieldMirror([[own, ...others]])
  }

  #place(id: string, spot: FieldSpot): FieldPlace | undefined {
    const form = this.#holder(id, spot)
    return form && { form, path: spot.path }
  }

  #itemPlan(id: string, group: string): readonly FieldPlan[] {
    const form = this.forms[id]
    const groups = group.split('/').filter((_step, index) => index % 2 === 0)
    return groups.reduce<readonly FieldPlan[]>(
      (plan, path) => plan.find((field) => field.path === path)?.item ?? [],
      form ? planOf(form) : [],
    )
  }

  #items(id: string, group: string): FieldMap | undefined {
    let at: unknown = this.map(id)
    for (const step of group.split('/')) at = at instanceof Y.Map ? at.get(step) : undefined
    return at instanceof Y.Map ? at : undefined
  }

  #holder(id: string, spot: FieldSpot): FieldMap | undefined {
    if (spot.group === undefined) return this.map(id)
    const item = this.#items(id, spot.group)?.get(spot.item ?? '')
    return item instanceof Y.Map ? item : undefined
  }

  #counterparts(id: string, spot: FieldSpot): { form: string; spot: FieldSpot }[] {
    return this.#links.flatMap(({ from, to }) => {
      if (this.#is(from, id, spot)) return this.#spotOf(to)
      return this.#is(to, id, spot) ? this.#spotOf(from) : []
    })
  }

  #is(end: LinkedField, id: string, spot: FieldSpot): boolean {
    if (end.form !== id || end.path !== spot.path || end.group !== spot.group) return false
    return end.group === undefined || this.#firstItem(id, end.group) === spot.item
  }

  #spotOf(end: LinkedField): { form: string; spot: FieldSpot }[] {
    if (end.group === undefined) return [{ form: end.form, spot: { path: end.path } }]
    const item = this.#firstItem(end.form, end.group)
    return item === undefined ? [] : [{ form: end.form, spot: { path: end.path, group: end.group, item } }]
  }

  #firstItem(id: string, group: string): string | undefined {
    return [...(this.#items(id, group)?.keys() ?? [])].toSorted()[0]
  }
}

/** What `toJSON` makes of an item. */
type ItemPicture = Readonly<Record<string, unknown>>

/** A new item as the server would create it, with what is known of it; without any, groups inside get their first items. */
function itemMap(plan: readonly FieldPlan[], values: ItemPicture | undefined): FieldMap {
  const map = new Y.Map<unknown>()
  for (const field of plan) {
    const value = values?.[field.path]
    if (field.kind === 'text') map.set(field.path, new Y.Text(typeof value === 'string' ? value : ''))
    else if (field.kind === 'group') map.set(field.path, groupMap(field, value))
    else if (value !== undefined) map.set(field.path, value)
  }
  return map
}

function groupMap({ item = [], minItems = 0 }: FieldPlan, picture: unknown): FieldMap {
  const group = new Y.Map<unknown>()
  if (typeof picture === 'object' && picture !== null) {
    for (const [id, values] of Object.entries(picture)) group.set(id, itemMap(item, values as ItemPicture))
    return group
  }
  for (let count = 0; count < minItems; count += 1) group.set(uuidv7(), itemMap(item, undefined))
  return group
}

function spotKey(id: string, { group = '', item = '', path }: FieldSpot): string {
  return [id, group, item, path].join('/')
}

function plain(value: unknown): unknown {
  return value instanceof Y.Text ? value.toJSON() : value
}
