import type { AgreementView, DistrictVersionView } from '#shared/contract/district-contract.ts'
import { addDays } from '#shared/model/checks/days.ts'
import type { Agreement, District } from '#shared/model/district.ts'
import type { DistrictVersion } from './version-port.ts'

/** An end that is nearer than this is marked, in days. */
const endingWithin = 90

/** Contracts, then delegations, those that end first at the top. `today` is an ISO day. */
export function agreementsOf(district: District, today: string): AgreementView[] {
  const names = new Map(
    [...district.authorities, ...district.offices].map((one) => [one.id as string, one.name]),
  )
  const nameOf = (id: string) => names.get(id) ?? id
  const contracts = district.contracts.map((one) => ({
    ...viewOf(one, district, today),
    kind: 'contract' as const,
    parties: one.between.map(nameOf),
    places: one.offices.map(nameOf),
  }))
  const delegations = district.delegations.map((one) => ({
    ...viewOf(one, district, today),
    kind: 'delegation' as const,
    parties: [nameOf(one.authority)],
    places: one.areas.map(nameOf),
  }))
  const byEnd = (one: AgreementView, other: AgreementView) =>
    (one.validUntil ?? '9999').localeCompare(other.validUntil ?? '9999') || one.id.localeCompare(other.id)
  return [...contracts.toSorted(byEnd), ...delegations.toSorted(byEnd)]
}

function viewOf(one: Agreement, district: District, today: string) {
  const { id, title, validFrom, validUntil, term, clauses, contact } = one
  const services = one.services.map((each) => ({
    ...each,
    title: district.services.find((service) => service.id === each.service)?.title ?? each.service,
  }))
  return { id, title, state: stateOf(one, today), validFrom, validUntil, term, clauses, contact, services }
}

function stateOf({ validFrom, validUntil }: Agreement, today: string): AgreementView['state'] {
  if (today < validFrom) return 'later'
  if (validUntil === null) return 'in_force'
  if (validUntil < today) return 'ended'
  return validUntil <= addDays(today, endingWithin) ? 'ending' : 'in_force'
}

export function versionView(
  version: DistrictVersion,
  nameOf: (person: string | null) => string,
): DistrictVersionView {
  const { seq, state, sha256, note, proposedBy, proposedAt, decidedBy, decidedAt, reason } = version
  return {
    seq,
    state,
    sha256,
    note,
    proposedByName: proposedBy === null ? null : nameOf(proposedBy),
    proposedAt: proposedAt.toISOString(),
    decidedByName: decidedBy === null ? null : nameOf(decidedBy),
    decidedAt: decidedAt?.toISOString() ?? null,
    reason,
  }
}
