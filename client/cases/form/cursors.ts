import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { Awareness } from 'y-protocols/awareness'
import { peersOf, type Peer } from '#client/documents/peers.ts'

/** Field id (`<case service>/<key>`) → who else is there. */
export type Cursors = ReadonlyMap<string, readonly Peer[]>

/** Follows where the others are. */
export function useCursors(awareness: Awareness): ShallowRef<Cursors> {
  const cursors = shallowRef<Cursors>(byField(awareness))
  const refresh = () => {
    cursors.value = byField(awareness)
  }
  awareness.on('change', refresh)
  onScopeDispose(() => awareness.off('change', refresh))
  return cursors
}

function byField(awareness: Awareness): Cursors {
  const found = new Map<string, Peer[]>()
  for (const peer of peersOf(awareness)) {
    const field = peer.cursor?.field
    if (typeof field === 'string') found.set(field, [...(found.get(field) ?? []), peer])
  }
  return found
}

/** "Uwe Kessler" → "U. Kessler", as on the tag at a field. */
export function shortName(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '' && !word.endsWith('.'))
  const [first] = words
  return words.length < 2 || first === undefined ? name : `${first[0] ?? ''}. ${words.slice(1).join(' ')}`
}
