import type { DayList, DayReceipt } from '#shared/contract/settlement-contract.ts'
import { isIsoDay } from '#shared/model/checks/days.ts'
import { sumsPerPayee, totalOf } from '#shared/model/fee.ts'
import type { OfficeId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { payeeName, withNames } from './fee-view.ts'
import type { SettlementRecords, StoredPayment } from './settlement-port.ts'

/** Tagesabschluss: what an office took and paid back on a day, by payee, by method and receipt by receipt. */
export class DayLists {
  constructor(
    private readonly records: SettlementRecords,
    private readonly district: DistrictSource,
  ) {}

  async read(tx: Tx, principal: Principal, wish: { office?: OfficeId; day: string }): Promise<DayList> {
    const district = this.district.current()
    const wanted = wish.office ?? principal.office
    const office = district.offices.find(({ id }) => id === wanted)
    const allowed = may(principal, 'fee.day', { ownOffice: wanted === principal.office })
    if (!office || !allowed) throw new Refused('E_NOT_FOUND', 'office-unknown')
    if (!isIsoDay(wish.day)) throw new Refused('E_SCHEMA', 'day-unknown')

    const booked = await this.records.ofDay(tx, office.id, wish.day)
    const waiting = await this.records.waiting(tx, office.id)
    const taken = booked.filter(({ kind }) => kind === 'payment')
    const refunded = booked.filter(({ kind }) => kind === 'refund')
    const payees = sumsPerPayee(booked.flatMap(({ lines }) => lines)).map(({ payee }) => {
      const plus = ofPayee(taken, payee)
      const minus = ofPayee(refunded, payee)
      return {
        payee,
        payeeName: payeeName(payee, district),
        taken: plus,
        refunded: minus,
        cents: plus - minus,
      }
    })
    const by = (method: StoredPayment['method']) =>
      totalOf(taken.filter((one) => one.method === method)) -
      totalOf(refunded.filter((one) => one.method === method))
    return {
      office: office.id,
      officeName: office.name,
      day: wish.day,
      payees,
      methods: { cash: by('cash'), terminal: by('terminal') },
      total: totalOf(taken) - totalOf(refunded),
      receipts: booked.map((one) => this.#receipt(one)),
      waiting: waiting.map((one) => this.#receipt(one)),
    }
  }

  #receipt(one: StoredPayment): DayReceipt {
    const district = this.district.current()
    const { id: payment, case: file, caseNumber, receipt, kind, method, state, cents } = one
    return {
      payment,
      case: file,
      caseNumber,
      receipt,
      kind,
      method,
      state,
      cents: kind === 'refund' ? -cents : cents,
      at: one.at.toISOString(),
      personName: nameOf(one.person, district),
      sums: withNames(sumsPerPayee(one.lines), district),
    }
  }
}

function ofPayee(payments: readonly StoredPayment[], payee: string): number {
  return totalOf(payments.flatMap(({ lines }) => lines).filter((line) => line.payee === payee))
}
