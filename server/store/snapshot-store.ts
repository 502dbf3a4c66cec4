import type { CaseId } from '#shared/model/ids.ts'
import type { SnapshotRecords } from '#server/cases/case-port.ts'
import { trxOf } from './tx.ts'

export const snapshotStore: SnapshotRecords = {
  async keep(tx, snapshot, at) {
    await trxOf(tx)
      .insertInto('snapshot')
      .values({
        case_service: snapshot.caseService,
        hash: snapshot.hash,
        case_id: snapshot.case,
        body: snapshot.body,
        head: snapshot.head,
        head_seq: snapshot.headSeq,
        taken_at: at,
      })
      .onConflict((conflict) => conflict.columns(['case_service', 'hash']).doNothing())
      .execute()
  },

  async find(tx, caseService, hash) {
    const row = await trxOf(tx)
      .selectFrom('snapshot')
      .selectAll()
      .where('case_service', '=', caseService)
      .where('hash', '=', hash)
      .executeTakeFirst()
    if (!row) return undefined
    const { body, head } = row
    return { hash, case: row.case_id as CaseId, caseService, body, head, headSeq: row.head_seq }
  },
}
