import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue'

export type PersonColour = 1 | 2 | 3 | 4 | 5 | 6

/** A colour from 1 to 6 that is the same for a person on every screen and in every session (FNV-1a over the id). */
export function personColour(id: string): PersonColour {
  let hash = 0x811c9dc5
  for (const sign of id) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return ((hash % 6) + 1) as PersonColour
}

/** „Dr. Ines Voß“ → „IV“: titles do not count, first and last name do. */
export function initialsOf(name: string): string {
  const words = name
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''))
    .filter((word) => word !== '' && !word.endsWith('.'))
  const first = words[0]?.[0] ?? ''
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toLocaleUpperCase('de')
}

/** Person id → colour of those at one table; where two would share one, the later in the alphabet of ids moves on. */
export function coloursOf(persons: readonly string[]): ReadonlyMap<string, PersonColour> {
  const given = new Map<string, PersonColour>()
  for (const person of [...new Set(persons)].toSorted()) {
    const taken = new Set(given.values())
    let colour = personColour(person)
    for (let step = 0; step < 6 && taken.has(colour); step++) colour = ((colour % 6) + 1) as PersonColour
    given.set(person, colour)
  }
  return given
}

const tableColours: InjectionKey<ComputedRef<ReadonlyMap<string, PersonColour>>> =
  Symbol('colours at the table')

/** Everything below shows these persons in the same colours: avatar, outline, caret, remark, tile. */
export function provideColours(persons: () => readonly string[]): void {
  provide(
    tableColours,
    computed(() => coloursOf(persons())),
  )
}

/** The colour of a person at this table, or the person's own where there is no table. */
export function useColours(): (person: string) => PersonColour {
  const table = inject(tableColours, null)
  return (person) => table?.value.get(person) ?? personColour(person)
}
