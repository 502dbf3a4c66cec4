import type { FeeView, PaymentView } from '#shared/model/fee.ts'
import type { PaymentId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseRecords, StoredCase } from '#server/cases/case-port.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { FeeService } from './fee-service.ts'
import type { SettlementRecords } from './settlement-port.ts'

/** Everything that stands on a receipt. */
export interface ReceiptContent {
  readonly payment: PaymentView & { readonly receipt: string }
  /** Receipt that is paid back. */
  readonly original: string | null
  readonly terminal: FeeView['terminal']
  readonly file: Pick<StoredCase, 'number' | 'citizenName'>
  readonly officeName: string
}

/** Receipts to be handed over. */
export class ReceiptService {
  constructor(
    private readonly fees: Pick<FeeService, 'get'>,
    private readonly records: Pick<SettlementRecords, 'payment'>,
    private readonly files: Pick<CaseRecords, 'find'>,
    private readonly district: DistrictSource,
  ) {}

  /** Leaves a row. @throws Refused `E_NOT_FOUND` for a payment that is unknown, not one's own, or has no receipt. */
  async hand(act: Act, principal: Principal, id: PaymentId): Promise<ReceiptContent> {
    const stored = await this.records.payment(act.tx, id)
    if (!stored) throw new Refused('E_NOT_FOUND', 'case-unknown')
    const view = await this.fees.get(act.tx, principal, stored.case, act.at)
    const file = await this.files.find(act.tx, stored.case)
    const payment = view.payments.find((one) => one.id === id)
    const receipt = payment?.receipt ?? null
    if (!file || !payment || receipt === null) throw new Refused('E_NOT_FOUND', 'receipt-unknown')
    act.record({ action: 'receipt.handed', case: file.id, subject: id, history: true, detail: { receipt } })
    return {
      payment: { ...payment, receipt },
      original: view.payments.find((one) => one.id === payment.refundOf)?.receipt ?? null,
      terminal: view.terminal,
      file,
      officeName: this.district.current().offices.find((one) => one.id === stored.office)?.name ?? '',
    }
  }
}
