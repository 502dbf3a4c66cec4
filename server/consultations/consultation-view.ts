import type {
  CallbackView,
  ConsultationView,
  RingCard,
  RingingPerson,
  StageView,
} from '#shared/model/consultation.ts'
import type { CallbackRecord, ConsultationRecord, Ring } from '#shared/model/consultation-record.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import { isLive, ringing } from './consultation-rules.ts'
import { nextDeadline } from './due-rules.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

function stageOf(record: ConsultationRecord, names: DistrictNames): StageView | null {
  const { stage } = record
  if (stage === null) return null
  // Who was asked in vain before stays in sight: each person once, as it stands with them now.
  const people = new Map(record.rings.map((ring) => [ring.person, ring])).values()
  return {
    number: stage.number,
    reason: stage.reason,
    until: iso(stage.until),
    ringing: stage.until === null ? [] : [...people].map((ring) => ringingPerson(ring, names)),
  }
}

const ringingPerson = (ring: Ring, names: DistrictNames): RingingPerson => ({
  person: ring.person,
  name: names.person(ring.person),
  state: ring.state,
})

export function callbackView(
  record: ConsultationRecord,
  callback: CallbackRecord,
  names: DistrictNames,
): CallbackView {
  return {
    id: callback.id,
    unit: callback.unit,
    unitName: names.unitName(callback.unit),
    person: callback.person,
    personName: names.person(callback.person),
    from: callback.from.toISOString(),
    until: callback.until.toISOString(),
    state: callback.state,
    case: record.case,
    caseNumber: record.caseNumber,
    officeName: names.officeName(record.office),
    serviceTitle: names.serviceTitle(record.service),
    bookedAt: callback.bookedAt.toISOString(),
    phone: callback.phone,
    caller: callback.caller,
  }
}

/** The consultation as everybody at the table sees it. During the wrap-up `outcome` is what will be noted if nobody does. */
export function consultationView(record: ConsultationRecord, names: DistrictNames): ConsultationView {
  return {
    id: record.id,
    rev: record.rev,
    case: record.case,
    caseNumber: record.caseNumber,
    generation: record.generation,
    caseService: record.caseService,
    service: record.service,
    serviceTitle: names.serviceTitle(record.service),
    unit: record.unit,
    unitName: names.unitName(record.unit),
    authorityName: names.unitAuthorityName(record.unit),
    joins: record.joins,
    ownConsent: record.ownConsent,
    office: record.office,
    officeName: names.officeName(record.office),
    requestedBy: record.requestedBy,
    requestedByName: names.asker(record.requestedBy, record.office),
    requestedAt: record.requestedAt.toISOString(),
    question: record.question,
    language: record.language,
    urgency: record.urgency,
    state: record.state,
    stage: stageOf(record, names),
    acceptedBy: record.acceptedBy,
    acceptedByName: record.acceptedBy === null ? null : names.person(record.acceptedBy),
    acceptedBecause: record.acceptedBecause,
    pretalkUntil: iso(record.pretalkUntil),
    confidential: record.confidential && {
      since: record.confidential.since.toISOString(),
      until: record.confidential.until.toISOString(),
    },
    connectedAt: iso(record.connectedAt),
    endedAt: iso(record.endedAt),
    outcome: record.state === 'wrapup' ? record.proposal : record.outcome,
    disclosure: record.disclosure,
    disclosureUntil: iso(record.disclosureUntil),
    consents: record.consents,
    seats: record.seats.map((seat) => ({ ...seat, until: iso(seat.until) })),
    callback: record.callback === null ? null : callbackView(record, record.callback, names),
    answer: record.answer && {
      text: record.answer.text,
      byName: names.person(record.answer.by),
      at: record.answer.at.toISOString(),
    },
    until: iso(nextDeadline({ ...record, disclosureUntil: null })),
  }
}

/**
 * What is left for a specialist to whom nothing is disclosed any more: that it is over, without question and number. Who only
 * sits along does not see what another one was asked.
 */
export function outsideView(
  record: ConsultationRecord,
  names: DistrictNames,
  person: PersonId,
): ConsultationView {
  const view = consultationView(record, names)
  const over = record.disclosure === 0 && !isLive(record)
  const hidden = record.acceptedBy !== null && (over || record.acceptedBy !== person)
  return hidden ? { ...view, question: '', caseNumber: '' } : view
}

/** Level 0: no name of the citizen, no number of the case. */
function ringCard(record: ConsultationRecord, ring: Ring, names: DistrictNames): RingCard {
  return {
    consultation: record.id,
    rev: record.rev,
    service: record.service,
    serviceTitle: names.serviceTitle(record.service),
    office: record.office,
    officeName: names.officeName(record.office),
    requestedBy: record.requestedBy,
    requestedByName: names.asker(record.requestedBy, record.office),
    language: record.language,
    urgency: record.urgency,
    question: record.question,
    joins: record.joins,
    mode: record.mode,
    contract: record.contract,
    reason: ring.reason,
    since: ring.at.toISOString(),
    until: (record.stage?.until ?? ring.at).toISOString(),
  }
}

export const ringCards = (
  record: ConsultationRecord,
  names: DistrictNames,
): { ring: Ring; card: RingCard }[] =>
  ringing(record).map((ring) => ({ ring, card: ringCard(record, ring, names) }))
