import type { Staff } from '#shared/model/district.ts'
import { nextQuarter, plannedAt, slotEnd, type RosterEntry } from '#shared/model/duty.ts'
import type { PersonId, UnitId } from '#shared/model/ids.ts'

export interface Slot {
  readonly from: Date
  readonly until: Date
  readonly person: PersonId
}

export interface SlotSearch {
  readonly unit: UnitId
  readonly staff: readonly Staff[]
  readonly roster: readonly RosterEntry[]
  /** Taken or held by somebody else. */
  readonly taken: readonly { readonly person: PersonId; readonly from: Date; readonly until: Date }[]
  readonly now: Date
}

/** A specialist needs a moment to see that a callback was promised. */
const notBefore = 5 * 60_000

/** The earliest quarters of an hour in which somebody planned for the unit is still free, one person each. Pure. */
export function earliestSlots(search: SlotSearch, count: number): Slot[] {
  const slots: Slot[] = []
  let after = new Date(search.now.getTime() + notBefore)
  while (slots.length < count) {
    const from = nextQuarter(after, (at) => freePeople(search, at).length > 0)
    const [person] = from === null ? [] : freePeople(search, from)
    if (from === null || person === undefined) break
    slots.push({ from, until: slotEnd(from), person })
    after = from
  }
  return slots
}

/** Whether this person can promise this quarter of an hour. */
export function isFree(search: SlotSearch, person: PersonId, from: Date): boolean {
  const onQuarter = from.getTime() % (15 * 60_000) === 0
  return onQuarter && from > search.now && freePeople(search, from).includes(person)
}

/** Planned throughout the quarter, primary duty first. */
function freePeople(search: SlotSearch, from: Date): PersonId[] {
  const until = slotEnd(from)
  const last = new Date(until.getTime() - 1)
  const entries = search.roster
    .filter((entry) => entry.unit === search.unit && plannedAt(entry, from) && plannedAt(entry, last))
    .toSorted((a, b) => rank(a) - rank(b))
  const people = [...new Set(entries.map((entry) => entry.person))]
  return people.filter((person) => {
    const known = search.staff.some((each) => each.id === person)
    return (
      known && !search.taken.some((each) => each.person === person && each.from < until && from < each.until)
    )
  })
}

const rank = (entry: RosterEntry): number => (entry.rank === 'primary' ? 0 : 1)
