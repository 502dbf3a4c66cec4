import { v7 as uuidv7 } from 'uuid'
import type { OpenedCase } from '#shared/contract/case-contract.ts'
import {
  caseServiceTransitions,
  type CaseSummary,
  type CaseView,
  type HistoryEntry,
} from '#shared/model/case.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { may, type Action, type Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import { shownDetail } from '#server/audit/history-detail.ts'
import type { AuditTrail } from '#server/audit/audit-port.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type {
  CaseChange,
  CaseRecords,
  CompetenceOf,
  Disclosures,
  NewService,
  SeatBindings,
  StoredCase,
  StoredCaseService,
} from './case-port.ts'
import { actingFor, byContract, mayStillAct, type Acting } from './acting.ts'
import { admit, type Lapsed } from './case-policy.ts'
import { nameOf, summaryOf, titleOf, viewOf } from './case-view.ts'

/** Lists end here; older cases are found by number. */
const longestList = 200

export interface CaseParts {
  readonly records: CaseRecords
  readonly district: DistrictSource
  readonly competence: CompetenceOf
  readonly disclosures: Disclosures
  readonly seats: SeatBindings
  readonly audit: AuditTrail
  /** The live document learns of a new service; after COMMIT. */
  readonly servicesChanged: (id: CaseId) => void
  /** Nobody is rung or talked to any more for a service that was called off; within the same transaction. */
  readonly serviceCancelled: (act: Act, id: CaseId, service: CaseServiceId) => Promise<void>
}

/** Of whom facts are asked; without `kind` a member of staff. */
type Asking = Pick<Principal, 'person' | 'office' | 'authority' | 'unit'> &
  Partial<Pick<Principal, 'kind' | 'session'>>

/** Cases and the services in them: open, read, list, claim, name, add and cancel. */
export class CaseService {
  constructor(private readonly parts: CaseParts) {}

