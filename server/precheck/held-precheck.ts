import type { CasePrecheck } from '#shared/contract/precheck-contract.ts'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import { liesWithAuthority } from '#shared/model/case.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { noValues, type FormValues } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, PersonId, ServiceId } from '#shared/model/ids.ts'
import type { Action } from '#shared/model/permissions.ts'
import { findingsOf, type FindingDecision, type Findings } from '#shared/model/precheck/findings.ts'
import { rulePapersOf } from '#shared/model/precheck/rule-papers.ts'
import type { StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import type { Acting } from '#server/cases/acting.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { TakenCase } from '#server/cases/snapshot-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { EvidenceRecords } from '#server/evidence/evidence-port.ts'
import type { PrecheckRecords, RequirementsOf, StoredPrecheck } from './precheck-port.ts'
import { precheckView, type WithServices } from './precheck-view.ts'

export interface HeldPrechecksParts {
  readonly cases: CaseService
  readonly records: PrecheckRecords
  /** Unterlagen of a case, in the order they came. */
  readonly evidence: Pick<EvidenceRecords, 'list'>
  readonly district: DistrictSource
  readonly formOf: (service: ServiceId) => Form | undefined
  readonly rulesOf: RequirementsOf
  /** Takes services on as far as what was decided carries them. */
  readonly goOn: (act: Act, id: CaseId) => Promise<boolean>
}

export interface Place {
  readonly case: CaseId
  readonly caseService: CaseServiceId
}

/** A case held for a decision over the checks of one service, with what is stored in its form. */
export interface Held {
  readonly file: StoredCase
  readonly service: StoredCaseService
  readonly acting: Acting
  readonly stored: StoredPrecheck
  readonly findings: Findings
  readonly values: FormValues
  readonly day: string
}

/** What every decision over the checks of a service begins and ends with: the case held, the findings of today, the news. */
export class HeldPrechecks {
  constructor(private readonly parts: HeldPrechecksParts) {}

  async hold(act: Act, taken: TakenCase, wish: Place, action: Action): Promise<Held> {
    const { file, service, acting } = await this.parts.cases.hold(act, actorOf(act), { ...wish, action })
    if (service.state === 'cancelled' || liesWithAuthority(service.state))
      throw new Refused('E_STATE', 'service-step')
    const stored = await this.parts.records.ofCase(act.tx, file.id)
    const form = this.parts.formOf(service.service)
    const values = taken.values.get(service.id) ?? noValues
    const day = germanToday(act.at)
    const { plates, places } = this.parts.district.current()
    const check = checkForm(form ?? { title: '', sections: [] }, values, { today: day, plates, places })
    const decisions = this.#decisionsOf(stored, service.id)
    const all = await this.parts.evidence.list(act.tx, file.id)
    const papers = rulePapersOf(service.id, all, ({ person }) => this.#nameOf(person))
    const rules = this.parts.rulesOf(service.service)
    const findings = findingsOf(rules, { values, check, today: day, papers }, decisions)
    return { file, service, acting, stored, findings, values, day }
  }

  #decisionsOf(stored: StoredPrecheck, caseService: CaseServiceId): FindingDecision[] {
    return stored.decisions
      .filter((one) => one.caseService === caseService)
      .map(({ person, ...one }) => ({
        requirement: one.requirement,
        decision: one.decision,
        text: one.text,
        source: one.source,
        until: one.until,
        inputs: one.inputs,
        byName: this.#nameOf(person),
        at: one.at.toISOString(),
      }))
  }

  /** Keeps what was found as the last Vorprüfung of the service. */
  keepRun(act: Act, { file, service, findings, day }: Held, hash: string): Promise<void> {
    const { colour, rows } = findings
    const person = actorOf(act).person
    return this.parts.records.keepRun(act.tx, file.id, {
      caseService: service.id,
      hash,
      colour,
      rows,
      day,
      person,
      at: act.at,
    })
  }

  /** What was decided takes the service on and is told. */
  async tell(act: Act, id: CaseId): Promise<CasePrecheck> {
    await this.parts.goOn(act, id)
    const precheck = await this.view(act.tx, await this.parts.cases.tell(act, id))
    act.announce(`case/${id}`, 'precheck.changed', { precheck })
    return precheck
  }

  async view(tx: Tx, file: Pick<StoredCase, 'id' | 'rev'> & WithServices): Promise<CasePrecheck> {
    return precheckView(file, await this.parts.records.ofCase(tx, file.id), (one) => this.#nameOf(one))
  }

  #nameOf(person: PersonId): string {
    return nameOf(person, this.parts.district.current())
  }
}
