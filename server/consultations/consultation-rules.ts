import type { CaseView, ConsentScope } from '#shared/model/case.ts'
import {
  consultationTransitions,
  liveConsultationStates,
  type ConsultationState,
  type DisclosureLevel,
  type Outcome,
  type RingingPerson,
} from '#shared/model/consultation.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { ConsultationRecord, Ring, Seat } from '#shared/model/consultation-record.ts'
import { Refused } from '#server/platform/refused.ts'

const second = 1_000
/** Design 2-domain, consultation and seat. */
export const seatKeptFor = 45 * second
const wrapupFor = 120 * second
/** How long the specialist sees what they saw, after the end. */
const disclosureGrace = 300 * second
/** A callback that has not been made by then counts as missed. */
const callbackGrace = 600 * second
export const seatsAtTable = 6

const atTableStates: readonly ConsultationState[] = ['accepted', 'connected', 'held', 'interrupted']
export const atTable = (record: ConsultationRecord): boolean => atTableStates.includes(record.state)
export const isLive = (record: ConsultationRecord): boolean => liveConsultationStates.includes(record.state)

/** Walks one step of the state machine. @throws Refused when the table does not know the step. */
export function moved(record: ConsultationRecord, to: ConsultationState): ConsultationRecord {
  const allowed: readonly ConsultationState[] = consultationTransitions[record.state]
  if (!allowed.includes(to)) throw new Refused('E_STATE', 'consultation-state')
  return { ...record, state: to }
}

/** Rings of `which` that are still ringing end as `state`. */
export function endRings(
  rings: readonly Ring[],
  state: Exclude<RingingPerson['state'], 'ringing'>,
  which: (ring: Ring) => boolean = () => true,
): Ring[] {
  return rings.map((ring) => (ring.state === 'ringing' && which(ring) ? { ...ring, state } : ring))
}

export const ringing = (record: ConsultationRecord): Ring[] =>
  record.rings.filter((ring) => ring.state === 'ringing')

/** All stages were in vain, or nobody could be rung at all. `waits`: the adviser waits on and keeps the place in the queue. */
export function exhausted(record: ConsultationRecord, waits: boolean): ConsultationRecord {
  const next = record.state === 'exhausted' ? record : moved(record, 'exhausted')
  return { ...next, stage: waits ? { number: record.stagesRung, reason: 'queue', until: null } : null }
}

/** The adviser calls it off. */
export function cancelled(record: ConsultationRecord): ConsultationRecord {
  return { ...moved(record, 'cancelled'), stage: null, rings: endRings(record.rings, 'cancelled') }
}

/** One winner: the others' rings end, the two sit down, the question is disclosed. */
export function accepted(
  record: ConsultationRecord,
  seats: readonly Seat[],
  by: PersonId,
  at: Date,
): ConsultationRecord {
  const mine = record.rings.find((ring) => ring.person === by && ring.state === 'ringing')
  if (mine === undefined) throw new Refused('E_STATE', 'ring-over')
  return {
    ...moved(record, 'accepted'),
    rings: endRings(
      endRings(record.rings, 'accepted', (ring) => ring === mine),
      'cancelled',
    ),
    stage: null,
    acceptedBy: by,
    acceptedBecause: mine.reason,
    acceptedAt: at,
    disclosure: 1,
    disclosureUntil: null,
    seats,
  }
}

/** The scopes the citizen has consented to now. */
export const givenIn = (file: CaseView): ConsentScope[] =>
  file.consents.filter((consent) => consent.state === 'given').map((consent) => consent.scope)

/**
 * What the citizen's consents make of the consultation: `file` opens the whole file, any scope connects, no scope left
 * ends it at once and without grace.
 */
export function withConsents(
  record: ConsultationRecord,
  consents: readonly ConsentScope[],
  at: Date,
): ConsultationRecord {
  const level: DisclosureLevel = consents.includes('file') ? 2 : 1
  const next = { ...record, consents }
  if (!atTable(record)) {
    const most = consents.length === 0 ? 0 : level
    return record.disclosure > most && record.consents.length > 0 ? closedTo(next, most) : next
  }
  if (consents.length > 0) return connectedTable({ ...next, disclosure: level }, at)
  if (record.consents.length === 0) return next
  return { ...ended(next, 'citizen_left', at), disclosure: 0, disclosureUntil: null }
}

const closedTo = (record: ConsultationRecord, level: DisclosureLevel): ConsultationRecord => ({
  ...record,
  disclosure: level,
  disclosureUntil: level === 0 ? null : record.disclosureUntil,
})

