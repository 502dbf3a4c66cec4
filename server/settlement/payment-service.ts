import { v7 as uuidv7 } from 'uuid'
import { changeOf, totalOf, type FeeView, type PaymentLine, type PaymentMethod } from '#shared/model/fee.ts'
import type { CaseId, PaymentId } from '#shared/model/ids.ts'
import type { Action } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { StoredCase } from '#server/cases/case-port.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { record, servicesOf, type Bookings } from './bookings.ts'
import type { FeeSheets } from './fee-sheets.ts'
import type { SettlementRecords, StoredFee, StoredPayment } from './settlement-port.ts'
import { inEuros } from './settlement-sentences.ts'
import { terminalPatience, type TerminalDesk } from './terminal-desk.ts'
import type { Simulated } from './terminal-port.ts'

interface Settling {
  readonly case: CaseId
  readonly method: PaymentMethod
  readonly total: number
  readonly given?: number
  readonly simulate?: Simulated
}

/** Money: taken in cash or by card, cleared up when nobody knows, paid back. */
export class PaymentService {
  constructor(
    private readonly sheets: FeeSheets,
    private readonly records: SettlementRecords,
    private readonly bookings: Bookings,
    private readonly terminal: TerminalDesk,
  ) {}

  /** Takes everything that is fixed in the case, in one payment. */
  async settle(act: Act, principal: Principal, wish: Settling, rev: number | undefined): Promise<FeeView> {
    const file = await this.sheets.hold(act, principal, wish.case, 'fee.take', rev)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const due = await this.#due(act, file)
    const ids = due.map(({ caseService }) => caseService)
    await this.sheets.admitServices(act, principal, file, ids, 'fee.take')
    const payment = this.#payment(act, principal, file, wish, due)

    await this.records.insert(act.tx, payment)
    await this.records.setStates(act.tx, ids, 'open')
    if (wish.method === 'cash') await this.bookings.paid(act, payment)
    else {
      record(act, payment, 'payment.requested')
      const order = { payment: payment.id, cents: payment.cents }
      const until = payment.until ?? act.at
      act.afterCommit(() => this.terminal.ask(order, until, wish.simulate))
    }
    return this.sheets.tell(act, file)
  }

  /** Somebody has looked at the receipts of the terminal. */
  async reconcile(
    act: Act,
    principal: Principal,
    wish: { payment: PaymentId; result: 'paid' | 'not_paid'; reason: string },
    rev: number | undefined,
  ): Promise<FeeView> {
    const { file, payment } = await this.#held(act, principal, wish.payment, 'fee.take', rev)
    if (payment.state !== 'unclear') throw new Refused('E_STATE', 'fee-not-unclear')
    await this.sheets.admitServices(act, principal, file, servicesOf(payment), 'fee.take')
    if (wish.result === 'paid') await this.bookings.paid(act, payment)
    else await this.bookings.letGo(act, payment, 'not_paid')
    const state = wish.result
    await this.records.change(act.tx, payment.id, { state, reason: wish.reason.trim() })
    act.record({
      action: 'payment.reconciled',
      case: file.id,
      subject: payment.id,
      detail: { result: wish.result },
    })
    return this.sheets.tell(act, file)
  }

  /** Pays a booked payment back as a whole, with a receipt of its own; the fees can be fixed anew. */
  async refund(
    act: Act,
    principal: Principal,
    wish: { payment: PaymentId; reason: string },
    rev: number | undefined,
  ): Promise<FeeView> {
    const { file, payment } = await this.#held(act, principal, wish.payment, 'fee.refund', rev)
    if (payment.kind !== 'payment' || payment.state !== 'paid')
      throw new Refused('E_STATE', 'fee-not-refundable')
    await this.sheets.admitServices(act, principal, file, servicesOf(payment), 'fee.refund')
    const { receipt, day } = await this.bookings.receipt(act, payment.office)
    const refund: StoredPayment = {
      ...payment,
      id: uuidv7({ msecs: act.at.getTime() }) as PaymentId,
      kind: 'refund',
      given: null,
      receipt,
      day,
      person: principal.person,
      at: act.at,
      until: null,
      reason: wish.reason.trim(),
      refundOf: payment.id,
    }
    await this.records.insert(act.tx, refund)
    await this.records.change(act.tx, payment.id, { state: 'refunded' })
    await this.records.setStates(act.tx, servicesOf(payment), 'refunded')
    record(act, refund, 'payment.refunded', { receipt, of: payment.receipt })
    return this.sheets.tell(act, file)
  }

  async #held(
    act: Act,
    principal: Principal,
    id: PaymentId,
    action: Action,
    rev: number | undefined,
  ): Promise<{ file: StoredCase; payment: StoredPayment }> {
    const known = await this.records.payment(act.tx, id)
    if (!known) throw new Refused('E_NOT_FOUND', 'case-unknown')
    const file = await this.sheets.hold(act, principal, known.case, action, rev)
    const payment = await this.records.payment(act.tx, id)
    if (!payment) throw new Refused('E_NOT_FOUND', 'case-unknown')
    return { file, payment }
  }

  async #due(act: Act, file: StoredCase): Promise<StoredFee[]> {
    const gone = new Set(file.services.filter(({ state }) => state === 'cancelled').map(({ id }) => id))
    const fees = await this.records.fees(act.tx, file.id)
    const due = fees.filter((one) => one.state === 'fixed' && !gone.has(one.caseService))
    if (due.length > 0) return due
    if (fees.every((one) => one.state !== 'open')) throw new Refused('E_STATE', 'fee-nothing-due')
    const payments = await this.records.payments(act.tx, file.id)
    const unclear = payments.some((one) => one.state === 'unclear')
    throw new Refused('E_STATE', unclear ? 'fee-unclear' : 'fee-running')
  }

  #payment(
    act: Act,
    principal: Principal,
    file: StoredCase,
    wish: Settling,
    due: readonly StoredFee[],
  ): StoredPayment {
    const cents = totalOf(due)
    if (wish.total !== cents) throw new Refused('E_STATE', 'fee-total-changed', { total: inEuros(cents) })
    if (wish.simulate !== undefined && (wish.method !== 'terminal' || !this.terminal.steerable))
      throw new Refused('E_SCHEMA', 'fee-no-simulator')
    const given = givenFor(wish, cents)
    const card = wish.method === 'terminal'
    return {
      id: uuidv7({ msecs: act.at.getTime() }) as PaymentId,
      case: file.id,
      caseNumber: file.number,
      office: file.office,
      kind: 'payment',
      method: wish.method,
      state: 'running',
      cents,
      given,
      receipt: null,
      day: null,
      person: principal.person,
      at: act.at,
      until: card ? new Date(act.at.getTime() + terminalPatience) : null,
      reason: null,
      refundOf: null,
      lines: due.map(({ caseService, service, payee, contract, title, cents: part }): PaymentLine => ({
        caseService,
        service,
        payee,
        contract,
        title,
        cents: part,
      })),
    }
  }
}

/** Cash needs to know what was laid on the counter; a card does not. */
function givenFor(wish: Settling, cents: number): number | null {
  if ((wish.method === 'cash') !== (wish.given !== undefined)) throw new Refused('E_SCHEMA', 'malformed')
  if (wish.given === undefined) return null
  if (changeOf(cents, wish.given) === null)
    throw new Refused('E_STATE', 'fee-too-little', { missing: inEuros(cents - wish.given) })
  return wish.given
}
