import { caseServiceTransitions, liesWithAuthority, type CaseServiceView } from '#shared/model/case.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { AuditDraft, Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { CaseRecords, StoredCase, StoredCaseService } from './case-port.ts'

type State = CaseServiceView['state']

/** States in which a decision binds to what stands in the form. */
export const boundStates = ['prechecked', 'signed_off', 'signed', 'fee_due', 'fee_settled'] as const

/** The one way in which a service of a case goes on; the table of `shared/model/case.ts` says where to. */
export class CaseProgress {
  #listener: (file: StoredCase) => void = () => undefined
  #shut: (id: CaseId) => void = () => undefined

  constructor(private readonly records: Pick<CaseRecords, 'setServiceState'>) {}

  /** Told after COMMIT of every step into one of {@link boundStates}. */
  onBound(listener: (file: StoredCase) => void): void {
    this.#listener = listener
  }

  /** Told after COMMIT when an authority got a service or gave it back: its form is shut or open again. */
  onShut(listener: (id: CaseId) => void): void {
    this.#shut = listener
  }

  /**
   * Moves a held service (`CaseService.hold`) on; the caller tells the case afterwards. `detail` joins the audit row.
   * @throws Refused `E_STATE` when the table knows no such step.
   */
  async advance(
    act: Act,
    file: StoredCase,
    service: StoredCaseService,
    to: State,
    detail: AuditDraft['detail'] = {},
  ): Promise<void> {
    if (service.state === to) return
    const next: readonly State[] = caseServiceTransitions[service.state]
    if (!next.includes(to)) throw new Refused('E_STATE', 'service-step', { from: service.state, to })
    await this.records.setServiceState(act.tx, service.id, to)
    act.record({
      action: 'service.state',
      case: file.id,
      subject: service.id,
      detail: { service: service.service, from: service.state, to, ...detail },
    })
    if (liesWithAuthority(service.state) !== liesWithAuthority(to)) act.afterCommit(() => this.#shut(file.id))
    if ((boundStates as readonly State[]).includes(to)) act.afterCommit(() => this.#listener(file))
  }
}
