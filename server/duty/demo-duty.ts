import type { District } from '#shared/model/district.ts'
import type { PersonalSubstitution, RosterEntry, RosterRank } from '#shared/model/duty.ts'
import type { PersonId, UnitId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'
import type { DutyRecords } from './duty-port.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Planned around the clock, so that the demo works at any hour. */
const planned: readonly (readonly [login: string, unit: string, rank: RosterRank])[] = [
  ['u.kessler', 'kfz', 'primary'],
  ['m.sahin', 'kfz', 'background'],
  ['f.adler', 'kfz', 'background'],
  ['o.menge', 'fahrerlaubnis', 'primary'],
  ['s.krause', 'wohngeld', 'primary'],
]

const substitutes: readonly (readonly [login: string, substitute: string, unit: string])[] = [
  ['u.kessler', 'o.menge', 'kfz'],
  ['u.kessler', 'i.voss', 'kfz'],
]

/** Fills roster and substitutions of the demo district; called once, when the store is empty. */
export async function seedDemoDuty(records: DutyRecords, tx: Tx, district: District): Promise<void> {
  const ids = new Map(district.staff.map((person) => [person.login, person.id]))
  const idOf = (login: string): PersonId => {
    const id = ids.get(login)
    if (id === undefined) throw new Error(`The demo district has no ${login}`)
    return id
  }
  const roster = planned.map(([login, unit, rank]): RosterEntry => ({
    person: idOf(login),
    unit: unit as UnitId,
    rank,
    weekdays: everyDay,
    from: '00:00',
    until: '24:00',
    validFrom: null,
    validUntil: null,
  }))
  const rules = substitutes.map(([login, substitute, unit], position): PersonalSubstitution => ({
    person: idOf(login),
    substitute: idOf(substitute),
    unit: unit as UnitId,
    position,
    from: null,
    until: null,
  }))
  await records.plan(tx, roster, rules)
}
