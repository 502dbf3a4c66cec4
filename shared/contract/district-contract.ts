import { Type } from 'typebox'
import type { Basis } from '#shared/model/competence.ts'
import type { Contact, DelegationMode } from '#shared/model/district.ts'
import type { ContractId, PersonId, ServiceId } from '#shared/model/ids.ts'
import { decision, question } from './command.ts'
import { closed, line } from './shapes.ts'

export type DistrictVersionState = 'proposed' | 'released' | 'rejected' | 'withdrawn'

/** A version of the district: what was proposed by whom, and what became of it. `decidedAt` of an released one: since when it holds. */
export interface DistrictVersionView {
  readonly seq: number
  readonly state: DistrictVersionState
  readonly sha256: string
  readonly note: string
  /** Null: the operator on the command line. */
  readonly proposedByName: string | null
  readonly proposedAt: string
  readonly decidedByName: string | null
  readonly decidedAt: string | null
  /** Why it was rejected or withdrawn. */
  readonly reason: string | null
}

/** One difference in plain German. */
export interface DistrictChange {
  readonly kind: 'added' | 'removed' | 'changed'
  /** German name of what it is about, e.g. "Vertrag". */
  readonly about: string
  readonly title: string
  readonly lines: readonly string[]
}

export interface DistrictProposalView extends DistrictVersionView {
  readonly changes: readonly DistrictChange[]
  /** Another version was released meanwhile: it cannot be released any more. */
  readonly stale: boolean
  /** By the person who reads: a second person must release. */
  readonly own: boolean
}

/** A contract or a delegation, readable. `later`: not yet in force; `ending`: within the next 90 days. */
export interface AgreementView {
  readonly kind: 'contract' | 'delegation'
  readonly id: ContractId
  readonly title: string
  readonly state: 'in_force' | 'ending' | 'ended' | 'later'
  readonly validFrom: string
  readonly validUntil: string | null
  /** Names of the parties; of a delegation: who does it. */
  readonly parties: readonly string[]
  /** Names of the offices; of a delegation: of the areas. */
  readonly places: readonly string[]
  readonly term: string
  readonly clauses: readonly { readonly id: string; readonly text: string }[]
  readonly contact: Contact
  readonly services: readonly {
    readonly service: ServiceId
    readonly title: string
    readonly mode: DelegationMode
    readonly clause: string
  }[]
}

/** What holds today at the offices named; `null` where nobody in the district is responsible, no unit helps, no agreement counts. */
export interface CompetenceRow {
  readonly offices: readonly string[]
  readonly authority: string | null
  readonly unit: string | null
  readonly mode: DelegationMode
  readonly ground: Basis['kind']
  readonly agreement: ContractId | null
  readonly clause: string | null
  readonly validFrom: string | null
  readonly validUntil: string | null
}

/** A service and who does it where; every office stands in exactly one row. */
export interface CompetenceView {
  readonly service: ServiceId
  readonly title: string
  readonly rows: readonly CompetenceRow[]
}

export interface DistrictView {
  readonly name: string
  /** Null: the demo district as bundled with the program. */
  readonly inForce: DistrictVersionView | null
  readonly agreements: readonly AgreementView[]
  readonly competences: readonly CompetenceView[]
  readonly counts: {
    readonly authorities: number
    readonly offices: number
    readonly units: number
    readonly staff: number
    readonly services: number
    readonly forms: number
  }
  readonly proposal: DistrictProposalView | null
  /** The newest first. */
  readonly versions: readonly DistrictVersionView[]
  /** People who have not signed in yet and can be given a password by the person who reads. */
  readonly waiting: readonly { readonly person: PersonId; readonly login: string; readonly name: string }[]
}

/** Answer 422 of `POST /api/district/preview` and `/api/district/proposals`. */
export interface RefusedDistrict {
  readonly error: 'E_SCHEMA'
  readonly message: string
  readonly problems: readonly { readonly path: string; readonly line?: number; readonly sentence: string }[]
}

const seq = Type.Integer({ minimum: 1 })

export const districtCommands = {
  readDistrict: question<DistrictView>()('district:read', 'district.read', closed({})),
  /** By somebody else than who proposed it; `sha256` is what was read. */
  releaseDistrict: decision<DistrictView>()(
    'district:release',
    'district.release',
    closed({ proposal: seq, sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  ),
  /** Rejected by somebody else, withdrawn by who proposed it. */
  rejectDistrict: decision<DistrictView>()(
    'district:reject',
    'district.propose',
    closed({ proposal: seq, reason: line(300) }),
  ),
}
