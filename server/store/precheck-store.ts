import type { CaseServiceId, PersonId } from '#shared/model/ids.ts'
import type {
  PrecheckRecords,
  StoredConfirmation,
  StoredDecision,
  StoredRun,
  StoredSignOff,
} from '#server/precheck/precheck-port.ts'
import type { PrecheckTables } from '#server/store/tables/precheck.ts'
import type { Selectable } from 'kysely'
import { trxOf } from './tx.ts'

export const precheckStore: PrecheckRecords = {
  async ofCase(tx, id) {
    const trx = trxOf(tx)
    const of = <T extends keyof PrecheckTables>(table: T) =>
      trx
        .selectFrom<keyof PrecheckTables>(table)
        .selectAll()
        .where('case_id', '=', id)
        .orderBy('at')
        .execute() as Promise<unknown> as Promise<Selectable<PrecheckTables[T]>[]>
    return {
      decisions: (await of('finding_decision')).map(decisionOf),
      runs: (await of('precheck_run')).map(runOf),
      signOffs: (await of('sign_off')).map(signOffOf),
      confirmations: (await of('confirmation')).map(confirmationOf),
    }
  },

  async decide(tx, id, place, decision) {
    await trxOf(tx)
      .deleteFrom('finding_decision')
      .where('case_service', '=', place.caseService)
      .where('requirement', '=', place.requirement)
      .execute()
    if (!decision) return
    const { caseService, until, ...rest } = decision
    await trxOf(tx)
      .insertInto('finding_decision')
      .values({ ...rest, case_id: id, case_service: caseService, until_day: until })
      .execute()
  },

  async keepRun(tx, id, run) {
    const { caseService, rows, ...rest } = run
    const row = { ...rest, case_id: id, case_service: caseService, rows: JSON.stringify(rows) }
    await trxOf(tx)
      .insertInto('precheck_run')
      .values(row)
      .onConflict((conflict) => conflict.column('case_service').doUpdateSet(row))
      .execute()
  },

  async addSignOff(tx, id, signOff) {
    const { caseService, rows, voidAt, voidWhy, changed, ...rest } = signOff
    await trxOf(tx)
      .insertInto('sign_off')
      .values({
        ...rest,
        case_id: id,
        case_service: caseService,
        rows: JSON.stringify(rows),
        void_at: voidAt,
        void_why: voidWhy,
        changed: JSON.stringify(changed),
      })
      .execute()
  },

  async voidSignOff(tx, signOff, { why, changed, at }) {
    await trxOf(tx)
      .updateTable('sign_off')
      .set({ void_at: at, void_why: why, changed: JSON.stringify(changed) })
      .where('id', '=', signOff)
      .where('void_at', 'is', null)
      .execute()
  },

  async confirm(tx, id, { caseService, ...rest }) {
    const row = { ...rest, case_id: id, case_service: caseService }
    await trxOf(tx)
      .insertInto('confirmation')
      .values(row)
      .onConflict((conflict) => conflict.columns(['case_service', 'block']).doUpdateSet(row))
      .execute()
  },
}

const by = (row: { case_service: string; person: string; at: Date }) => ({
  caseService: row.case_service as CaseServiceId,
  person: row.person as PersonId,
  at: row.at,
})

function decisionOf(row: Selectable<PrecheckTables['finding_decision']>): StoredDecision {
  const { requirement, text, source, inputs } = row
  const decision = row.decision as StoredDecision['decision']
  return { requirement, decision, text, source, until: row.until_day, inputs, ...by(row) }
}

function runOf(row: Selectable<PrecheckTables['precheck_run']>): StoredRun {
  const { hash, day } = row
  const rows = JSON.parse(row.rows) as StoredRun['rows']
  return { hash, day, colour: row.colour as StoredRun['colour'], rows, ...by(row) }
}

function signOffOf(row: Selectable<PrecheckTables['sign_off']>): StoredSignOff {
  const { id, hash, note } = row
  return {
    id,
    hash,
    note,
    rows: JSON.parse(row.rows) as StoredSignOff['rows'],
    voidAt: row.void_at,
    voidWhy: row.void_why as StoredSignOff['voidWhy'],
    changed: JSON.parse(row.changed) as string[],
    ...by(row),
  }
}

function confirmationOf(row: Selectable<PrecheckTables['confirmation']>): StoredConfirmation {
  const { block, hash } = row
  return { block, hash, how: row.how as StoredConfirmation['how'], ...by(row) }
}
