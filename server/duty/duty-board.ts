import type { DutyPerson, UnitOnDuty } from '#shared/contract/duty-contract.ts'
import type { PresenceState } from '#shared/model/consultation.ts'
import type { Staff, Unit } from '#shared/model/district.ts'
import { effectivePresence, nextQuarter, plannedAt, type RosterEntry } from '#shared/model/duty.ts'
import type { PersonId, UnitId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DistrictNames } from './district-names.ts'
import type { BusyWith, ConsultationActivity, DutyRecords, UnitExperience } from './duty-port.ts'

/** Below this many measurements there is no honest estimate. */
const enough = 3
const busyStates: readonly PresenceState[] = ['ringing', 'in_call', 'wrapup']

interface Known {
  readonly roster: readonly RosterEntry[]
  readonly experience: ReadonlyMap<UnitId, UnitExperience>
}

interface Standing {
  readonly state: PresenceState
  readonly busy: BusyWith | undefined
}

function median(values: readonly number[]): number | null {
  if (values.length < enough) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2)
}

/** Who is on duty, as everybody sees it. */
export class DutyBoard {
  constructor(
    private readonly records: DutyRecords,
    private readonly consultations: ConsultationActivity,
    private readonly names: DistrictNames,
    private readonly clock: Clock,
  ) {}

  /** Effective presence of the persons; somebody who was never on duty is signed out. */
  async statesOf(tx: Tx, persons: readonly PersonId[]): Promise<Map<PersonId, PresenceState>> {
    const standing = await this.#standingOf(tx, persons)
    return new Map([...standing].map(([person, { state }]) => [person, state]))
  }

  /** All units with staff, for "Fachkräfte im Dienst". */
  async read(tx: Tx, principal: Principal): Promise<{ readonly units: readonly UnitOnDuty[] }> {
    if (!may(principal, 'duty.read')) throw new Refused('E_FORBIDDEN', 'role-may-not')
    const { units } = this.names.district
    const [standing, known] = await Promise.all([
      this.#standingOf(tx, idsOf(this.#membersOf(units))),
      this.#knownOf(tx, units),
    ])
    return { units: this.#show(units, standing, known) }
  }

  /** Tells the persons their own state and everybody the state of their units. */
  async announce(act: Act, persons: Iterable<PersonId>): Promise<void> {
    const specialists = [...new Set(persons)].flatMap((person) => this.names.staff(person) ?? [])
    const units = this.names.district.units.filter((unit) =>
      specialists.some((person) => person.unit === unit.id),
    )
    if (units.length === 0) return
    const [standing, known] = await Promise.all([
      this.#standingOf(act.tx, idsOf(this.#membersOf(units))),
      this.#knownOf(act.tx, units),
    ])
    for (const { id } of specialists) {
      const state = standing.get(id)?.state
      if (state !== undefined) act.announce(`person/${id}`, 'presence.changed', { state })
    }
    for (const unit of this.#show(units, standing, known)) {
      act.announce(`duty/${unit.unit}`, 'duty.changed', { unit })
    }
  }

  #membersOf(units: readonly Unit[]): Staff[] {
    return this.names.district.staff.filter((person) => units.some((unit) => unit.id === person.unit))
  }

  async #standingOf(tx: Tx, persons: readonly PersonId[]): Promise<Map<PersonId, Standing>> {
    const [presence, busy] = await Promise.all([
      this.records.presence(tx, persons),
      this.consultations.busy(tx, persons),
    ])
    const rows = new Map(presence.map((row) => [row.person, row]))
    return new Map(
      persons.map((person) => {
        const row = rows.get(person)
        const does = busy.get(person)
        const chosen = row?.chosen ?? 'signed_out'
        const gone = row !== undefined && row.goneAt !== null && row.chosen !== 'signed_out'
        return [
          person,
          { state: effectivePresence({ chosen, gone, activity: does?.activity ?? null }), busy: does },
        ]
      }),
    )
  }

  /** Roster and measured history of the units. */
  async #knownOf(tx: Tx, units: readonly Unit[]): Promise<Known> {
    const ids = units.map((unit) => unit.id)
    const [roster, experience] = await Promise.all([
      this.records.roster(tx, ids),
      this.consultations.experience(tx, ids),
    ])
    return { roster, experience }
  }

  #show(
    units: readonly Unit[],
    standing: ReadonlyMap<PersonId, Standing>,
    { roster, experience }: Known,
  ): UnitOnDuty[] {
    return units.map((unit) =>
      this.#unitOnDuty(
        unit,
        standing,
        roster.filter((entry) => entry.unit === unit.id),
        experience.get(unit.id) ?? { waits: [], talks: [] },
      ),
    )
  }

  #unitOnDuty(
    unit: Unit,
    standing: ReadonlyMap<PersonId, Standing>,
    entries: readonly RosterEntry[],
    experience: UnitExperience,
  ): UnitOnDuty {
    const people = this.#membersOf([unit])
    const there = people.filter((person) => {
      const state = standing.get(person.id)?.state ?? 'signed_out'
      return state !== 'signed_out' && state !== 'gone' && !this.#standsBack(person, entries)
    })
    return {
      unit: unit.id,
      name: unit.name,
      people: there.map((person) => this.#dutyPerson(person, standing)),
      answerSeconds: median(experience.waits),
      talkSeconds: median(experience.talks),
      busySince: busySince(there.map((person) => standing.get(person.id))),
      nextDuty: there.length > 0 ? null : this.#nextDuty(unit.id, entries),
    }
  }

  /** The team lead is rung only as a substitute and is shown only when planned like the others. */
  #standsBack(person: Staff, entries: readonly RosterEntry[]): boolean {
    return person.teamLead && !entries.some((entry) => entry.person === person.id)
  }

  #dutyPerson(person: Staff, standing: ReadonlyMap<PersonId, Standing>): DutyPerson {
    return {
      person: person.id,
      name: person.name,
      state: standing.get(person.id)?.state ?? 'signed_out',
      languages: person.languages,
      officeName: this.names.officeName(person.office),
    }
  }

  /** Null as well while somebody is planned but not there: nobody knows when they will come. */
  #nextDuty(unit: UnitId, entries: readonly RosterEntry[]): string | null {
    const planned = (at: Date) => entries.some((entry) => entry.unit === unit && plannedAt(entry, at))
    const now = this.clock.now()
    if (entries.length === 0 || planned(now)) return null
    return nextQuarter(now, planned)?.toISOString() ?? null
  }
}

const idsOf = (people: readonly Staff[]): PersonId[] => people.map((person) => person.id)

/** Since when nobody was free, judged by those who are busy with somebody. */
function busySince(people: readonly (Standing | undefined)[]): string | null {
  if (people.some((each) => each?.state === 'available')) return null
  const since = people.flatMap((each) =>
    each?.busy !== undefined && busyStates.includes(each.state) ? [each.busy.since.getTime()] : [],
  )
  return since.length === 0 ? null : new Date(Math.max(...since)).toISOString()
}
