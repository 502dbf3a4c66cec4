import type { CaseView } from '#shared/model/case.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { may, type Action, type Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type {
  CaseRecords,
  CompetenceOf,
  Disclosures,
  SeatBindings,
  StoredCase,
  StoredCaseService,
} from './case-port.ts'
import { admit, type Lapsed } from './case-policy.ts'
import { titleOf, viewOf } from './case-view.ts'

export interface CaseFactsParts {
  readonly records: CaseRecords
  readonly district: DistrictSource
  readonly competence: CompetenceOf
  readonly disclosures: Disclosures
  readonly seats: SeatBindings
}

/** Of whom facts are asked; without `kind` a member of staff. */
export type Asking = Pick<Principal, 'person' | 'office' | 'authority' | 'unit'> &
  Partial<Pick<Principal, 'kind' | 'session'>>

/** What is asked of a case besides: one service alone, and that nobody else changes the case meanwhile. */
export interface AskedFor {
  readonly caseService?: CaseServiceId | undefined
  readonly lock?: 'lock'
}

export interface KnownCase {
  readonly file: StoredCase
  readonly view: CaseView
  readonly facts: Facts
  readonly lapsed?: Lapsed
}

/** What the rights table is asked with: office, contract, disclosure, seat. */
export class CaseFacts {
  constructor(private readonly parts: CaseFactsParts) {}

  /**
   * What the rights table needs to know of a case for this person; undefined for an unknown case. With `caseService`: of
   * that service alone.
   */
  async of(
    tx: Tx,
    principal: Asking,
    id: CaseId,
    at: Date,
    { caseService, lock }: AskedFor = {},
  ): Promise<KnownCase | undefined> {
    const [file, level, confidential] = await Promise.all([
      this.parts.records.find(tx, id, lock),
      // Asked for an unknown case too, so that both answers take the same time.
      this.parts.disclosures.levelOf(tx, id, principal.person, at),
      principal.kind !== 'guest' && this.parts.disclosures.confidential(tx, id),
    ])
    if (!file) return undefined
    const view = viewOf(file, this.parts.district.current())
    const ownOffice = file.office === principal.office
    const concerned = file.services.filter((one) => caseService === undefined || one.id === caseService)
    const found = ownOffice
      ? concerned.map((one) => ({ one, ...this.parts.competence(principal, one.service, at) }))
      : []
    const contract = found.some(({ allowed }) => allowed)
    const own = await this.#shown(tx, principal, id, at)
    const apart = confidential && level === 0
    const facts: Facts = { ownOffice, contract, invited: level >= 1, level2: level >= 2, own, apart }
    const [service] = caseService === undefined ? [] : concerned
    const all = service ? { ...facts, ...this.#serviceFacts(principal, service, facts) } : facts
    const [first] = contract ? [] : found
    if (!first) return { file, view, facts: all }
    const title = titleOf(first.one.service, this.parts.district.current())
    return { file, view, facts: all, lapsed: { service: title, basis: first.basis } }
  }

  async #shown(tx: Tx, { kind, session }: Asking, id: CaseId, at: Date): Promise<boolean> {
    return kind === 'guest' && session !== undefined && this.parts.seats.shows(tx, session, id, at)
  }

  #serviceFacts(principal: Pick<Principal, 'unit'>, service: StoredCaseService, facts: Facts): Facts {
    const owner = this.parts.district.current().authorities.find(({ id }) => id === service.authority)
    return {
      municipal: owner?.kind === 'municipality',
      district: owner?.kind === 'district',
      independent: facts.contract === true && service.mode === 'independent',
      unit: service.unit !== null && service.unit === principal.unit,
    }
  }

  /** @throws Refused `E_NOT_FOUND`, `E_FORBIDDEN`. */
  async admitted(
    tx: Tx,
    principal: Principal,
    id: CaseId,
    action: Action,
    at: Date,
    asked: AskedFor = {},
  ): Promise<KnownCase> {
    const known = await this.of(tx, principal, id, at, asked)
    if (!known) throw new Refused('E_NOT_FOUND', 'case-unknown')
    admit(principal, action, known.facts, known.lapsed)
    return known
  }
}

/** Whether the person may follow the stream of a case: the same right as reading it. */
export function mayFollowCase(principal: Principal, facts: Facts): boolean {
  return may(principal, 'case.read', facts)
}
