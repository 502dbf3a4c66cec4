import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { FieldMirror } from './field-mirror.ts'
import { movePosition, textEdit, type DeltaStep, type TextEdit } from './text-edit.ts'

/** Where somebody is: a field and, for texts, the selection as Yjs relative positions in JSON. */
export interface FieldCursor {
  readonly field: string
  readonly anchor?: unknown
  readonly head?: unknown
}

export interface BindTextOptions {
  /** Linked fields that follow what is typed here. */
  readonly mirror?: Pick<FieldMirror, 'typed'>
}

type TextElement = HTMLInputElement | HTMLTextAreaElement

/**
 * Binds an input to a text of the document: what is typed becomes the smallest edit, what others type appears with caret and
 * selection kept, and the own caret is shown to the others under `field`. Composition (IME, dead keys) is left alone until it
 * ends. Returns how to unbind.
 */
export function bindText(
  element: TextElement,
  text: Y.Text,
  awareness: Awareness,
  field: string,
  options: BindTextOptions = {},
): () => void {
  const binding = new TextBinding(element, text, awareness, field, options)
  return () => binding.unbind()
}

class TextBinding {
  /** What the element showed after the last change, from either side. */
  private shown: string
  private composing = false
  /** Changes of others that arrived during composition. */
  private readonly held: DeltaStep[][] = []
  private readonly off: (() => void)[] = []

  constructor(
    private readonly element: TextElement,
    private readonly text: Y.Text,
    private readonly awareness: Awareness,
    private readonly field: string,
    private readonly options: BindTextOptions,
  ) {
    this.shown = text.toJSON()
    element.value = this.shown
    text.observe(this.onRemote)
    const page = element.ownerDocument
    this.listen(element, 'input', (event) => {
      if (!this.composing && !(event as InputEvent).isComposing) this.push()
    })
    this.listen(element, 'compositionstart', () => {
      this.composing = true
    })
    this.listen(element, 'compositionend', () => {
      this.composing = false
      this.push()
    })
    this.listen(element, 'blur', () => {
      if (this.composing) {
        this.composing = false
        this.push()
      }
      this.hideCursor()
    })
    for (const kind of ['focus', 'select', 'keyup', 'pointerup'])
      this.listen(element, kind, () => this.showCursor())
    this.listen(page, 'selectionchange', () => this.showCursor())
  }

  unbind(): void {
    for (const off of this.off.splice(0)) off()
    this.text.unobserve(this.onRemote)
    this.hideCursor()
  }

  private listen(target: EventTarget, kind: string, run: (event: Event) => void): void {
    target.addEventListener(kind, run)
    this.off.push(() => target.removeEventListener(kind, run))
  }

  /** Brings what was typed into the document. */
  private push(): void {
    const caret = this.element.selectionEnd ?? this.element.value.length
    const edit = textEdit(this.shown, this.element.value, caret)
    if (edit !== null) {
      if (this.held.length === 0) this.apply(edit.index, edit.remove, edit.insert)
      else this.applyLate(edit)
    }
    this.held.length = 0
    const now = this.text.toJSON()
    this.shown = now
    if (this.element.value !== now) this.rewrite(now, edit === null ? caret : Math.min(caret, now.length))
    this.showCursor()
  }

  /** An edit made on a text that others have changed since: only the characters that were meant go. */
  private applyLate({ index, remove, insert }: TextEdit): void {
    const now = (position: number, left: boolean) =>
      this.held.reduce((at, delta) => movePosition(at, delta, left), position)
    for (let at = index + remove - 1; at >= index; at--) {
      const from = now(at, false)
      if (now(at + 1, true) - from === 1) this.apply(from, 1, '')
    }
    if (insert !== '') this.apply(now(index, true), 0, insert)
  }

  private apply(index: number, remove: number, insert: string): void {
    const { doc } = this.text
    const change = () => {
      this.options.mirror?.typed(this.text, { index, remove, insert })
      if (remove > 0) this.text.delete(index, remove)
      if (insert !== '') this.text.insert(index, insert)
    }
    if (doc === null) change()
    else doc.transact(change, this)
  }

  private readonly onRemote = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return
    const delta = event.delta as DeltaStep[]
    if (this.composing) {
      this.held.push(delta)
      return
    }
    const { element } = this
    const from = movePosition(element.selectionStart ?? 0, delta)
    const to = movePosition(element.selectionEnd ?? 0, delta)
    this.shown = this.text.toJSON()
    this.rewrite(this.shown, from, to)
  }

  private rewrite(value: string, from: number, to = from): void {
    const { element } = this
    const { selectionDirection, scrollTop, scrollLeft } = element
    element.value = value
    if (element.ownerDocument.activeElement !== element) return
    element.setSelectionRange(from, to, selectionDirection ?? 'none')
    element.scrollTop = scrollTop
    element.scrollLeft = scrollLeft
  }

  private showCursor(): void {
    const { element, text } = this
    if (element.ownerDocument.activeElement !== element || this.composing) return
    const start = element.selectionStart ?? 0
    const end = element.selectionEnd ?? start
    const [anchor, head] = element.selectionDirection === 'backward' ? [end, start] : [start, end]
    const position = (at: number): unknown =>
      Y.relativePositionToJSON(
        Y.createRelativePositionFromTypeIndex(text, Math.min(at, text.length), at === text.length ? -1 : 0),
      )
    const cursor: FieldCursor = { field: this.field, anchor: position(anchor), head: position(head) }
    if (JSON.stringify(cursor) === JSON.stringify(this.ownCursor())) return
    this.awareness.setLocalStateField('cursor', cursor)
  }

  private hideCursor(): void {
    if (this.ownCursor()?.field === this.field) this.awareness.setLocalStateField('cursor', null)
  }

  private ownCursor(): FieldCursor | null {
    return ((this.awareness.getLocalState() ?? {})['cursor'] ?? null) as FieldCursor | null
  }
}

const isNothing = (value: unknown) => value === undefined || value === null

/** Where a cursor of somebody stands in this text now: UTF-16 positions; null when it stands elsewhere. */
export function cursorRange(
  cursor: FieldCursor,
  text: Y.Text,
): { readonly anchor: number; readonly head: number } | null {
  const { doc } = text
  if (doc === null || isNothing(cursor.anchor) || isNothing(cursor.head)) return null
  const [anchor, head] = [cursor.anchor, cursor.head].map((json) => {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc)
    return found?.type === text ? found.index : null
  })
  return typeof anchor === 'number' && typeof head === 'number' ? { anchor, head } : null
}

/** For controls without a caret (choices, dates): shows that the person is at this field. Call with null on leaving. */
export function showField(awareness: Awareness, field: string | null): void {
  awareness.setLocalStateField('cursor', field === null ? null : { field })
}
