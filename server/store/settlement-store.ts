import { sql } from 'kysely'
import type { SettlementRecords, StoredFee, StoredPayment } from '#server/settlement/settlement-port.ts'
import type { PaymentId } from '#shared/model/ids.ts'
import { trxOf } from './tx.ts'

export const settlementStore: SettlementRecords = {
  async rev(tx, id) {
    const row = await trxOf(tx)
      .selectFrom('fee_sheet')
      .select('rev')
      .where('case_id', '=', id)
      .executeTakeFirst()
    return row?.rev ?? 0
  },

  async raise(tx, id) {
    await trxOf(tx)
      .insertInto('fee_sheet')
      .values({ case_id: id, rev: 1 })
      .onConflict((conflict) => conflict.column('case_id').doUpdateSet({ rev: sql`fee_sheet.rev + 1` }))
      .execute()
  },

  async fees(tx, id) {
    const rows = await trxOf(tx).selectFrom('fee').selectAll().where('case_id', '=', id).execute()
    return rows.map(
      ({ case_service: caseService, case_id: file, ...row }) =>
        ({ ...row, caseService, case: file }) as unknown as StoredFee,
    )
  },

  async decide(tx, fees) {
    await trxOf(tx)
      .insertInto('fee')
      .values(
        fees.map(({ caseService, case: file, service, payee, contract, ...rest }) => {
          const { variant, title, cents, source, exempt, state } = rest
          return {
            case_service: caseService,
            case_id: file,
            service,
            payee,
            contract,
            variant,
            title,
            cents,
            source,
            exempt,
            state,
          }
        }),
      )
      .onConflict((conflict) =>
        conflict.column('case_service').doUpdateSet((eb) => ({
          payee: eb.ref('excluded.payee'),
          contract: eb.ref('excluded.contract'),
          variant: eb.ref('excluded.variant'),
          title: eb.ref('excluded.title'),
          cents: eb.ref('excluded.cents'),
          source: eb.ref('excluded.source'),
          exempt: eb.ref('excluded.exempt'),
          state: eb.ref('excluded.state'),
        })),
      )
      .execute()
  },

  async setStates(tx, services, state) {
    await trxOf(tx)
      .updateTable('fee')
      .set({ state })
      .where('case_service', 'in', [...services])
      .execute()
  },

  async payments(tx, id) {
    const rows = await trxOf(tx)
      .selectFrom('payment')
      .selectAll()
      .where('case_id', '=', id)
      .orderBy('at')
      .orderBy('kind')
      .orderBy('id')
      .execute()
    return rows.map(asPayment)
  },

  async payment(tx, id) {
    const row = await trxOf(tx).selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirst()
    return row && asPayment(row)
  },

  async insert(tx, payment) {
    const { id, office, kind, method, state, cents, given, receipt, day, person, at, reason } = payment
    await trxOf(tx)
      .insertInto('payment')
      .values({
        id,
        office,
        kind,
        method,
        state,
        cents,
        given,
        receipt,
        day,
        person,
        at,
        reason,
        case_id: payment.case,
        case_number: payment.caseNumber,
        until_at: payment.until,
        refund_of: payment.refundOf,
        lines: JSON.stringify(payment.lines),
      })
      .execute()
  },

  async change(tx, id, to) {
    await trxOf(tx)
      .updateTable('payment')
      .set({ ...to, until_at: null })
      .where('id', '=', id)
      .execute()
  },

  async nextReceipt(tx, office, year) {
    const { last } = await trxOf(tx)
      .insertInto('receipt_number')
      .values({ office, year, last: 1 })
      .onConflict((conflict) =>
        conflict.columns(['office', 'year']).doUpdateSet({ last: sql`receipt_number.last + 1` }),
      )
      .returning('last')
      .executeTakeFirstOrThrow()
    return last
  },

  async ofDay(tx, office, day) {
    const rows = await trxOf(tx)
      .selectFrom('payment')
      .selectAll()
      .where('office', '=', office)
      .where('day', '=', day)
      .orderBy('receipt')
      .execute()
    return rows.map(asPayment)
  },

  async waiting(tx, office) {
    const rows = await trxOf(tx)
      .selectFrom('payment')
      .selectAll()
      .where('office', '=', office)
      .where('state', 'in', ['running', 'unclear'])
      .orderBy('at')
      .execute()
    return rows.map(asPayment)
  },

  async running(tx) {
    const rows = await trxOf(tx)
      .selectFrom('payment')
      .select(['id', 'until_at', 'at'])
      .where('state', '=', 'running')
      .execute()
    return rows.map((row) => ({ id: row.id as PaymentId, until: row.until_at ?? row.at }))
  },
}

interface PaymentRow {
  readonly case_id: string
  readonly case_number: string
  readonly until_at: Date | null
  readonly refund_of: string | null
}

function asPayment({ case_id, case_number, until_at, refund_of, ...row }: PaymentRow): StoredPayment {
  return {
    ...row,
    case: case_id,
    caseNumber: case_number,
    until: until_at,
    refundOf: refund_of,
  } as unknown as StoredPayment
}
