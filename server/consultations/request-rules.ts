import { v7 as uuidv7 } from 'uuid'
import { unitCovers } from '#shared/model/call-plan.ts'
import type { CaseServiceView, CaseView } from '#shared/model/case.ts'
import type { Urgency } from '#shared/model/consultation.ts'
import type { Unit } from '#shared/model/district.ts'
import type { CaseId, CaseServiceId, ConsultationId, PersonId, ServiceId, UnitId } from '#shared/model/ids.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import { consentsFor, givenIn } from './consultation-rules.ts'

export interface Request {
  readonly case: CaseId
  readonly service: ServiceId | CaseServiceId
  readonly question: string
  readonly language?: string
  readonly urgency?: Urgency
  readonly pretalk?: boolean
  /** A talk that is under way, into which the specialist is brought. */
  readonly joins?: ConsultationId
}

/** @throws Refused when nobody in the district answers for this service here. */
export function unitFor(names: DistrictNames, file: CaseView, service: CaseServiceView): Unit {
  if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
  const office = names.office(file.office)
  const unit = service.unit === null ? undefined : names.unit(service.unit)
  if (unit === undefined || office === undefined || service.mode === 'referral') {
    throw new Refused('E_STATE', 'no-unit', { service: service.title, authority: service.authorityName })
  }
  if (!unitCovers(unit, service.service, office))
    throw new Refused('E_STATE', 'unit-not-here', { unit: unit.name })
  return unit
}

/** The service meant, by its id in the case or in the catalogue. */
export function serviceIn(file: CaseView, wanted: string): CaseServiceView {
  const service =
    file.services.find((each) => each.id === wanted) ??
    file.services.find((each) => each.service === wanted && each.state !== 'cancelled')
  if (service === undefined) throw new Refused('E_NOT_FOUND', 'service-not-in-case')
  if (service.state === 'cancelled')
    throw new Refused('E_STATE', 'service-cancelled', { service: service.title })
  return service
}

/** The request as part of a talk under way. Another authority is another matter of consent: the citizen is asked anew. */
export function joining(
  request: ConsultationRecord,
  table: ConsultationRecord,
  names: DistrictNames,
): ConsultationRecord {
  const authorityOf = (unit: UnitId) => names.unit(unit)?.authority
  const foreign = authorityOf(request.unit) !== authorityOf(table.unit)
  const ownConsent = foreign ? ('not_asked' as const) : null
  const joined = { ...request, joins: table.id, ownConsent, pretalkWished: false }
  return { ...joined, consents: consentsFor(joined, request.consents) }
}

/** A request before anybody was rung. */
export function fresh(
  file: CaseView,
  service: CaseServiceView,
  unit: Unit,
  requestedBy: PersonId,
  body: Request,
  at: Date,
): ConsultationRecord {
  return {
    id: uuidv7() as ConsultationId,
    rev: 0,
    case: file.id,
    caseNumber: file.number,
    generation: file.generation,
    caseService: service.id,
    service: service.service,
    mode: service.mode,
    contract: service.contract,
    unit: unit.id,
    joins: null,
    ownConsent: null,
    office: file.office,
    requestedBy,
    requestedAt: at,
    question: body.question.trim(),
    language: body.language ?? 'de',
    urgency: body.urgency ?? 'normal',
    state: 'requested',
    resume: null,
    stage: null,
    stagesRung: 0,
    acceptedBy: null,
    acceptedBecause: null,
    acceptedAt: null,
    pretalkWished: body.pretalk === true,
    pretalkUntil: null,
    confidential: null,
    connectedAt: null,
    endedAt: null,
    outcome: null,
    proposal: null,
    note: null,
    disclosure: 0,
    disclosureUntil: null,
    wrapupUntil: null,
    consents: givenIn(file),
    rings: [],
    seats: [],
    callback: null,
    answer: null,
  }
}
