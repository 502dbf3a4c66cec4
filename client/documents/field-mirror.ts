import * as Y from 'yjs'
import type { TextEdit } from './text-edit.ts'

/** A field of a form in the document. */
export interface FieldPlace {
  readonly form: Y.Map<unknown>
  readonly path: string
}

const same = (left: FieldPlace, right: FieldPlace) => left.form === right.form && left.path === right.path

/**
 * "Typed once fills the other forms": an edit in one field goes to the fields that mean the same, as long as they said the
 * same before or are still empty. Whoever changes one of them on its own has parted them. Works inside the transaction of the
 * edit, so that others see both or neither, and never on edits that come from others.
 */
export class FieldMirror {
  /** @param links groups of places that mean the same */
  constructor(private readonly links: readonly (readonly FieldPlace[])[]) {}

  /** Call inside the transaction, before the text itself is changed. */
  typed(text: Y.Text, edit: TextEdit): void {
    const before = text.toJSON()
    for (const other of this.linkedTexts(text)) {
      if (other.toJSON() === before) {
        if (edit.remove > 0) other.delete(edit.index, edit.remove)
        if (edit.insert !== '') other.insert(edit.index, edit.insert)
      } else if (other.length === 0) {
        other.insert(0, before.slice(0, edit.index) + edit.insert + before.slice(edit.index + edit.remove))
      }
    }
  }

  /** Sets a choice, date or number and what is linked with it; undefined clears. One transaction. */
  choose(place: FieldPlace, value: string | number | boolean | undefined): void {
    const before = place.form.get(place.path)
    const change = () => {
      for (const target of [place, ...this.linkedWith(place)]) {
        const there = target.form.get(target.path)
        if (there instanceof Y.AbstractType) continue
        if (target !== place && there !== before && there !== undefined) continue
        if (value === undefined) target.form.delete(target.path)
        else target.form.set(target.path, value)
      }
    }
    const { doc } = place.form
    if (doc === null) change()
    else doc.transact(change)
  }

  private linkedTexts(text: Y.Text): Y.Text[] {
    return this.links.flatMap((group) => {
      const texts = group.map(({ form, path }) => form.get(path)).filter((value) => value instanceof Y.Text)
      return texts.includes(text) ? texts.filter((other) => other !== text) : []
    })
  }

  private linkedWith(place: FieldPlace): FieldPlace[] {
    return this.links.flatMap((group) =>
      group.some((one) => same(one, place)) ? group.filter((one) => !same(one, place)) : [],
    )
  }
}
