import type { District } from '#shared/model/district.ts'
import type { CaseHandovers, HandoverQuestion, HandoverView } from '#shared/model/handover.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { StoredCase } from '#server/cases/case-port.ts'
import { nameOf, titleOf } from '#server/cases/case-view.ts'
import type { StoredHandover, StoredQuestion } from './handover-port.ts'

/** Whether the bundle lies with the person's own authority, and with the own unit where it names one. */
export function addressedTo(
  principal: Pick<Principal, 'authority' | 'unit'>,
  one: Pick<StoredHandover, 'authority' | 'unit'>,
): boolean {
  return principal.authority === one.authority && (one.unit === null || one.unit === principal.unit)
}

/** A bundle with the names of the district, as the screens show it. */
export function handoverView(
  one: StoredHandover,
  questions: readonly StoredQuestion[],
  district: District,
): HandoverView {
  const name = (person: PersonId | null) => (person === null ? null : nameOf(person, district))
  return {
    id: one.id,
    case: one.case,
    number: one.number,
    authority: one.authority,
    authorityName: district.authorities.find(({ id }) => id === one.authority)?.name ?? one.authority,
    unit: one.unit,
    unitName: district.units.find(({ id }) => id === one.unit)?.name ?? null,
    state: one.state,
    at: one.at.toISOString(),
    byName: nameOf(one.person, district),
    follows: one.follows,
    deliveredAt: one.deliveredAt?.toISOString() ?? null,
    nextTry: one.nextTry?.toISOString() ?? null,
    total: one.total,
    certificates: one.files
      .filter(({ role }) => role === 'certificate')
      .map(({ name: file, sha256 }) => ({ name: file, sha256 })),
    services: one.services.map((service) => ({
      caseService: service.caseService,
      service: service.service,
      title: titleOf(service.service, district),
      kind: service.kind,
      hash: service.hash,
      result: service.result,
      reason: service.reason,
      remedy: service.remedy,
      respondedAt: service.respondedAt?.toISOString() ?? null,
      respondedByName: name(service.respondedBy),
    })),
    questions: questions
      .filter(({ handover }) => handover === one.id)
      .map((question): HandoverQuestion => ({
        id: question.id,
        handover: question.handover,
        caseService: question.caseService,
        requirement: question.requirement,
        field: question.field,
        about: question.about,
        text: question.text,
        at: question.at.toISOString(),
        byName: nameOf(question.person, district),
        answer: question.answer,
        answeredAt: question.answeredAt?.toISOString() ?? null,
        answeredByName: name(question.answeredBy),
      })),
  }
}

export function caseHandovers(
  file: Pick<StoredCase, 'id' | 'rev'>,
  handovers: readonly StoredHandover[],
  questions: readonly StoredQuestion[],
  district: District,
): CaseHandovers {
  return {
    case: file.id,
    caseRev: file.rev,
    handovers: handovers.map((one) => handoverView(one, questions, district)),
  }
}
