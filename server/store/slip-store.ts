import type { SlipRecords, StoredSlip } from '#server/slips/slip-port.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { trxOf } from './tx.ts'

export const slipStore: SlipRecords = {
  async live(tx, id, at) {
    const row = await trxOf(tx)
      .selectFrom('slip')
      .selectAll()
      .where('case_id', '=', id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst()
    if (!row) return undefined
    const { case_id, code_hash, issued_at, expires_at, id: slip, sealed, note, person } = row
    return {
      id: slip,
      case: case_id,
      hash: code_hash,
      sealed,
      note,
      person,
      issuedAt: issued_at,
      expiresAt: expires_at,
    } as unknown as StoredSlip
  },

  async caseOf(tx, hash, at) {
    const row = await trxOf(tx)
      .selectFrom('slip')
      .select('case_id')
      .where('code_hash', '=', hash)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst()
    return row?.case_id as CaseId | undefined
  },

  async insert(tx, { id, case: file, hash, sealed, note, person, issuedAt, expiresAt }) {
    await trxOf(tx)
      .insertInto('slip')
      .values({
        id,
        case_id: file,
        code_hash: hash,
        sealed,
        note,
        person,
        issued_at: issuedAt,
        expires_at: expiresAt,
      })
      .execute()
  },

  async revoke(tx, id, { person, at, reason }) {
    await trxOf(tx)
      .updateTable('slip')
      .set({ revoked_at: at, revoked_by: person, revoked_reason: reason })
      .where('case_id', '=', id)
      .where('revoked_at', 'is', null)
      .execute()
  },
}
