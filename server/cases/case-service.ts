import type { OpenedCase } from '#shared/contract/case-contract.ts'
import {
  caseServiceTransitions,
  type CaseSummary,
  type CaseView,
  type HistoryEntry,
} from '#shared/model/case.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import type { Action, Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Representative } from '#shared/model/representative.ts'
import { shownDetail } from '#server/audit/history-detail.ts'
import type { AuditTrail } from '#server/audit/audit-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { actingFor, mayStillAct, type Acting } from './acting.ts'
import { CaseFacts, type AskedFor, type Asking, type CaseFactsParts, type KnownCase } from './case-facts.ts'
import { CaseOpening, type CaseOpeningParts, type CaseWish } from './case-opening.ts'
import type { CaseChange, StoredCase, StoredCaseService } from './case-port.ts'
import { nameOf, summaryOf, titleOf, viewOf } from './case-view.ts'

/** Lists end here; older cases are found by number or name. */
const longestList = 200

export interface CaseParts extends CaseFactsParts, CaseOpeningParts {
  readonly audit: AuditTrail
  /** The live document learns of a new service; after COMMIT. */
  readonly servicesChanged: (id: CaseId) => void
  /** Nobody is rung or talked to any more for a service that was called off; within the same transaction. */
  readonly serviceCancelled: (act: Act, id: CaseId, service: CaseServiceId) => Promise<void>
}

/** Cases and the services in them: open, read, list, claim, name, add and cancel. */
export class CaseService {
  readonly #facts: CaseFacts
  readonly #opening: CaseOpening

  constructor(private readonly parts: CaseParts) {
    this.#facts = new CaseFacts(parts)
    this.#opening = new CaseOpening(parts)
  }

  async open(act: Act, principal: Principal, wish: CaseWish): Promise<OpenedCase> {
    const file = await this.#opening.open(act, principal, wish)
    this.#tell(act, file, undefined)
    return {
      id: file.id,
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
    const { view } = await this.#facts.admitted(tx, principal, id, 'case.read', at)
    return view
  }

  async list(
    tx: Tx,
    principal: Principal,
    scope: 'mine' | 'office',
    find = '',
  ): Promise<{ cases: CaseSummary[]; more: boolean }> {
    const found = await this.parts.records.list(tx, {
      office: principal.office,
      ...(scope === 'mine' && { openedBy: principal.person }),
      find: find.split(/\s+/).filter((word) => word !== ''),
      limit: longestList + 1,
    })
    const files = found.slice(0, longestList)
    const statuses = await this.parts.disclosures.statusOf(
      tx,
      files.map((file) => file.id),
    )
    return {
      cases: files.map((file) => summaryOf(file, this.parts.district.current(), statuses.get(file.id))),
      more: found.length > files.length,
    }
  }

  async history(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<HistoryEntry[]> {
    const district = this.parts.district.current()
    const [entries] = await Promise.all([
      this.parts.audit.history(tx, id, (person) => (person === null ? '' : nameOf(person, district))),
      this.#facts.admitted(tx, principal, id, 'case.read', at),
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

  /** Somebody acts for the citizen, or nobody any more. */
  async represent(
    act: Act,
    principal: Principal,
    id: CaseId,
    said: Representative | null,
    rev: number | undefined,
  ): Promise<CaseView> {
    const file = await this.#hold(act, principal, id, 'case.edit', rev)
    const representative = said && { ...said, name: said.name.trim(), proof: said.proof.trim() }
    const action = representative ? 'case.represented' : 'case.unrepresented'
    const detail = representative ? { representation: representative.kind } : {}
    act.record({ action, case: id, history: true, detail })
    return this.#change(act, file, { representative })
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
    const entry = this.#opening.entry(principal, service, act.at)
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
    wish: { caseService: CaseServiceId; reason: string; rev: number | undefined },
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
    const acting = this.mayStillAct(principal, found, act.at)
    const detail = { service: found.service, ...acting, why: wish.reason.trim() }
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
    return this.#facts.admitted(tx, principal, id, action, at)
  }

  /** What the rights table needs to know of a case ({@link CaseFacts.of}). */
  factsFor(
    tx: Tx,
    principal: Asking,
    id: CaseId,
    at: Date,
    asked?: AskedFor,
  ): Promise<KnownCase | undefined> {
    return this.#facts.of(tx, principal, id, at, asked)
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
    const asked = { caseService, lock: 'lock' } as const
    const { file } = await this.#facts.admitted(act.tx, principal, id, action, act.at, asked)
    if (rev !== undefined && rev !== file.rev) throw new Refused('E_STALE_REV', 'changed-meanwhile')
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    return file
  }
}
