import { decideFee, feeMayGo, type FeeChoice, type FeeRules, type FeeView } from '#shared/model/fee.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { FeeSheets } from './fee-sheets.ts'
import type { SettlementRecords, StoredFee } from './settlement-port.ts'

/** What a case costs: read, and fixed line by line with a variant of the rule or an exemption. */
export class FeeService {
  constructor(
    private readonly sheets: FeeSheets,
    private readonly records: SettlementRecords,
    private readonly cases: Pick<CaseService, 'readFor'>,
    private readonly rules: () => FeeRules,
  ) {}

  async get(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<FeeView> {
    const { file } = await this.cases.readFor(tx, principal, id, 'fee.read', at)
    return this.sheets.view(tx, file)
  }

  async fix(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; lines: readonly FeeChoice[] },
    rev: number | undefined,
  ): Promise<FeeView> {
    const file = await this.sheets.hold(act, principal, wish.case, 'fee.take', rev)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const services = wish.lines.map((line) => this.#service(file, line))
    const ids = services.map(({ id }) => id)
    if (new Set(ids).size < ids.length) throw new Refused('E_SCHEMA', 'malformed')
    await this.sheets.admitServices(act, principal, file, ids, 'fee.take')

    const before = await this.records.fees(act.tx, file.id)
    const decided = wish.lines.map((line, at) =>
      this.#decide(file, services[at] as StoredCaseService, line, before),
    )
    await this.records.decide(act.tx, decided)
    for (const fee of decided) this.#record(act, fee)
    return this.sheets.tell(act, file)
  }

  #service(file: StoredCase, line: FeeChoice): StoredCaseService {
    const found = file.services.find((one) => one.id === line.caseService)
    if (!found || found.state === 'cancelled') throw new Refused('E_NOT_FOUND', 'case-unknown')
    return found
  }

  #decide(
    file: StoredCase,
    { id, service, authority, contract }: StoredCaseService,
    choice: FeeChoice,
    before: readonly StoredFee[],
  ): StoredFee {
    const values = { service: this.sheets.titleOf(file, id) }
    const rule = this.rules()[service]
    if (!rule) throw new Refused('E_STATE', 'fee-no-rule', values)
    const fee = decideFee(rule, choice)
    if (!fee) throw new Refused('E_SCHEMA', 'fee-variant-unknown', values)
    const now = before.find((one) => one.caseService === id)?.state ?? 'computed'
    if (!feeMayGo(now, fee.state)) throw new Refused('E_STATE', 'fee-not-changeable', values)
    return { ...fee, exempt: fee.exempt?.trim() ?? null, case: file.id, service, payee: authority, contract }
  }

  /** Ids and amounts only; the reason of an exemption is free text and stays with the fee. */
  #record(act: Act, fee: StoredFee): void {
    const { case: id, caseService, service, payee, contract, cents, variant } = fee
    act.record({
      action: fee.exempt === null ? 'fee.fixed' : 'fee.exempted',
      case: id,
      subject: caseService,
      history: true,
      detail: { service, cents, variant, authority: payee, contract },
    })
  }
}
