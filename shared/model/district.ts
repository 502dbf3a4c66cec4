import type { AuthorityId, ContractId, OfficeId, PersonId, ServiceId, UnitId } from './ids.ts'
import type { AuthorityKind, OfficeKind, Role } from './principal.ts'

export interface Authority {
  readonly id: AuthorityId
  readonly name: string
  readonly kind: AuthorityKind
}

export interface Office {
  readonly id: OfficeId
  readonly kind: OfficeKind
  readonly name: string
  readonly authority: AuthorityId
  readonly counters: number
  readonly distanceToSeatKm?: number
  /** For citizens. */
  readonly phone?: string
  /** Opening hours by weekday `mo` to `su`, e.g. `08-12,13-16`. */
  readonly hours?: Readonly<Record<string, string>>
}

/** A team of specialists and the services it is competent for. `areas` empty: the whole district. */
export interface Unit {
  readonly id: UnitId
  readonly name: string
  readonly authority: AuthorityId
  readonly services: readonly ServiceId[]
  readonly areas: readonly AuthorityId[]
  readonly social: boolean
}

export interface Staff {
  readonly id: PersonId
  readonly login: string
  readonly name: string
  readonly authority: AuthorityId
  readonly office: OfficeId
  readonly roles: readonly Role[]
  readonly unit?: UnitId
  readonly teamLead: boolean
  /** ISO 639-1, lower case; always contains `de`. */
  readonly languages: readonly string[]
}

export const delegationModes = ['independent', 'accompanied', 'precheck', 'referral'] as const
export type DelegationMode = (typeof delegationModes)[number]

/** A service as an agreement names it: what may be done, and the clause that says so (an id of its `clauses`). */
export interface AgreedService {
  readonly service: ServiceId
  readonly mode: DelegationMode
  readonly clause: string
}

/** Whom to ask about an agreement: a post, never a person. */
export interface Contact {
  readonly post: string
  readonly phone: string
  readonly mail: string
}

/** What contracts and delegations have in common. Dates are ISO days, inclusive; `validUntil` null: no end agreed. */
export interface Agreement {
  readonly id: ContractId
  readonly title: string
  readonly validFrom: string
  readonly validUntil: string | null
  readonly clauses: readonly { readonly id: string; readonly text: string }[]
  /** The clause about how long it holds. */
  readonly term: string
  readonly contact: Contact
  readonly services: readonly AgreedService[]
}

/** Public-law contract (öffentlich-rechtlicher Vertrag) by which offices act for another authority. */
export interface Contract extends Agreement {
  readonly between: readonly AuthorityId[]
  readonly offices: readonly OfficeId[]
}

/**
 * A task that lies with another authority than its level says, for the areas named: a joint authority, or a town that does
 * it for its neighbours. `mode` of a service: what the offices of those areas may do.
 */
interface Delegation extends Agreement {
  readonly authority: AuthorityId
  readonly areas: readonly AuthorityId[]
}

export interface Service {
  readonly id: ServiceId
  readonly leika: string
  readonly leikaName: string
  readonly title: string
  readonly level: 'gemeinde' | 'kreis' | 'verbund' | 'land'
  readonly feeCents: number | null
  /** V verified in a source, P partly, L local or varying, U unverified. */
  readonly feeStatus: 'V' | 'P' | 'L' | 'U'
  readonly feeNote: string
  readonly documents: readonly string[]
  readonly legal: string
  /** What people say for it, beside the words every district knows (`catalogue-words.ts`). */
  readonly words: readonly string[]
}

export interface LifeEventQuestion {
  readonly id: string
  readonly text: string
  /** Absent: a yes/no question. */
  readonly options?: readonly string[]
}

export interface LifeEvent {
  readonly id: string
  readonly name: string
  readonly questions: readonly LifeEventQuestion[]
  /** Question id → services added when it is answered with yes; `<question>:<option>` → when that option is chosen; `always` in any case. */
  readonly bundle: Readonly<Record<string, readonly ServiceId[]>>
  /** `<question>:<option>` or question id → services of the bundle that give way to another. */
  readonly replace?: Readonly<Record<string, Readonly<Record<string, ServiceId>>>>
}

/** A post code and a place it belongs to; several of either may go together. */
export interface DistrictPlace {
  readonly postcode: string
  readonly place: string
}

interface Substitution {
  readonly from: OfficeId
  readonly to: OfficeId
  readonly both: boolean
}

/** Everything that is configured rather than typed at a counter. Immutable once loaded. */
export interface District {
  readonly name: string
  readonly seat: string
  readonly plates: readonly string[]
  readonly authorities: readonly Authority[]
  readonly offices: readonly Office[]
  readonly units: readonly Unit[]
  readonly staff: readonly Staff[]
  readonly contracts: readonly Contract[]
  readonly delegations: readonly Delegation[]
  readonly services: readonly Service[]
  readonly lifeEvents: readonly LifeEvent[]
  readonly substitutions: readonly Substitution[]
  /** Post codes and places of the district and around it, for hints while typing. */
  readonly places: readonly DistrictPlace[]
  /** Services that have a form. */
  readonly forms: readonly ServiceId[]
}
