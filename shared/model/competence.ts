import type { Authority, Contract, DelegationMode, District, Office, Service, Unit } from './district.ts'
import type { AuthorityId, ContractId, OfficeId, ServiceId, UnitId } from './ids.ts'

/** Why somebody may or may not handle a service; the sentence is made in `server/catalogue/german.ts`. */
export type Basis =
  /** The office's own authority owns the task. */
  | { readonly kind: 'own'; readonly authority: AuthorityId }
  /** District staff in a municipal office (Type A) act for their own employer. */
  | { readonly kind: 'district-staff'; readonly authority: AuthorityId }
  /** A joint authority for several places, which accepts prepared applications from their offices. */
  | { readonly kind: 'joint'; readonly authority: AuthorityId }
  | { readonly kind: 'contract'; readonly contract: ContractId; readonly authority: AuthorityId }
  | { readonly kind: 'no-contract'; readonly authority: AuthorityId }
  /** `until`: last day on which the contract held. */
  | {
      readonly kind: 'expired'
      readonly contract: ContractId
      readonly until: string
      readonly authority: AuthorityId
    }
  /** `from`: first day. */
  | {
      readonly kind: 'not-yet'
      readonly contract: ContractId
      readonly from: string
      readonly authority: AuthorityId
    }
  /** The contract holds but does not name the service, or names it for referral only. */
  | { readonly kind: 'not-delegated'; readonly contract: ContractId; readonly authority: AuthorityId }
  /** A task of municipalities at a place that belongs to none. */
  | { readonly kind: 'municipality' }
  /** A task of the state. */
  | { readonly kind: 'land' }

export interface Competence {
  readonly service: ServiceId
  /** Whose task it is; null: nobody in this district, or not to be told from the office. */
  readonly authority: AuthorityId | null
  /** The district's or joint authority's team that can be brought in; null where there is none. */
  readonly unit: UnitId | null
  readonly mode: DelegationMode
  readonly contract: ContractId | null
  readonly basis: Basis
  /** Whether a case may be opened with it there today. */
  readonly allowed: boolean
}

/** Where somebody works and who employs them; a `Principal` will do. */
export interface Workplace {
  readonly office: OfficeId
  readonly authority: AuthorityId
}

/**
 * Zuständigkeit and Befugnis of a service at a workplace on an ISO day (inclusive dates of contracts).
 *
 * - level `gemeinde`: the office's municipality, independent. District staff in a Type A office act for it by contract.
 * - level `kreis`: the district; municipal staff by contract and delegation mode, district staff without.
 * - level `verbund`: the joint authority whose areas contain the office's municipality; elsewhere like `kreis`, because
 *   the district keeps what no joint authority took over.
 * - level `land`: always a referral.
 */
export function competenceOf(district: District, service: Service, at: Workplace, today: string): Competence {
  const office = district.offices.find(({ id }) => id === at.office)
  const owner = ownerOf(district, service, office, at.authority)
  if (owner === undefined) {
    const basis: Basis = service.level === 'land' ? { kind: 'land' } : { kind: 'municipality' }
    return {
      service: service.id,
      authority: null,
      unit: null,
      mode: 'referral',
      contract: null,
      basis,
      allowed: false,
    }
  }
  const unit = unitOf(district, service, owner.authority)
  const base = { service: service.id, authority: owner.authority, unit: unit?.id ?? null }
  return { ...base, ...right(district, service, at, owner, office, today) }
}

interface Owner {
  readonly authority: AuthorityId
  readonly joint: boolean
}

function ownerOf(
  district: District,
  service: Service,
  office: Office | undefined,
  employer: AuthorityId,
): Owner | undefined {
  switch (service.level) {
    case 'land':
      return undefined
    case 'gemeinde': {
      const place = district.authorities.find(({ id }) => id === (office?.authority ?? employer))
      return place?.kind === 'municipality' ? { authority: place.id, joint: false } : undefined
    }
    case 'verbund': {
      const joint = jointUnit(district, service, office, employer)
      return joint ? { authority: joint.authority, joint: true } : districtOf(district)
    }
    case 'kreis':
      return districtOf(district)
  }
}

function jointUnit(
  district: District,
  service: Service,
  office: Office | undefined,
  employer: AuthorityId,
): Unit | undefined {
  return district.units.find(
    (unit) =>
      unit.services.includes(service.id) &&
      unit.areas.length > 0 &&
      (unit.authority === employer || (office !== undefined && unit.areas.includes(office.authority))),
  )
}

function districtOf(district: District): Owner | undefined {
  const authority = district.authorities.find((one: Authority) => one.kind === 'district')
  return authority && { authority: authority.id, joint: false }
}

function unitOf(district: District, service: Service, authority: AuthorityId): Unit | undefined {
  return district.units.find((unit) => unit.authority === authority && unit.services.includes(service.id))
}

type Right = Pick<Competence, 'mode' | 'contract' | 'basis' | 'allowed'>

function right(
  district: District,
  service: Service,
  at: Workplace,
  owner: Owner,
  office: Office | undefined,
  today: string,
): Right {
  const { authority } = owner
  if (at.authority === authority) {
    const kind = office?.authority === authority || owner.joint ? 'own' : 'district-staff'
    return { mode: 'independent', contract: null, basis: { kind, authority }, allowed: true }
  }
  if (owner.joint) {
    const mode = district.delegationModes[service.id] ?? 'referral'
    return { mode, contract: null, basis: { kind: 'joint', authority }, allowed: mode !== 'referral' }
  }
  return byContract(district, service, at, authority, today)
}

function byContract(
  district: District,
  service: Service,
  at: Workplace,
  authority: AuthorityId,
  today: string,
): Right {
  const contracts = district.contracts.filter(
    ({ offices, between }) =>
      offices.includes(at.office) && between.includes(authority) && between.includes(at.authority),
  )
  const contract = contracts.find((one) => isInForce(one, today))
  if (!contract)
    return {
      mode: 'referral',
      contract: null,
      basis: withoutContract(contracts, authority, today),
      allowed: false,
    }
  const mode = district.delegationModes[service.id]
  if (mode === undefined || mode === 'referral') {
    return {
      mode: 'referral',
      contract: contract.id,
      basis: { kind: 'not-delegated', contract: contract.id, authority },
      allowed: false,
    }
  }
  return {
    mode,
    contract: contract.id,
    basis: { kind: 'contract', contract: contract.id, authority },
    allowed: true,
  }
}

/** Both days count: a contract valid until 31.12. holds on 31.12. and no longer on 1.1. */
function isInForce(contract: Contract, today: string): boolean {
  return contract.validFrom <= today && (contract.validUntil === null || today <= contract.validUntil)
}

function withoutContract(contracts: readonly Contract[], authority: AuthorityId, today: string): Basis {
  const next = contracts.find(({ validFrom }) => today < validFrom)
  if (next) return { kind: 'not-yet', contract: next.id, from: next.validFrom, authority }
  const last = contracts.toSorted((a, b) => (a.validUntil ?? '').localeCompare(b.validUntil ?? '')).at(-1)
  if (last?.validUntil) return { kind: 'expired', contract: last.id, until: last.validUntil, authority }
  return { kind: 'no-contract', authority }
}
