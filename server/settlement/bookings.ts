import { germanToday } from '#shared/model/checks/days.ts'
import type { PaymentState } from '#shared/model/fee.ts'
import type { Act, AuditDraft } from '#server/platform/act.ts'
import type { SettlementRecords, StoredPayment } from './settlement-port.ts'

/** What becomes of a payment: booked with a receipt, or let go so that the fee is open for another way to pay. */
export class Bookings {
  constructor(private readonly records: SettlementRecords) {}

  /** The next receipt of office and year, with the day it counts for. */
  async receipt(act: Act, office: StoredPayment['office']): Promise<{ receipt: string; day: string }> {
    const day = germanToday(act.at)
    const year = Number(day.slice(0, 4))
    const number = await this.records.nextReceipt(act.tx, office, year)
    return { receipt: `${office.toUpperCase()}-${year}-${String(number).padStart(5, '0')}`, day }
  }

  /** The money is there. */
  async paid(act: Act, payment: StoredPayment): Promise<void> {
    const { receipt, day } = await this.receipt(act, payment.office)
    await this.records.change(act.tx, payment.id, { state: 'paid', receipt, day })
    await this.records.setStates(act.tx, servicesOf(payment), 'paid')
    record(act, payment, payment.method === 'cash' ? 'payment.cash' : 'payment.card', { receipt })
  }

  /** No money came; the fees stand open again. */
  async letGo(
    act: Act,
    payment: StoredPayment,
    state: PaymentState & ('declined' | 'not_paid'),
  ): Promise<void> {
    await this.records.change(act.tx, payment.id, { state })
    await this.records.setStates(act.tx, servicesOf(payment), 'fixed')
    record(act, payment, `payment.${state}`)
  }

  /** Nobody knows; the fees stay out until somebody has looked. */
  async unclear(act: Act, payment: StoredPayment): Promise<void> {
    await this.records.change(act.tx, payment.id, { state: 'unclear' })
    record(act, payment, 'payment.unclear')
  }
}

export const servicesOf = (payment: StoredPayment) => payment.lines.map(({ caseService }) => caseService)

/** One line of the Verlauf, and for each payee a row that says under which contract the money was handled. */
export function record(
  act: Act,
  payment: StoredPayment,
  action: string,
  detail: AuditDraft['detail'] = {},
): void {
  const { case: id, cents } = payment
  act.record({ action, case: id, subject: payment.id, history: true, detail: { cents, ...detail } })
  for (const line of payment.lines) {
    const { service, payee: authority, contract, cents: part } = line
    act.record({
      action: `${action}.line`,
      case: id,
      subject: line.caseService,
      detail: { service, authority, contract, cents: part },
    })
  }
}
