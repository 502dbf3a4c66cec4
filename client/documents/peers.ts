import type { Awareness } from 'y-protocols/awareness'
import type { FieldCursor } from './text-binding.ts'

/** Somebody else who has the document open; what is said of the person comes from the server. */
export interface Peer {
  readonly client: number
  readonly person: string
  readonly name: string
  readonly role: string
  readonly office: string
  readonly cursor: FieldCursor | null
}

/** Everybody but this tab, in a stable order. */
export function peersOf(awareness: Awareness): Peer[] {
  const states = [...awareness.getStates()].filter(
    ([client, state]) => client !== awareness.clientID && typeof state['person'] === 'string',
  )
  return states
    .map(([client, state]) => ({
      client,
      person: String(state['person']),
      name: String(state['name'] ?? ''),
      role: String(state['role'] ?? ''),
      office: String(state['office'] ?? ''),
      cursor: (state['cursor'] ?? null) as FieldCursor | null,
    }))
    .toSorted((left, right) => left.client - right.client)
}