function connectedTable(record: ConsultationRecord, at: Date): ConsultationRecord {
  const connectedAt = record.connectedAt ?? at
  if (record.state === 'accepted') return { ...moved(record, 'connected'), connectedAt }
  if (record.state === 'interrupted' && record.resume === 'accepted')
    return { ...record, resume: 'connected', connectedAt }
  return record
}

/** The talk is over; what remains is the wrap-up. */
export function ended(record: ConsultationRecord, proposal: Outcome, at: Date): ConsultationRecord {
  const after = moved(moved(record, 'ended'), 'wrapup')
  return {
    ...after,
    resume: null,
    endedAt: at,
    proposal,
    wrapupUntil: new Date(at.getTime() + wrapupFor),
    disclosureUntil: record.disclosure === 0 ? null : new Date(at.getTime() + disclosureGrace),
    seats: record.seats.map((seat) => ({ ...seat, state: 'left', until: null })),
  }
}

export function closed(
  record: ConsultationRecord,
  outcome: Outcome,
  note: string | null,
): ConsultationRecord {
  return { ...moved(record, 'closed'), outcome, note, wrapupUntil: null }
}

/** A seat changes; the table follows: somebody missing interrupts it, a side without anybody ends it. */
export function withSeat(
  record: ConsultationRecord,
  person: PersonId,
  change: { readonly state: Seat['state']; readonly until: Date | null },
  at: Date,
): ConsultationRecord {
  const seats = record.seats.map((seat) => (seat.person === person ? { ...seat, ...change } : seat))
  return settledTable({ ...record, seats }, at)
}

type Side = 'there' | 'absent' | 'left'
function sideOf(seats: readonly Seat[]): Side {
  if (seats.some((seat) => seat.state === 'taken')) return 'there'
  return seats.some((seat) => seat.state === 'absent') ? 'absent' : 'left'
}

/** Puts the state of the table in line with its seats. */
export function settledTable(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (!atTable(record)) return record
  const answering = sideOf(record.seats.filter((seat) => seat.role === 'specialist'))
  const asking = sideOf(record.seats.filter((seat) => seat.role !== 'specialist'))
  if (answering === 'left' || asking === 'left') return ended(record, proposalFor(record), at)
  if (answering === 'absent' || asking === 'absent') {
    if (record.state === 'interrupted') return record
    const resume = record.state === 'connected' || record.state === 'held' ? record.state : 'accepted'
    return { ...moved(record, 'interrupted'), resume }
  }
  if (record.state !== 'interrupted') return record
  return { ...moved(record, record.resume ?? 'accepted'), resume: null }
}

/** A table that broke off ends as a technical failure, unless somebody with a better view says otherwise. */
function proposalFor(record: ConsultationRecord): Outcome {
  return record.state === 'interrupted' || record.connectedAt === null ? 'technical_failure' : 'solved'
}

/** The next instant at which the server has to act by itself; null when it only waits for people. */
export function nextDeadline(record: ConsultationRecord): Date | null {
  const due = [record.wrapupUntil, record.disclosureUntil]
  if (record.state === 'ringing') due.push(record.stage?.until ?? null)
  if (atTable(record)) due.push(...record.seats.map((seat) => (seat.state === 'absent' ? seat.until : null)))
  if (record.callback?.state === 'booked') due.push(missedAt(record.callback))
  const times = due.flatMap((each) => (each === null ? [] : [each.getTime()]))
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** Ten minutes after the promised time. */
const missedAt = (callback: { readonly from: Date }): Date =>
  new Date(callback.from.getTime() + callbackGrace)

/** Whatever time alone has decided by `at`, except for the next stage of the call plan. */
export function overtaken(record: ConsultationRecord, at: Date): ConsultationRecord {
  let next = record
  for (const seat of record.seats) {
    const lost = seat.state === 'absent' && seat.until !== null && seat.until <= at
    if (lost && atTable(next)) next = withSeat(next, seat.person, { state: 'left', until: null }, at)
  }
  if (next.state === 'wrapup' && next.wrapupUntil !== null && next.wrapupUntil <= at) {
    next = closed(next, next.proposal ?? 'solved', null)
  }
  if (next.disclosureUntil !== null && next.disclosureUntil <= at)
    next = { ...next, disclosure: 0, disclosureUntil: null }
  if (next.callback?.state === 'booked' && missedAt(next.callback) <= at) {
    next = { ...next, callback: { ...next.callback, state: 'missed' } }
  }
  return next
}
