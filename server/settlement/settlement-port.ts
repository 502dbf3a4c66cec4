import type { FeeState, FixedFee, PaymentLine, PaymentMethod, PaymentState } from '#shared/model/fee.ts'
import type { CaseId, CaseServiceId, OfficeId, PaymentId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

/** A decision over a fee with whom it is for. */
export interface StoredFee extends FixedFee, Omit<PaymentLine, keyof FixedFee> {
  readonly case: CaseId
}

export interface StoredPayment {
  readonly id: PaymentId
  readonly case: CaseId
  readonly caseNumber: string
  readonly office: OfficeId
  readonly kind: 'payment' | 'refund'
  readonly method: PaymentMethod
  readonly state: PaymentState
  readonly cents: number
  readonly given: number | null
  readonly receipt: string | null
  readonly day: string | null
  readonly person: PersonId
  readonly at: Date
  readonly until: Date | null
  readonly reason: string | null
  readonly refundOf: PaymentId | null
  readonly lines: readonly PaymentLine[]
}

/** What the settlement needs from whatever keeps its records. Who writes holds the lock of the case. */
export interface SettlementRecords {
  /** Revision of a case's fees, 0 before the first decision. */
  rev(tx: Tx, id: CaseId): Promise<number>
  raise(tx: Tx, id: CaseId): Promise<void>
  fees(tx: Tx, id: CaseId): Promise<StoredFee[]>
  /** Puts decisions in the place of earlier ones for the same services. */
  decide(tx: Tx, fees: readonly StoredFee[]): Promise<void>
  setStates(tx: Tx, services: readonly CaseServiceId[], state: FeeState): Promise<void>
  /** Payments and refunds of a case, oldest first. */
  payments(tx: Tx, id: CaseId): Promise<StoredPayment[]>
  payment(tx: Tx, id: PaymentId): Promise<StoredPayment | undefined>
  insert(tx: Tx, payment: StoredPayment): Promise<void>
  change(
    tx: Tx,
    id: PaymentId,
    to: Pick<StoredPayment, 'state'> & Partial<Pick<StoredPayment, 'receipt' | 'day' | 'reason'>>,
  ): Promise<void>
  /** The next number of office and year; gives none away when the transaction fails. */
  nextReceipt(tx: Tx, office: OfficeId, year: number): Promise<number>
  /** Everything with a receipt of that day, by number. */
  ofDay(tx: Tx, office: OfficeId, day: string): Promise<StoredPayment[]>
  /** Whatever waits for an answer or for somebody who looks. */
  waiting(tx: Tx, office: OfficeId): Promise<StoredPayment[]>
  /** Payments a terminal was asked for and has not answered. */
  running(tx: Tx): Promise<{ id: PaymentId; until: Date }[]>
}
