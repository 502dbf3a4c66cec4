import type { HistoryEntry } from '#shared/model/case.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { AuditTrail } from '#server/audit/audit-port.ts'
import { trxOf } from './tx.ts'

export const auditStore: AuditTrail = {
  async history(tx, id, names) {
    const rows = await trxOf(tx)
      .selectFrom('audit')
      .leftJoin('audit_payload', 'audit_payload.seq', 'audit.seq')
      .select(['audit.seq', 'at', 'person', 'action', 'body'])
      .where('case_id', '=', id)
      .where('history', '=', true)
      .orderBy('audit.seq')
      .limit(500)
      .execute()
    return rows.map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      personName: names(row.person as PersonId | null),
      action: row.action,
      detail: (row.body ?? {}) as HistoryEntry['detail'],
    }))
  },
}
