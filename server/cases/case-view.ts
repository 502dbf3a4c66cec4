import { v5 as uuidv5 } from 'uuid'
import { consentScopes, liesWithAuthority, type CaseSummary, type CaseView } from '#shared/model/case.ts'
import type { District } from '#shared/model/district.ts'
import type { AuthorityId, OfficeId, PersonId } from '#shared/model/ids.ts'
import type { StoredCase } from './case-port.ts'

/** The stored case with the names of the district, as the screen shows it. */
export function viewOf(file: StoredCase, district: District): CaseView {
  return {
    id: file.id,
    number: file.number,
    rev: file.rev,
    generation: file.generation,
    title: file.title,
    citizen: file.citizenName === null ? null : { name: file.citizenName },
    representative: file.representative,
    lifeEvent: file.lifeEvent,
    office: file.office,
    officeName: district.offices.find((one) => one.id === file.office)?.name ?? file.office,
    openedBy: file.openedBy,
    openedByName: nameOf(file.openedBy, district),
    openedAt: file.openedAt.toISOString(),
    closedAt: file.closedAt?.toISOString() ?? null,
    services: file.services.map((one) => ({
      id: one.id,
      service: one.service,
      title: titleOf(one.service, district),
      authority: one.authority,
      ...authorityOf(one.authority, district),
      unit: one.unit,
      mode: one.mode,
      contract: one.contract,
      state: one.state,
      form: district.forms.includes(one.service),
      pause: one.pause && {
        reason: one.pause.reason,
        until: one.pause.until,
        at: one.pause.at.toISOString(),
        byName: nameOf(one.pause.person, district),
      },
      questions: one.questions.map(({ person, at, ...question }) => ({
        ...question,
        at: at.toISOString(),
        byName: nameOf(person, district),
      })),
    })),
    consents: consentScopes.map((scope) => {
      const found = file.consents.find((one) => one.scope === scope)
      return {
        scope,
        state: found?.state ?? 'not_asked',
        at: found?.at.toISOString() ?? null,
        how: found?.how ?? null,
      }
    }),
  }
}

function authorityOf(id: AuthorityId, district: District) {
  const found = district.authorities.find((one) => one.id === id)
  return { authorityName: found?.name ?? id, authorityKind: found?.kind ?? 'municipality' } as const
}

export function summaryOf(
  file: StoredCase,
  district: District,
  status: CaseSummary['status'] | undefined,
): CaseSummary {
  const active = file.services.filter((one) => one.state !== 'cancelled')
  return {
    id: file.id,
    number: file.number,
    rev: file.rev,
    title: file.title,
    citizenName: file.citizenName,
    openedBy: file.openedBy,
    openedByName: nameOf(file.openedBy, district),
    openedAt: file.openedAt.toISOString(),
    changedAt: file.changedAt.toISOString(),
    status: file.closedAt === null ? (status ?? heldUp(active)) : 'closed',
    pausedUntil: active.flatMap(({ pause }) => pause?.until ?? []).toSorted()[0] ?? null,
    services: active.map((one) => titleOf(one.service, district)),
    serviceIds: active.map((one) => one.service),
  }
}

/** What keeps a case from going on: a Rückfrage before everything else, rest only when nothing else is left to do. */
function heldUp(active: StoredCase['services']): CaseSummary['status'] {
  if (active.some(({ questions }) => questions.length > 0)) return 'query'
  const left = active.filter(({ state }) => !liesWithAuthority(state))
  if (active.length > 0 && left.length === 0) return 'handed_over'
  return left.length > 0 && left.every(({ state }) => state === 'paused') ? 'paused' : 'open'
}

/** Who it was: a member of staff, or the terminal at which a citizen began alone. */
export function nameOf(person: string, district: District): string {
  const staff = district.staff.find((one) => one.id === person)
  if (staff) return staff.name
  return district.offices.find(({ id, kind }) => kind === 'terminal' && placeId(id) === person)?.name ?? ''
}

/** A terminal where otherwise a person stands. */
export function placeId(office: OfficeId): PersonId {
  return uuidv5(office, places) as PersonId
}
const places = '3d0f6f0c-5b7e-4f0e-9a54-2f6f0c1b7a55'

export function titleOf(service: string, district: District): string {
  return district.services.find((one) => one.id === service)?.title ?? service
}
