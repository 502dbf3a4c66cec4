import type { HistoryEntry } from '#shared/model/case.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { AuditRow, AuditTrail, Digest } from '#server/audit/audit-port.ts'
import { trxOf } from './tx.ts'

/** The audit trail in SQL. `digest` is handed in so that the rule of the chain stays in the audit folder. */
export function auditStore(digest: Digest): AuditTrail {
  return {
    async append(tx, rows) {
      const trx = trxOf(tx)
      const head = await trx
        .updateTable('audit_head')
        .set((eb) => ({ seq: eb('seq', '+', rows.length) }))
        .returning(['seq', 'hash'])
        .executeTakeFirstOrThrow()
      let previous = head.hash
      let seq = head.seq - rows.length
      const links: ReturnType<typeof asColumns>[] = []
      for (const row of rows) {
        seq += 1
        const hash = digest.link(previous, seq, row)
        links.push(asColumns(row, seq, previous, hash, digest))
        previous = hash
      }
      await trx.insertInto('audit').values(links).execute()
      const payloads = rows.map((row, at) => ({ seq: links[at]?.seq ?? 0, body: row.payload }))
      await trx.insertInto('audit_payload').values(payloads).execute()
      await trx.updateTable('audit_head').set({ hash: previous }).execute()
      return links.map((link) => link.seq)
    },

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
}

function asColumns(row: AuditRow, seq: number, previous: string, hash: string, digest: Digest) {
  return {
    seq,
    at: row.at,
    person: row.person,
    action: row.action,
    outcome: row.outcome,
    case_id: row.case,
    subject: row.subject,
    history: row.history,
    length: Buffer.byteLength(row.payload),
    payload_sha256: digest.payload(row.payload),
    previous,
    hash,
  }
}
