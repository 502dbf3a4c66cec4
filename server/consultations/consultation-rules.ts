import type { CaseView, ConsentScope } from '#shared/model/case.ts'
import {
  consultationTransitions,
  liveConsultationStates,
  tableStates,
  type ConsultationState,
  type DisclosureLevel,
  type Outcome,
  type RingingPerson,
  type SeatRole,
} from '#shared/model/consultation.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { ConsultationRecord, Ring, Seat } from '#shared/model/consultation-record.ts'
import { Refused } from '#server/platform/refused.ts'

const second = 1_000
/** Design 2-domain, consultation and seat. */
export const seatKeptFor = 45 * second
const wrapupFor = 120 * second
const pretalkFor = 60 * second
/** How long the specialist sees what they saw, after the end. */
const disclosureGrace = 300 * second

export const atTable = (record: ConsultationRecord): boolean => tableStates.includes(record.state)
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

/** Those that count here: the file only with a consent for this authority, when it is not the one the citizen was asked about. */
export const consentsFor = (
  { ownConsent }: ConsultationRecord,
  given: readonly ConsentScope[],
): readonly ConsentScope[] =>
  ownConsent === null || ownConsent === 'given' ? given : given.filter((scope) => scope !== 'file')

/**
 * What the citizen's consents make of the consultation: `file` opens the whole file, any scope connects, no scope left
 * ends it at once and without grace.
 */
export function withConsents(
  old: ConsultationRecord,
  given: readonly ConsentScope[],
  at: Date,
): ConsultationRecord {
  const revoked = old.ownConsent === 'given' && !given.includes('file')
  const record: ConsultationRecord = revoked ? { ...old, ownConsent: 'withdrawn' } : old
  const consents = consentsFor(record, given)
  const talk = talkOf(consents)
  const before = talkOf(record.consents)
  const level: DisclosureLevel = consents.includes('file') && !inPretalk(record) ? 2 : 1
  const next = { ...record, consents, seats: withoutUnwanted(record.seats, consents) }
  if (!atTable(record)) {
    const most = talk.length === 0 ? 0 : level
    return record.disclosure > most && before.length > 0 ? closedTo(next, most) : next
  }
  if (talk.length > 0) {
    const most = answererLeft(record) ? lower(record.disclosure, level) : level
    return connectedTable({ ...next, disclosure: most }, at)
  }
  if (before.length === 0) return next
  return { ...ended(next, 'citizen_left', at), disclosure: 0, disclosureUntil: null }
}

/** Scopes that let people talk with the citizen. */
const talkOf = (consents: readonly ConsentScope[]): readonly ConsentScope[] =>
  consents.filter((scope) => scope !== 'trainee' && scope !== 'interpreter')

/** Nobody sits along whom the citizen does not want there. */
const withoutUnwanted = (seats: readonly Seat[], consents: readonly ConsentScope[]): readonly Seat[] =>
  seats.map((seat) =>
    isAgreedTo(seat.role) && !consents.includes(seat.role) ? { ...seat, state: 'left', until: null } : seat,
  )
const isAgreedTo = (role: SeatRole): role is 'trainee' | 'interpreter' =>
  role === 'trainee' || role === 'interpreter'

/** Who answered has left a table at which others go on. */
const answererLeft = (record: ConsultationRecord): boolean =>
  record.seats.some((seat) => seat.person === record.acceptedBy && seat.state === 'left')
/** The same, for the page of that person: nothing goes on for them there. */
export const answererAway = (record: ConsultationRecord): boolean => atTable(record) && answererLeft(record)
const lower = (a: DisclosureLevel, b: DisclosureLevel): DisclosureLevel => (a < b ? a : b)

const closedTo = (record: ConsultationRecord, level: DisclosureLevel): ConsultationRecord => ({
  ...record,
  disclosure: level,
  disclosureUntil: level === 0 ? null : record.disclosureUntil,
})

function connectedTable(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (inPretalk(record)) return record
  const connectedAt = record.connectedAt ?? at
  if (record.state === 'accepted') return { ...moved(record, 'connected'), connectedAt }
  if (record.state === 'interrupted' && record.resume === 'accepted')
    return { ...record, resume: 'connected', connectedAt }
  return record
}

