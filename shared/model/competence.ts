import type {
  Agreement,
  Authority,
  Contract,
  DelegationMode,
  District,
  Office,
  Service,
  Unit,
} from './district.ts'
import type { AuthorityId, ContractId, OfficeId, ServiceId, UnitId } from './ids.ts'

/** Why somebody may or may not handle a service; the sentence is made in `server/catalogue/german.ts`. */
export type Basis =
  /** The office's own authority owns the task. */
  | { readonly kind: 'own'; readonly authority: AuthorityId }
  /** District staff in a municipal office (Type A) act for their own employer. */
  | { readonly kind: 'district-staff'; readonly authority: AuthorityId }
  /** A joint authority for several places, which accepts prepared applications from their offices. */
  | {
      readonly kind: 'joint'
      readonly authority: AuthorityId
      readonly delegation: ContractId
      readonly clause: string
    }
  | {
      readonly kind: 'contract'
      readonly contract: ContractId
      readonly clause: string
      readonly authority: AuthorityId
    }
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
 * Zuständigkeit and Befugnis of a service at a workplace on an ISO day (inclusive dates of agreements). A delegation in
 * force says whose task it is in its areas; without one the level does:
 *
 * - level `gemeinde`: the office's municipality, independent. District staff in a Type A office act for it by contract.
 * - level `kreis` and `verbund`: the district (what no joint authority took over stays with it); municipal staff by
 *   contract, district staff without.
 * - level `land`: always a referral.
 */
export function competenceOf(district: District, service: Service, at: Workplace, today: string): Competence {
  const office = district.offices.find(({ id }) => id === at.office)
  const owner = ownerOf(district, service, office, at.authority, today)
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
  /** The delegation that says so; absent: the level of the service. */
  readonly by?: Agreement
}

function ownerOf(
  district: District,
  service: Service,
  office: Office | undefined,
  employer: AuthorityId,
  today: string,
): Owner | undefined {
  if (service.level === 'land') return undefined
  const by = district.delegations.find(
    (one) =>
      isInForce(one, today) &&
      agreed(one, service.id) !== undefined &&
      (one.authority === employer || (office !== undefined && one.areas.includes(office.authority))),
  )
  if (by) return { authority: by.authority, by }
  if (service.level === 'gemeinde') {
    const place = district.authorities.find(({ id }) => id === (office?.authority ?? employer))
    return place?.kind === 'municipality' ? { authority: place.id } : undefined
  }
  const authority = district.authorities.find((one: Authority) => one.kind === 'district')
  return authority && { authority: authority.id }
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
  const { authority, by } = owner
  if (at.authority === authority) {
    const kind = office?.authority === authority || by ? 'own' : 'district-staff'
    return { mode: 'independent', contract: null, basis: { kind, authority }, allowed: true }
  }
  if (by) {
    const { mode = 'referral', clause = by.term } = agreed(by, service.id) ?? {}
    const basis: Basis = { kind: 'joint', authority, delegation: by.id, clause }
    return { mode, contract: null, basis, allowed: mode !== 'referral' }
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
  const naming = contracts.filter((one) => agreed(one, service.id) !== undefined)
  const contract = naming.find((one) => isInForce(one, today))
  const found = contract && agreed(contract, service.id)
  if (contract && found && found.mode !== 'referral') {
    const { mode, clause } = found
    const basis: Basis = { kind: 'contract', contract: contract.id, clause, authority }
    return { mode, contract: contract.id, basis, allowed: true }
  }
  const refused = { mode: 'referral', allowed: false } as const
  const silent =
    contract ?? (naming.length === 0 ? contracts.find((one) => isInForce(one, today)) : undefined)
  if (silent) {
    const basis: Basis = { kind: 'not-delegated', contract: silent.id, authority }
    return { ...refused, contract: silent.id, basis }
  }
  const basis = withoutContract(naming.length > 0 ? naming : contracts, authority, today)
  return { ...refused, contract: null, basis }
}

function agreed(agreement: Agreement, service: ServiceId) {
  return agreement.services.find((one) => one.service === service)
}

/** Both days count: a contract valid until 31.12. holds on 31.12. and no longer on 1.1. */
function isInForce(agreement: Agreement, today: string): boolean {
  return agreement.validFrom <= today && (agreement.validUntil === null || today <= agreement.validUntil)
}

function withoutContract(contracts: readonly Contract[], authority: AuthorityId, today: string): Basis {
  const next = contracts.find(({ validFrom }) => today < validFrom)
  if (next) return { kind: 'not-yet', contract: next.id, from: next.validFrom, authority }
  const last = contracts.toSorted((a, b) => (a.validUntil ?? '').localeCompare(b.validUntil ?? '')).at(-1)
  if (last?.validUntil) return { kind: 'expired', contract: last.id, until: last.validUntil, authority }
  return { kind: 'no-contract', authority }
}
