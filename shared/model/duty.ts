import type { ChosenPresenceState, PresenceState } from './consultation.ts'
import type { PersonId, UnitId } from './ids.ts'

export type RosterRank = 'primary' | 'background'

/** Who is planned when for which unit. Times are local clock times of the district, `24:00` is the end of the day. */
export interface RosterEntry {
  readonly person: PersonId
  readonly unit: UnitId
  readonly rank: RosterRank
  /** ISO weekdays, 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[]
  readonly from: string
  readonly until: string
  /** ISO days, inclusive; null: open. */
  readonly validFrom: string | null
  readonly validUntil: string | null
}

/** Who stands in for whom in a unit, in the order of `position`; without bounds it is a standing rule. */
export interface PersonalSubstitution {
  readonly person: PersonId
  readonly substitute: PersonId
  readonly unit: UnitId
  readonly position: number
  readonly from: Date | null
  readonly until: Date | null
}

/** What a consultation makes of a person; nothing of it is chosen. */
export type Activity = 'ringing' | 'in_call' | 'wrapup'

/** Several tabs, one person: what all others see. A lost lease outweighs everything, a call outweighs what was chosen. */
export function effectivePresence(person: {
  readonly chosen: ChosenPresenceState
  readonly gone: boolean
  readonly activity: Activity | null
}): PresenceState {
  if (person.gone) return 'gone'
  if (person.activity === 'in_call' || person.activity === 'wrapup') return person.activity
  if (person.activity === 'ringing' && person.chosen === 'available') return 'ringing'
  return person.chosen
}

/** All districts lie in one time zone (§ 4 EinhZeitG: one legal time). */
const zone = 'Europe/Berlin'
const formatter = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

interface LocalTime {
  /** ISO day. */
  readonly day: string
  readonly weekday: number
  /** `HH:MM`. */
  readonly time: string
}

/** The instant on the clocks of the district. */
function localTime(at: Date): LocalTime {
  const parts = new Map(formatter.formatToParts(at).map((part) => [part.type, part.value]))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    day: `${of('year')}-${of('month')}-${of('day')}`,
    weekday: weekdayNames.indexOf(of('weekday')) + 1,
    time: `${of('hour')}:${of('minute')}`,
  }
}

function plannedOn(entry: RosterEntry, local: LocalTime): boolean {
  return (
    entry.weekdays.includes(local.weekday) &&
    (entry.validFrom === null || entry.validFrom <= local.day) &&
    (entry.validUntil === null || local.day <= entry.validUntil)
  )
}

/** Whether the entry covers the instant; the end is exclusive. */
export function plannedAt(entry: RosterEntry, at: Date): boolean {
  const local = localTime(at)
  return plannedOn(entry, local) && entry.from <= local.time && local.time < entry.until
}

/** The duties of the local day of `at`, in order. */
export function shiftsOfDay(roster: readonly RosterEntry[], at: Date): { from: string; until: string }[] {
  const local = localTime(at)
  return roster
    .filter((entry) => plannedOn(entry, local))
    .map(({ from, until }) => ({ from, until }))
    .toSorted((a, b) => a.from.localeCompare(b.from))
}

const quarter = 15 * 60_000

/** The first quarter of an hour after `at` that satisfies `fits`, at most a week ahead; all duties begin on quarters. */
export function nextQuarter(at: Date, fits: (from: Date) => boolean): Date | null {
  const first = (Math.floor(at.getTime() / quarter) + 1) * quarter
  for (let step = 0; step < 7 * 96; step++) {
    const from = new Date(first + step * quarter)
    if (fits(from)) return from
  }
  return null
}

/** Until when a slot that begins at `from` lasts: a quarter of an hour. */
export const slotEnd = (from: Date): Date => new Date(from.getTime() + quarter)
