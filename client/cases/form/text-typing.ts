import * as Y from 'yjs'
import { changeBetween, moved, type Change, type DeltaPart } from './text-diff.ts'

export type TextElement = HTMLInputElement | HTMLTextAreaElement

/** What the typing of one field needs from around it. */
export interface TypingPlace {
  readonly text: Y.Text
  /** Texts that take over every change, because they mean the same; asked before the change. */
  followers(): readonly Y.Text[]
  /** Selection changed, as relative positions; null when the field was left. */
  selected(range: { readonly anchor: unknown; readonly head: unknown } | null): void
  /** The person typed something. */
  typed(): void
}

export interface Typing {
  /** Replaces the whole text with the least change, as if typed (proper spelling when the field is left). */
  replace(value: string): void
  release(): void
}

/** Origin of the transactions made here. */
export const typingOrigin = 'typing'

/**
 * Ties an input to a shared text. Typing becomes the smallest change in the text; changes of others appear while caret
 * and selection stay with their characters; what is being composed (IME, dead keys) is not disturbed and is merged when
 * it is finished.
 */
export function bindTyping(element: TextElement, place: TypingPlace): Typing {
  const { text } = place
  let shown = text.toJSON()
  let composing = false
  let applying = false
  let waiting: DeltaPart[][] = []
  element.value = shown

  const commit = () => {
    const typed = changeBetween(shown, element.value, element.selectionStart ?? element.value.length)
    if (typed) {
      const change = waiting.reduce<Change>(behind, typed)
      applying = true
      apply(text, place.followers(), change)
      applying = false
      place.typed()
    }
    const missed = waiting
    waiting = []
    shown = text.toJSON()
    if (missed.length > 0) show(element, shown, missed)
    tell()
  }
  const tell = () => place.selected(selectionOf(element, text))

  const onInput = () => {
    if (!composing) commit()
  }
  const onStart = () => {
    composing = true
  }
  const onEnd = () => {
    composing = false
    commit()
  }
  const onSelect = () => {
    if (!composing && element.ownerDocument.activeElement === element) tell()
  }
  const onBlur = () => {
    if (composing) onEnd()
    place.selected(null)
  }
  const observer = (event: Y.YTextEvent) => {
    if (applying) return
    if (composing) {
      waiting.push(event.delta)
      return
    }
    shown = text.toJSON()
    show(element, shown, [event.delta])
  }

  const listeners: readonly (readonly [string, () => void])[] = [
    ['input', onInput],
    ['compositionstart', onStart],
    ['compositionend', onEnd],
    ['select', onSelect],
    ['keyup', onSelect],
    ['pointerup', onSelect],
    ['focus', tell],
    ['blur', onBlur],
  ]
  for (const [name, listener] of listeners) element.addEventListener(name, listener)
  text.observe(observer)
  return {
    replace(value) {
      const change = changeBetween(text.toJSON(), value, value.length)
      if (!change) return
      applying = true
      apply(text, place.followers(), change)
      applying = false
      shown = text.toJSON()
      element.value = shown
    },
    release() {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener)
      text.unobserve(observer)
    },
  }
}

/** A change of the text as it was, fitted to what others did meanwhile. */
function behind(change: Change, delta: DeltaPart[]): Change {
  const index = moved(change.index, delta)
  const end = moved(change.index + change.removed, delta)
  return { index, removed: Math.max(0, end - index), inserted: change.inserted }
}

function apply(text: Y.Text, followers: readonly Y.Text[], change: Change): void {
  const before = text.toJSON()
  const edit = () => {
    replaceIn(text, change)
    for (const other of followers) {
      if (other.toJSON() === before) replaceIn(other, change)
      else other.insert(0, text.toJSON())
    }
  }
  if (text.doc) text.doc.transact(edit, typingOrigin)
  else edit()
}

function replaceIn(text: Y.Text, { index, removed, inserted }: Change): void {
  const at = Math.min(index, text.length)
  if (removed > 0) text.delete(at, Math.min(removed, text.length - at))
  if (inserted !== '') text.insert(at, inserted)
}

/** Puts the new text in place and moves the selection along with its characters. */
function show(element: TextElement, value: string, deltas: readonly (readonly DeltaPart[])[]): void {
  const focused = element.ownerDocument.activeElement === element
  const { selectionStart, selectionEnd, selectionDirection } = element
  element.value = value
  if (!focused || selectionStart === null || selectionEnd === null) return
  const along = (from: number) => deltas.reduce((at, delta) => moved(at, delta), from)
  element.setSelectionRange(along(selectionStart), along(selectionEnd), selectionDirection ?? 'none')
}

function selectionOf(element: TextElement, text: Y.Text) {
  const start = element.selectionStart ?? 0
  const end = element.selectionEnd ?? start
  const backward = element.selectionDirection === 'backward'
  const position = (at: number): unknown =>
    Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, at, -1))
  return { anchor: position(backward ? end : start), head: position(backward ? start : end) }
}