  async open(
    act: Act,
    principal: Principal,
    wish: { services: readonly ServiceId[]; lifeEvent?: string; citizen?: { name: string } },
  ): Promise<OpenedCase> {
    const services = wish.services.map((service) => this.#entry(principal, service, act.at))
    admit(principal, 'case.open', { ownOffice: true, contract: true })

    const id = uuidv7({ msecs: act.at.getTime() }) as CaseId
    const file = await this.parts.records.insert(act.tx, {
      id,
      title: this.#title(wish.services, wish.lifeEvent),
      citizenName: wish.citizen?.name.trim() ?? null,
      lifeEvent: wish.lifeEvent ?? null,
      office: principal.office,
      openedBy: principal.person,
      openedAt: act.at,
      services,
    })
    act.record({
      action: 'case.opened',
      case: id,
      history: true,
      detail: { services: wish.services.join(' ') },
    })
    // One line for each contract, because a case may hold services of the office's own beside delegated ones.
    for (const { acting, services: under } of byContract(services))
      act.record({
        action: 'case.delegated',
        case: id,
        history: true,
        detail: { services: under, ...acting },
      })
    this.#tell(act, file, undefined)
    return {
      id,
      number: file.number,
      generation: file.generation,
      services: file.services.map(({ id: one, service, authority, mode }) => ({
        id: one,
        service,
        authority,
        mode,
      })),
    }
  }

  async get(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<CaseView> {
    const file = await this.#admitted(tx, principal, id, 'case.read', at)
    return viewOf(file, this.parts.district.current())
  }

  async list(tx: Tx, principal: Principal, scope: 'mine' | 'office'): Promise<CaseSummary[]> {
    const mine = scope === 'mine' ? { openedBy: principal.person } : {}
    const files = await this.parts.records.list(tx, { office: principal.office, ...mine, limit: longestList })
    const statuses = await this.parts.disclosures.statusOf(
      tx,
      files.map((file) => file.id),
    )
    return files.map((file) => summaryOf(file, this.parts.district.current(), statuses.get(file.id)))
  }

  async history(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<HistoryEntry[]> {
    const district = this.parts.district.current()
    const [entries] = await Promise.all([
      this.parts.audit.history(tx, id, (person) => (person === null ? '' : nameOf(person, district))),
      this.#admitted(tx, principal, id, 'case.read', at),
    ])
    return entries.map((entry) => ({
      ...entry,
      detail: shownDetail(entry.detail, (person) => nameOf(person, district)),
    }))
  }

  /** A colleague of the same office takes the case over. */
  async claim(act: Act, principal: Principal, id: CaseId, rev: number | undefined): Promise<CaseView> {
    const file = await this.#hold(act, principal, id, 'case.claim', rev)
    const from = nameOf(file.openedBy, this.parts.district.current())
    act.record({ action: 'case.claimed', case: id, history: true, detail: { from } })
    return this.#change(act, file, { openedBy: principal.person })
  }

  async rename(
    act: Act,
    principal: Principal,
    id: CaseId,
    name: string,
    rev: number | undefined,
  ): Promise<CaseView> {
    const file = await this.#hold(act, principal, id, 'case.edit', rev)
    act.record({ action: 'case.renamed', case: id, history: true })
    return this.#change(act, file, { citizenName: name.trim() })
  }

  async addService(
    act: Act,
    principal: Principal,
    id: CaseId,
    service: ServiceId,
    rev: number | undefined,
  ): Promise<CaseView> {
    const file = await this.#hold(act, principal, id, 'case.edit', rev)
    const title = titleOf(service, this.parts.district.current())
    if (file.services.some((one) => one.service === service && one.state !== 'cancelled')) {
      throw new Refused('E_STATE', 'service-twice', { service: title })
    }
    const entry = this.#entry(principal, service, act.at)
    const added = this.parts.records.addService(act.tx, id, entry, file.services.length)
    const detail = { service, ...actingFor(entry) }
    act.record({ action: 'service.added', case: id, history: true, detail })
    act.afterCommit(() => this.parts.servicesChanged(id))
    const joined: StoredCaseService = { ...entry, pause: null, questions: [] }
    return this.#change(act, { ...file, services: [...file.services, joined] }, {}, added)
  }

  async cancelService(
    act: Act,
    principal: Principal,
    id: CaseId,
    wish: { caseService: CaseServiceId; rev: number | undefined },
  ): Promise<CaseView> {
    const file = await this.#hold(act, principal, id, 'case.edit', wish.rev)
    const found = file.services.find((one) => one.id === wish.caseService)
    if (!found) throw new Refused('E_NOT_FOUND', 'case-unknown')
    const next: readonly string[] = caseServiceTransitions[found.state]
    if (!next.includes('cancelled')) {
      throw new Refused('E_STATE', 'service-state', {
        service: titleOf(found.service, this.parts.district.current()),
      })
    }
    const detail = { service: found.service, ...this.mayStillAct(principal, found, act.at) }
    const written = this.parts.records.setServiceState(act.tx, found.id, 'cancelled')
    act.record({ action: 'service.cancelled', case: id, history: true, detail })
    const services = file.services.map((one) =>
      one === found ? { ...one, state: 'cancelled' as const } : one,
    )
    const view = await this.#change(act, { ...file, services }, {}, written)
    await this.parts.serviceCancelled(act, id, found.id)
    return view
  }

  /**
   * To be called by every decision on a service of a case, before it saves: what the service rests on must hold today.
   * @returns the "handelt für …, Vertrag …" for the audit detail. @throws Refused naming clause and contact.
   */
  mayStillAct(
    principal: Pick<Principal, 'office' | 'authority'>,
    service: Pick<StoredCaseService, 'service' | 'authority' | 'contract'>,
    at: Date,
  ): Acting {
    const title = titleOf(service.service, this.parts.district.current())
    return mayStillAct(this.parts.competence, principal, service, { title }, at)
  }

  /**
   * Locks the case for a decision over one of its services and raises its revision; the right is asked for that service: its
   * authority, contract and unit. The caller saves and tells ({@link tell}), with `acting` in the detail of every audit row.
   * @throws Refused `E_NOT_FOUND`, `E_FORBIDDEN`, `E_STALE_REV`, `E_STATE` for a closed case.
   */
  async hold(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; caseService: CaseServiceId; action: Action; rev?: number | undefined },
  ): Promise<{ file: StoredCase; service: StoredCaseService; acting: Acting }> {
    const [file] = await Promise.all([
      this.#hold(act, principal, wish.case, wish.action, wish.rev, wish.caseService),
      this.parts.records.touch(act.tx, wish.case, act.at),
    ])
    const service = file.services.find((one) => one.id === wish.caseService)
    if (!service) throw new Refused('E_NOT_FOUND', 'case-unknown')
    return { file, service, acting: this.mayStillAct(principal, service, act.at) }
  }

  /** The case for a question of another capability. @throws Refused `E_NOT_FOUND`, `E_FORBIDDEN`. */
  async readFor(
    tx: Tx,
    principal: Principal,
    id: CaseId,
    action: Action,
    at: Date,
  ): Promise<{ file: StoredCase; facts: Facts }> {
    const known = await this.factsFor(tx, principal, id, at)
    if (!known) throw new Refused('E_NOT_FOUND', 'case-unknown')
    admit(principal, action, known.facts, known.lapsed)
    return known
  }

  /**
   * What the rights table needs to know of a case for this person; undefined for an unknown case. With `caseService`: of
   * that service alone.
   */
  async factsFor(
    tx: Tx,
    principal: Asking,
    id: CaseId,
    at: Date,
    { caseService, lock }: { readonly caseService?: CaseServiceId | undefined; readonly lock?: 'lock' } = {},
  ): Promise<{ file: StoredCase; view: CaseView; facts: Facts; lapsed?: Lapsed } | undefined> {
    const [file, level] = await Promise.all([
      this.parts.records.find(tx, id, lock),
      // Asked for an unknown case too, so that both answers take the same time.
      this.parts.disclosures.levelOf(tx, id, principal.person, at),
    ])
    if (!file) return undefined
    const view = this.viewOf(file)
    const ownOffice = file.office === principal.office
    const concerned = file.services.filter((one) => caseService === undefined || one.id === caseService)
    const found = ownOffice
      ? concerned.map((one) => ({ one, ...this.parts.competence(principal, one.service, at) }))
      : []
    const contract = found.some(({ allowed }) => allowed)
    const own = await this.#shown(tx, principal, id, at)
    const facts: Facts = { ownOffice, contract, invited: level >= 1, level2: level >= 2, own }
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

  /** The case as everybody at level 2 sees it, without a question of rights: for services that asked before. */
  async view(tx: Tx, id: CaseId): Promise<CaseView | undefined> {
    const file = await this.parts.records.find(tx, id)
    return file && this.viewOf(file)
  }

  viewOf(file: StoredCase): CaseView {
    return viewOf(file, this.parts.district.current())
  }

  /** After a change by another capability: the case as it stands now. */
  async tell(act: Act, id: CaseId): Promise<CaseView> {
    const [file, statuses] = await Promise.all([
      this.parts.records.find(act.tx, id),
      this.parts.disclosures.statusOf(act.tx, [id]),
    ])
    if (!file) throw new Refused('E_NOT_FOUND', 'case-unknown')
    return this.#tell(act, file, statuses.get(id))
  }

  /** A consultation changed what the lists say of the case. */
  async statusChanged(act: Act, id: CaseId): Promise<void> {
    const [file, statuses] = await Promise.all([
      this.parts.records.find(act.tx, id),
      this.parts.disclosures.statusOf(act.tx, [id]),
    ])
    if (file) this.#tellOffice(act, file, statuses.get(id))
  }

  /** Raises the revision, writes what changes in the case itself, and tells everybody. */
  async #change(
    act: Act,
    before: StoredCase,
    change: CaseChange,
    alsoWritten?: Promise<void>,
  ): Promise<CaseView> {
    const [statuses] = await Promise.all([
      this.parts.disclosures.statusOf(act.tx, [before.id]),
      this.parts.records.touch(act.tx, before.id, act.at, change),
      alsoWritten,
    ])
    const file = { ...before, ...change, rev: before.rev + 1, changedAt: act.at }
    return this.#tell(act, file, statuses.get(before.id))
  }

  /** After every change: the case to its own stream, a line of the list to the office. */
  #tell(act: Act, file: StoredCase, status: CaseSummary['status'] | undefined): CaseView {
    const view = this.viewOf(file)
    act.announce(`case/${file.id}`, 'case.changed', { case: view })
    this.#tellOffice(act, file, status)
    return view
  }

  #tellOffice(act: Act, file: StoredCase, status: CaseSummary['status'] | undefined): void {
    const summary = summaryOf(file, this.parts.district.current(), status)
    act.announce(`office/${file.office}`, 'case.changed', { summary })
  }

