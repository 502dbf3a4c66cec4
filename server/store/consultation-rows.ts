import type { Insertable, Selectable } from 'kysely'
import type { ConsentScope } from '#shared/model/case.ts'
import { tableStates } from '#shared/model/consultation.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { CallbackRecord, ConsultationRecord, Ring, Seat } from '#shared/model/consultation-record.ts'
import type { ConsultationTables } from '#server/store/tables/consultations.ts'

type Row = Selectable<ConsultationTables['consultation']>
export type NewRow = Insertable<ConsultationTables['consultation']>
export type CallbackRow = Selectable<ConsultationTables['callback']>

const live: ReadonlySet<string> = new Set(tableStates)

/** Everybody who rings, sits or wraps up now. */
function peopleOf(record: ConsultationRecord): PersonId[] {
  const people = new Set<PersonId>()
  if (record.state === 'ringing') {
    for (const ring of record.rings) if (ring.state === 'ringing') people.add(ring.person)
  }
  if (live.has(record.state)) {
    for (const seat of record.seats) if (seat.state !== 'left') people.add(seat.person)
  }
  const bound = live.has(record.state) || record.state === 'wrapup' || record.disclosure > 0
  if (bound && record.acceptedBy !== null) people.add(record.acceptedBy)
  return [...people]
}

export function rowOf(record: ConsultationRecord, deadline: Date | null): NewRow {
  return {
    id: record.id,
    rev: record.rev,
    case_id: record.case,
    case_number: record.caseNumber,
    generation: record.generation,
    case_service: record.caseService,
    service: record.service,
    mode: record.mode,
    contract: record.contract,
    unit: record.unit,
    office: record.office,
    requested_by: record.requestedBy,
    requested_at: record.requestedAt,
    question: record.question,
    language: record.language,
    urgency: record.urgency,
    state: record.state,
    resume_state: record.resume,
    stage_number: record.stage?.number ?? record.stagesRung,
    stage_reason: record.stage?.reason ?? null,
    stage_until: record.stage?.until ?? null,
    accepted_by: record.acceptedBy,
    accepted_because: record.acceptedBecause,
    accepted_at: record.acceptedAt,
    pretalk_wished: record.pretalkWished,
    pretalk_until: record.pretalkUntil,
    confidential_since: record.confidential?.since ?? null,
    confidential_until: record.confidential?.until ?? null,
    connected_at: record.connectedAt,
    ended_at: record.endedAt,
    outcome: record.outcome,
    proposal: record.proposal,
    note: record.note,
    answer: record.answer?.text ?? null,
    answered_by: record.answer?.by ?? null,
    answered_at: record.answer?.at ?? null,
    disclosure: record.disclosure,
    disclosure_until: record.disclosureUntil,
    wrapup_until: record.wrapupUntil,
    consents: JSON.stringify(record.consents),
    rings: JSON.stringify(record.rings),
    seats: JSON.stringify(record.seats),
    people: JSON.stringify(peopleOf(record)),
    joins: record.joins,
    own_consent: record.ownConsent,
    deadline_at: deadline,
  }
}

type Stored<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K]
}

const ringOf = (ring: Stored<Ring>): Ring => ({ ...ring, at: new Date(ring.at) })
const seatOf = (seat: Stored<Seat>): Seat => ({
  ...seat,
  until: seat.until === null ? null : new Date(seat.until),
})

function answerOf({ answer, answered_by: by, answered_at: at }: Row): ConsultationRecord['answer'] {
  return answer === null || by === null || at === null ? null : { text: answer, by: by as PersonId, at }
}

/** The columns hold what {@link rowOf} wrote; the store is the only writer. */
export function recordOf(row: Row, callback: CallbackRecord | null): ConsultationRecord {
  return {
    id: row.id as ConsultationRecord['id'],
    rev: row.rev,
    case: row.case_id as ConsultationRecord['case'],
    caseNumber: row.case_number,
    generation: row.generation,
    caseService: row.case_service as ConsultationRecord['caseService'],
    service: row.service as ConsultationRecord['service'],
    mode: row.mode as ConsultationRecord['mode'],
    contract: row.contract as ConsultationRecord['contract'],
    unit: row.unit as ConsultationRecord['unit'],
    office: row.office as ConsultationRecord['office'],
    requestedBy: row.requested_by as PersonId,
    requestedAt: row.requested_at,
    question: row.question,
    language: row.language,
    urgency: row.urgency as ConsultationRecord['urgency'],
    state: row.state as ConsultationRecord['state'],
    resume: row.resume_state as ConsultationRecord['resume'],
    stage:
      row.stage_reason === null
        ? null
        : {
            number: row.stage_number,
            reason: row.stage_reason as Ring['reason'],
            until: row.stage_until,
          },
    stagesRung: row.stage_number,
    acceptedBy: row.accepted_by as PersonId | null,
    acceptedBecause: row.accepted_because as Ring['reason'] | null,
    acceptedAt: row.accepted_at,
    joins: row.joins as ConsultationRecord['joins'],
    ownConsent: row.own_consent as ConsultationRecord['ownConsent'],
    pretalkWished: row.pretalk_wished,
    pretalkUntil: row.pretalk_until,
    confidential:
      row.confidential_since === null || row.confidential_until === null
        ? null
        : { since: row.confidential_since, until: row.confidential_until },
    connectedAt: row.connected_at,
    endedAt: row.ended_at,
    outcome: row.outcome as ConsultationRecord['outcome'],
    proposal: row.proposal as ConsultationRecord['proposal'],
    note: row.note,
    answer: answerOf(row),
    disclosure: row.disclosure as ConsultationRecord['disclosure'],
    disclosureUntil: row.disclosure_until,
    wrapupUntil: row.wrapup_until,
    consents: row.consents as ConsentScope[],
    rings: (row.rings as Stored<Ring>[]).map(ringOf),
    seats: (row.seats as Stored<Seat>[]).map(seatOf),
    callback,
  }
}

export function callbackOf(row: CallbackRow): CallbackRecord {
  return {
    id: row.id as CallbackRecord['id'],
    unit: row.unit as CallbackRecord['unit'],
    person: row.person as PersonId,
    from: row.from_at,
    until: row.until_at,
    state: row.state as CallbackRecord['state'],
    bookedBy: row.booked_by as PersonId,
    bookedAt: row.booked_at,
    phone: row.phone,
    caller: row.caller,
  }
}
