import type { RetainedCase, RetentionOverview, SealedCase } from '#shared/contract/retention-contract.ts'
import type { CaseArchive } from '#shared/model/archive.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { dueOf, type Retention } from '#shared/model/retention.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf, titleOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DeletionService } from './deletion-service.ts'
import type { RetentionRecords, StoredRetained } from './retention-port.ts'
import type { SealedContent } from './sealed-paper.ts'

export interface RetentionParts {
  readonly cases: Pick<CaseService, 'readFor'>
  readonly records: RetentionRecords
  readonly district: DistrictSource
  readonly retention: () => Retention
  readonly deletions: DeletionService
  readonly formOf: (service: ServiceId) => Form | undefined
}

/** How long closed cases are kept, by which class, and what keeps them longer. */
export class RetentionService {
  constructor(private readonly parts: RetentionParts) {}

  async sealed(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<SealedCase> {
    await this.parts.cases.readFor(tx, principal, id, 'case.read', at)
    const found = await this.parts.records.sealed(tx, id, 'shared')
    if (!found) return { archive: null, hash: null, sealedAt: null }
    const { body, hash, sealedAt } = found
    return { archive: JSON.parse(body) as CaseArchive, hash, sealedAt: sealedAt.toISOString() }
  }

  /** The sealed case as a paper; leaves a row. @throws Refused `E_NOT_FOUND`, `E_STATE` while nothing is sealed. */
  async hand(act: Act, principal: Principal, id: CaseId): Promise<SealedContent> {
    const { cases, records, district, formOf } = this.parts
    await cases.readFor(act.tx, principal, id, 'case.read', act.at)
    const seal = await records.sealed(act.tx, id, 'shared')
    if (!seal) throw new Refused('E_STATE', 'case-not-sealed')
    const archive = JSON.parse(seal.body) as CaseArchive
    act.record({ action: 'case.sealed_handed', case: id, history: true, detail: { hash: seal.hash } })
    const now = district.current()
    return {
      archive,
      seal,
      officeName: now.offices.find((one) => one.id === archive.office)?.name ?? '',
      titleOf: (service) => titleOf(service, now),
      authorityOf: (authority) => now.authorities.find((one) => one.id === authority)?.name ?? authority,
      formOf,
    }
  }

  async overview(tx: Tx, principal: Principal, at: Date): Promise<RetentionOverview> {
    const { records, deletions } = this.parts
    const retained = await records.retained(tx)
    const views = retained.map((one) => this.#viewOf(one))
    const runs = await records.runs(tx)
    return {
      today: germanToday(at),
      classes: this.parts.retention().classes.map((one) => ({
        id: one.id,
        title: one.title,
        years: one.years,
        startEvent: one.startEvent,
        end: one.then,
        source: one.source,
        verified: one.verified,
        cases: views.filter(({ classes }) => classes.includes(one.title)).length,
      })),
      cases: views.toSorted((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1)),
      runs: runs.map((run) => deletions.viewOf(run, principal)),
    }
  }

  /** Keeps a case beyond its period: a lawsuit, an objection, an audit. One person is enough to keep. */
  async hold(act: Act, principal: Principal, number: string, reason: string): Promise<RetainedCase> {
    const found = await this.#find(act.tx, number)
    if (found.hold) throw new Refused('E_STATE', 'hold-already', { number })
    const hold = { reason: reason.trim(), by: principal.person, at: act.at }
    return this.#save(act, { ...found, hold }, 'retention.held')
  }

  /** Takes another person than who set it. */
  async lift(act: Act, principal: Principal, number: string): Promise<RetainedCase> {
    const found = await this.#find(act.tx, number)
    if (!found.hold) throw new Refused('E_STATE', 'hold-none', { number })
    if (found.hold.by === principal.person) throw new Refused('E_FORBIDDEN', 'hold-four-eyes')
    return this.#save(act, { ...found, hold: null }, 'retention.hold-lifted')
  }

  /** What the archive answered when it was offered the case. */
  async answerOffer(act: Act, number: string, offered: 'taken' | 'declined'): Promise<RetainedCase> {
    const found = await this.#find(act.tx, number)
    if (!this.#viewOf(found).offer) throw new Refused('E_STATE', 'offer-not-asked', { number })
    return this.#save(act, { ...found, offered }, `retention.offer-${offered}`)
  }

  async #find(tx: Tx, number: string): Promise<StoredRetained> {
    const found = await this.parts.records.findRetained(tx, number, 'lock')
    if (!found) throw new Refused('E_NOT_FOUND', 'retained-unknown', { number })
    return found
  }

  async #save(act: Act, changed: StoredRetained, action: string): Promise<RetainedCase> {
    await this.parts.records.saveRetained(act.tx, changed)
    act.record({ action, case: changed.case, history: true })
    return this.#viewOf(changed)
  }

  #viewOf(one: StoredRetained): RetainedCase {
    const district = this.parts.district.current()
    const { dueOn, classes, unclassed, offer } = dueOf(this.parts.retention(), one.services)
    return {
      number: one.number,
      officeName: district.offices.find(({ id }) => id === one.office)?.name ?? one.office,
      closedOn: one.closedOn,
      dueOn,
      classes: classes.map(({ title }) => title),
      unclassed: unclassed.map((service) => titleOf(service, district)),
      offer,
      offered: one.offered,
      hold: one.hold && {
        reason: one.hold.reason,
        byName: nameOf(one.hold.by, district),
        at: one.hold.at.toISOString(),
      },
    }
  }
}