  /** Locks the case, asks may-I and is-it-possible. */
  async #hold(
    act: Act,
    principal: Principal,
    id: CaseId,
    action: Action,
    rev: number | undefined,
    caseService?: CaseServiceId,
  ): Promise<StoredCase> {
    const file = await this.#admitted(act.tx, principal, id, action, act.at, { caseService, lock: 'lock' })
    if (rev !== undefined && rev !== file.rev) throw new Refused('E_STALE_REV', 'changed-meanwhile')
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    return file
  }

  async #admitted(
    tx: Tx,
    principal: Principal,
    id: CaseId,
    action: Action,
    at: Date,
    of: { readonly caseService?: CaseServiceId | undefined; readonly lock?: 'lock' } = {},
  ): Promise<StoredCase> {
    const known = await this.factsFor(tx, principal, id, at, of)
    if (!known) throw new Refused('E_NOT_FOUND', 'case-unknown')
    admit(principal, action, known.facts, known.lapsed)
    return known.file
  }

  /** The service as this office may handle it today, or the refusal with the clause that says why not. */
  #entry(principal: Principal, service: ServiceId, at: Date): NewService {
    const district = this.parts.district.current()
    if (!district.services.some((one) => one.id === service)) {
      throw new Refused('E_SCHEMA', 'service-unknown', { service })
    }
    const found = this.parts.competence(principal, service, at)
    if (!found.allowed) {
      const values = { service: titleOf(service, district), basis: found.basis }
      throw new Refused('E_FORBIDDEN', 'service-not-allowed', values)
    }
    const { authority, unit, mode, contract } = found
    const id = uuidv7({ msecs: at.getTime() }) as CaseServiceId
    return { id, service, authority, unit, mode, contract, state: 'collecting' }
  }

  #title(services: readonly ServiceId[], lifeEvent: string | undefined): string {
    const district = this.parts.district.current()
    const event = district.lifeEvents.find((one) => one.id === lifeEvent)
    if (lifeEvent !== undefined && !event)
      throw new Refused('E_SCHEMA', 'service-unknown', { service: lifeEvent })
    const [first] = services
    return event?.name ?? (first === undefined ? '' : titleOf(first, district))
  }
}

/** Whether the person may follow the stream of a case: the same right as reading it. */
export function mayFollowCase(principal: Principal, facts: Facts): boolean {
  return may(principal, 'case.read', facts)
}
