import type * as Y from 'yjs'

/** Warns before a page is left while something is not stored; returns how to stop. */
export function guardUnload(
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  unsaved: () => boolean,
): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (unsaved()) event.preventDefault()
  }
  page.addEventListener('beforeunload', warn)
  return () => page.removeEventListener('beforeunload', warn)
}

export interface UnsavedText {
  /** Names on the way to the text: root, form, path … */
  readonly path: readonly string[]
  readonly mine: string
  readonly stored: string
}

/** What stands in a frozen document and not in a fresh one, to show the difference and offer a copy. */
export function unsavedTexts(mine: Y.Doc, stored: Y.Doc): UnsavedText[] {
  const kept = new Map(
    leavesOf(stored.getMap('forms').toJSON(), ['forms']).map(([path, value]) => [
      JSON.stringify(path),
      value,
    ]),
  )
  return leavesOf(mine.getMap('forms').toJSON(), ['forms']).flatMap(([path, value]) => {
    const there = kept.get(JSON.stringify(path)) ?? ''
    return there === value ? [] : [{ path, mine: value, stored: there }]
  })
}

function leavesOf(value: unknown, path: readonly string[]): (readonly [readonly string[], string])[] {
  if (value === null || typeof value !== 'object') return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}
