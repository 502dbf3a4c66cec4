import type { Awareness } from 'y-protocols/awareness'
import type { FieldCursor } from './text-binding.ts'

/** Somebody else who has the document open; what is said of the person comes from the server. */
export interface Peer {
  readonly client: number
  readonly person: string
  readonly name: string
  readonly role: string
  readonly office: string
  /** 1 to 6, the same for every tab of a person. */
  readonly colour: number
  readonly cursor: FieldCursor | null
}

const colours = 6

function hash(text: string): number {
  let value = 2166136261
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619)
  return value >>> 0
}

/** Colour per person: from the id, moved on where two of those present would share one. */
export function coloursOf(persons: readonly string[]): Map<string, number> {
  const given = new Map<string, number>()
  const taken = new Set<number>()
  for (const person of [...new Set(persons)].toSorted()) {
    let colour = hash(person) % colours
    for (let step = 0; step < colours && taken.has(colour); step++) colour = (colour + 1) % colours
    taken.add(colour)
    given.set(person, colour + 1)
  }
  return given
}

/** Everybody but this tab, in a stable order. */
export function peersOf(awareness: Awareness): Peer[] {
  const states = [...awareness.getStates()].filter(
    ([client, state]) => client !== awareness.clientID && typeof state['person'] === 'string',
  )
  const given = coloursOf(states.map(([, state]) => String(state['person'])))
  return states
    .map(([client, state]) => ({
      client,
      person: String(state['person']),
      name: String(state['name'] ?? ''),
      role: String(state['role'] ?? ''),
      office: String(state['office'] ?? ''),
      colour: given.get(String(state['person'])) ?? 1,
      cursor: (state['cursor'] ?? null) as FieldCursor | null,
    }))
    .toSorted((left, right) => left.client - right.client)
}
