import { sql, type Selectable } from 'kysely'
import type { BarrierPlace } from '#shared/model/barrier.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { BarrierRecords, StoredBarrier } from '#server/barriers/barrier-port.ts'
import type { Tables } from './tables.ts'
import { trxOf } from './tx.ts'

export const barrierStore: BarrierRecords = {
  async add(tx, report) {
    await trxOf(tx).insertInto('barrier_report').values(report).execute()
  },

  async list(tx) {
    const rows = await trxOf(tx)
      .selectFrom('barrier_report')
      .selectAll()
      .orderBy(sql`answered_at is not null`)
      .orderBy('at')
      .execute()
    return rows.map(reportOf)
  },

  async find(tx, id) {
    const row = await trxOf(tx)
      .selectFrom('barrier_report')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    return row && reportOf(row)
  },

  async countOpen(tx) {
    const { n } = await trxOf(tx)
      .selectFrom('barrier_report')
      .select(({ fn }) => fn.countAll().as('n'))
      .where('answered_at', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(n)
  },

  async answer(tx, id, { at, by, text }) {
    await trxOf(tx)
      .updateTable('barrier_report')
      .set({ answered_at: at, answered_by: by, answer: text })
      .where('id', '=', id)
      .execute()
  },

  async forget(tx, { answered, came }) {
    const { numDeletedRows } = await trxOf(tx)
      .deleteFrom('barrier_report')
      .where((row) => row.or([row('answered_at', '<', answered), row('at', '<', came)]))
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  },
}

function reportOf(row: Selectable<Tables['barrier_report']>): StoredBarrier {
  const { id, place, text, contact, language, at, answered_at, answered_by, answer } = row
  const answered =
    answered_at === null || answered_by === null
      ? null
      : { at: answered_at, by: answered_by as PersonId, text: answer ?? '' }
  return { id, place: place as BarrierPlace, text, contact, language, at, answered }
}
