import type { PersonId } from '#shared/model/ids.ts'
import type { Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import { isOutsider, partners } from '#shared/model/table-partners.ts'
import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import { atTable, isLive } from './consultation-rules.ts'

/**
 * What the person has to do with the consultation. `ofCase` are the facts of the case, for its own office. Who sat at the
 * table counts as invited only while something is disclosed or still to be done.
 */
export function factsOf(record: ConsultationRecord, principal: Principal, ofCase: Facts): Facts {
  const ownOffice =
    principal.kind === 'staff' && record.office === principal.office && ofCase.ownOffice === true
  const answered = record.acceptedBy === principal.person
  const seated = record.seats.some((seat) => seat.person === principal.person)
  const open = isLive(record) || record.state === 'wrapup' || record.disclosure > 0
  return {
    ownOffice,
    contract: ownOffice && ofCase.contract === true,
    rung: record.rings.some((ring) => ring.person === principal.person) || record.unit === principal.unit,
    invited: (answered || seated) && open,
    level2: answered && record.disclosure === 2,
    own: record.office === principal.office && ofCase.own === true,
  }
}

/** Without any of these the consultation does not exist for the person. */
export const concerns = (facts: Facts): boolean =>
  facts.ownOffice === true || facts.rung === true || facts.invited === true || facts.own === true

/**
 * With whom a person may exchange WebRTC signals in this consultation: while it rings the requester with those who are rung
 * (staff only, nothing but transport is prepared), afterwards the seats among each other, those in one room and those who are out
 * excepted. `words`: captions go to those in the same room as well, but to no citizen while staff talk alone.
 */
export function relayPeers(record: ConsultationRecord, person: PersonId, words = false): PersonId[] {
  if (record.state === 'ringing') {
    const rung = record.rings.filter((ring) => ring.state === 'ringing').map((ring) => ring.person)
    if (person === record.requestedBy) return rung
    return rung.includes(person) ? [record.requestedBy] : []
  }
  if (!atTable(record)) return []
  const seats: readonly Seat[] = words
    ? record.seats.map(({ room: _together, ...seat }) => seat)
    : record.seats
  const alone = words && record.pretalkUntil !== null
  return partners(seats, person, record.confidential !== null)
    .filter(({ role }) => !(alone && isOutsider(role)))
    .map((seat) => seat.person)
}
