import { isFree, type FeeRules, type FeeView } from '#shared/model/fee.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { may, type Action } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseRecords, StoredCase } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { titleOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { feeViewOf } from './fee-view.ts'
import type { SettlementRecords } from './settlement-port.ts'
import type { PaymentTerminal } from './terminal-port.ts'

export interface FeeSheetParts {
  readonly cases: CaseService
  readonly files: Pick<CaseRecords, 'find'>
  readonly records: SettlementRecords
  readonly district: DistrictSource
  readonly rules: () => FeeRules
  readonly terminal: PaymentTerminal
  /** Takes services on as far as what was decided carries them. */
  readonly goOn: (act: Act, id: CaseId) => Promise<boolean>
}

/** The fees of a case as a whole: who may, the lock, what everybody is told. */
export class FeeSheets {
  constructor(private readonly parts: FeeSheetParts) {}

  /** May I, and nobody else meanwhile. @throws Refused */
  async hold(
    act: Act,
    principal: Principal,
    id: CaseId,
    action: Action,
    rev: number | undefined,
  ): Promise<StoredCase> {
    await this.parts.cases.readFor(act.tx, principal, id, action, act.at)
    const file = await this.lock(act, id)
    if (rev !== undefined && rev !== (await this.parts.records.rev(act.tx, id)))
      throw new Refused('E_STALE_REV', 'changed-meanwhile')
    return file
  }

  async lock(act: Act, id: CaseId): Promise<StoredCase> {
    const file = await this.parts.files.find(act.tx, id, 'lock')
    if (!file) throw new Refused('E_NOT_FOUND', 'case-unknown')
    return file
  }

  /** Asks for the right over each service alone: the contract of one may have ended. @throws Refused */
  async admitServices(
    act: Act,
    principal: Principal,
    file: StoredCase,
    services: readonly CaseServiceId[],
    action: Action,
  ): Promise<void> {
    for (const id of services) {
      const known = await this.parts.cases.factsFor(act.tx, principal, file.id, act.at, { caseService: id })
      if (known && may(principal, action, known.facts)) continue
      throw new Refused('E_FORBIDDEN', 'fee-service-right', { service: this.titleOf(file, id) })
    }
  }

  titleOf(file: StoredCase, id: CaseServiceId): string {
    const found = file.services.find((one) => one.id === id)
    return titleOf(found?.service ?? '', this.parts.district.current())
  }

  async view(tx: Tx, file: StoredCase): Promise<FeeView> {
    const { records, rules, district, terminal } = this.parts
    const rev = await records.rev(tx, file.id)
    const fees = await records.fees(tx, file.id)
    const payments = await records.payments(tx, file.id)
    return feeViewOf({ file, rev, fees, payments }, rules(), district.current(), terminal)
  }

  /** Services that owe nothing: paid, exempt, free, or without a fee. */
  async settled(tx: Tx, file: StoredCase): Promise<ReadonlySet<CaseServiceId>> {
    const fees = new Map((await this.parts.records.fees(tx, file.id)).map((one) => [one.caseService, one]))
    const rules = this.parts.rules()
    const free = file.services.filter(({ id, service }) => {
      const decided = fees.get(id)
      if (decided) return decided.state === 'paid' || decided.state === 'exempt'
      const rule = rules[service]
      return rule === undefined || isFree(rule)
    })
    return new Set(free.map(({ id }) => id))
  }

  /** After every change: a new revision, told to the case. */
  async tell(act: Act, file: StoredCase): Promise<FeeView> {
    await this.parts.records.raise(act.tx, file.id)
    if (await this.parts.goOn(act, file.id)) await this.parts.cases.tell(act, file.id)
    const fee = await this.view(act.tx, file)
    act.announce(`case/${file.id}`, 'fee.changed', { fee })
    return fee
  }
}
