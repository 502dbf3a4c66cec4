import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import type { PersonId } from '#shared/model/ids.ts'
import { staysOut } from '#shared/model/table-partners.ts'
import { Refused } from '#server/platform/refused.ts'
import { atTable, settledTable } from './consultation-rules.ts'

/** So long at a time; then the server ends it, unless the citizen has prolonged it. In milliseconds. */
const confidentialFor = 15 * 60_000

const sits = (seats: readonly Seat[], role: Seat['role'], state?: Seat['state']): boolean =>
  seats.some(
    (seat) => seat.role === role && (state === undefined ? seat.state !== 'left' : seat.state === state),
  )

/** Whether the citizen could talk alone with a specialist now: both are there, and sound is allowed. */
export const mayConfide = (record: ConsultationRecord): boolean =>
  record.state === 'connected' &&
  record.joins === null &&
  record.consents.includes('audio') &&
  sits(record.seats, 'citizen', 'taken') &&
  sits(record.seats, 'specialist', 'taken')

/** Vertraulich begins, or begins anew with its full time. @throws Refused when nobody could talk. */
export function confided(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (!mayConfide(record) && record.confidential === null)
    throw new Refused('E_STATE', 'not-confidential-now')
  const since = record.confidential?.since ?? at
  const until = new Date(at.getTime() + confidentialFor)
  return { ...record, confidential: { since, until }, seats: voicedAt(record.seats, true) }
}

/** Everybody takes part again; the microphone is back at the desk. */
export function rejoined(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (record.confidential === null) return record
  return settledTable({ ...record, confidential: null, seats: voicedAt(record.seats, false) }, at)
}

/** Moves the one microphone and loudspeaker of a room. @throws Refused with the reason. */
export function voiceMoved(
  record: ConsultationRecord,
  beside: PersonId,
  to: 'desk' | 'screen',
): ConsultationRecord {
  if (record.confidential !== null) throw new Refused('E_STATE', 'voice-confidential')
  const screen = record.seats.find((seat) => seat.room?.beside === beside && seat.state === 'taken')
  if (screen === undefined) throw new Refused('E_STATE', 'voice-no-screen')
  return { ...record, seats: voicedAt(record.seats, to === 'screen', screen.person) }
}

/** What a change means for the room: without its screen the microphone is at the desk; without both sides nothing is confidential. */
export function settledRoom(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (record.confidential !== null) {
    const goesOn = atTable(record) && record.consents.includes('audio')
    const both = sits(record.seats, 'citizen') && sits(record.seats, 'specialist')
    return goesOn && both ? record : rejoined(record, at)
  }
  const gone = record.seats.some(({ room, state }) => room?.voice === true && state !== 'taken')
  return gone ? { ...record, seats: voicedAt(record.seats, false) } : record
}

/** @throws Refused when the person stays out of the talk now. */
export function refuseApart({ confidential, seats }: ConsultationRecord, person: PersonId): void {
  const mine = seats.find((seat) => seat.person === person)
  if (confidential !== null && (mine === undefined || staysOut(mine.role)))
    throw new Refused('E_FORBIDDEN', 'confidential-now')
}

const voicedAt = (seats: readonly Seat[], voice: boolean, person?: PersonId): readonly Seat[] =>
  seats.map((seat) =>
    seat.room && (person === undefined || seat.person === person)
      ? { ...seat, room: { ...seat.room, voice } }
      : seat,
  )
