import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { personColour } from '#client/ui/person-colour.ts'

/** Somebody else in a field. `anchor` and `head` are relative positions of a text, null elsewhere. */
export interface RemoteCursor {
  readonly client: number
  readonly name: string
  readonly colour: number
  readonly anchor: unknown
  readonly head: unknown
}

/** Field id (`<case service>/<key>`) → who else is there. */
export type Cursors = ReadonlyMap<string, readonly RemoteCursor[]>

/** Follows where the others are. The server writes person and name into every state, `cursor` is the other's own. */
export function useCursors(awareness: Awareness): ShallowRef<Cursors> {
  const cursors = shallowRef<Cursors>(read(awareness))
  const refresh = () => {
    cursors.value = read(awareness)
  }
  awareness.on('change', refresh)
  onScopeDispose(() => awareness.off('change', refresh))
  return cursors
}

function read(awareness: Awareness): Cursors {
  const found = new Map<string, RemoteCursor[]>()
  for (const [client, state] of awareness.getStates() as Map<number, Readonly<Record<string, unknown>>>) {
    const cursor = state['cursor']
    if (client === awareness.clientID || typeof cursor !== 'object' || cursor === null) continue
    const {
      field,
      anchor = null,
      head = null,
    } = cursor as { field?: unknown; anchor?: unknown; head?: unknown }
    if (typeof field !== 'string') continue
    const name = typeof state['name'] === 'string' ? state['name'] : ''
    const colour = personColour(typeof state['person'] === 'string' ? state['person'] : String(client))
    found.set(field, [...(found.get(field) ?? []), { client, name, colour, anchor, head }])
  }
  return found
}

/** Says where this person is; null leaves. Leaving one field does not wipe having entered the next. */
export function announce(
  awareness: Awareness,
  field: string,
  at: { anchor: unknown; head: unknown } | null,
): void {
  const now: unknown = awareness.getLocalState()?.['cursor']
  if (at) awareness.setLocalStateField('cursor', { field, ...at })
  else if (typeof now === 'object' && now !== null && 'field' in now && now.field === field)
    awareness.setLocalStateField('cursor', null)
}

/** Start and end of a remote selection in the text as it is now; undefined when it points nowhere any more. */
export function rangeIn(
  text: Y.Text,
  cursor: RemoteCursor,
): { readonly from: number; readonly to: number; readonly head: number } | undefined {
  const anchor = placeIn(text, cursor.anchor)
  const head = placeIn(text, cursor.head)
  if (anchor === undefined || head === undefined) return undefined
  return { from: Math.min(anchor, head), to: Math.max(anchor, head), head }
}

function placeIn(text: Y.Text, position: unknown): number | undefined {
  if (!text.doc || typeof position !== 'object' || position === null) return undefined
  const absolute = Y.createAbsolutePositionFromRelativePosition(
    Y.createRelativePositionFromJSON(position),
    text.doc,
  )
  return absolute?.type === text ? absolute.index : undefined
}

/** "Uwe Kessler" → "U. Kessler", as on the tag at a field. */
export function shortName(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '' && !word.endsWith('.'))
  const [first] = words
  return words.length < 2 || first === undefined ? name : `${first[0] ?? ''}. ${words.slice(1).join(' ')}`
}