/** Adviser and specialist talk alone, or are about to go on with it. */
export const inPretalk = (record: ConsultationRecord): boolean =>
  record.state === 'pretalk' || record.resume === 'pretalk'

/** Before the citizen is brought in: the question is known, the file stays shut whatever the citizen has allowed. */
export function pretalking(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (!record.pretalkWished) return record
  return { ...moved(record, 'pretalk'), pretalkUntil: new Date(at.getTime() + pretalkFor) }
}

/** By a button or by time: from here on counts what the citizen allows. */
export function pretalkOver(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (!inPretalk(record)) throw new Refused('E_STATE', 'consultation-state')
  const next: ConsultationRecord =
    record.state === 'pretalk' ? moved(record, 'accepted') : { ...record, resume: 'accepted' }
  return withConsents({ ...next, pretalkUntil: null }, record.consents, at)
}

const graceFrom = (at: Date): Date => new Date(at.getTime() + disclosureGrace)

/** The talk is over; what remains is the wrap-up. */
export function ended(record: ConsultationRecord, proposal: Outcome, at: Date): ConsultationRecord {
  const after = moved(moved(record, 'ended'), 'wrapup')
  return {
    ...after,
    resume: null,
    pretalkUntil: null,
    endedAt: at,
    proposal,
    wrapupUntil: new Date(at.getTime() + wrapupFor),
    disclosureUntil: record.disclosure === 0 ? null : (record.disclosureUntil ?? graceFrom(at)),
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

/** Puts the state of the table, and what its answerer sees, in line with its seats. */
export function settledTable(record: ConsultationRecord, at: Date): ConsultationRecord {
  return atTable(record) ? disclosedTable(seatedTable(record, at), at) : record
}

/** Who answered and has left sees what they saw for the grace; back at the table as much as the citizen allows. */
function disclosedTable(record: ConsultationRecord, at: Date): ConsultationRecord {
  if (!atTable(record)) return record
  if (answererLeft(record)) {
    const open = record.disclosure > 0 && record.disclosureUntil === null
    return open ? { ...record, disclosureUntil: graceFrom(at) } : record
  }
  if (record.disclosureUntil === null && record.disclosure > 0) return record
  return withConsents({ ...record, disclosure: 1, disclosureUntil: null }, record.consents, at)
}

/** Who asks holds the other side; of these nobody does, unless it was the citizen at a terminal who asked. */
const sideless: readonly SeatRole[] = ['specialist', 'interpreter', 'trainee', 'citizen']
const asks = ({ role, person }: Seat, { requestedBy }: ConsultationRecord): boolean =>
  !sideless.includes(role) || person === requestedBy

function seatedTable(record: ConsultationRecord, at: Date): ConsultationRecord {
  const answering = sideOf(record.seats.filter((seat) => seat.role === 'specialist'))
  // At the table of another consultation that one decides whether anybody is there to ask.
  const asking =
    // While the citizen talks confidentially, nobody of the office has to be there.
    record.joins !== null || record.confidential !== null
      ? 'there'
      : sideOf(record.seats.filter((seat) => asks(seat, record)))
  if (answering === 'left' || asking === 'left') return ended(record, proposalFor(record), at)
  if (answering === 'absent' || asking === 'absent') {
    if (record.state === 'interrupted') return record
    return { ...moved(record, 'interrupted'), resume: resumeOf(record) }
  }
  if (record.state !== 'interrupted') return record
  return { ...moved(record, record.resume ?? 'accepted'), resume: null }
}

const resumeOf = ({ state }: ConsultationRecord): ConsultationRecord['resume'] =>
  state === 'pretalk' || state === 'connected' || state === 'held' ? state : 'accepted'

/** A table that broke off ends as a technical failure, unless somebody with a better view says otherwise. */
function proposalFor(record: ConsultationRecord): Outcome {
  return record.state === 'interrupted' || record.connectedAt === null ? 'technical_failure' : 'solved'
}
