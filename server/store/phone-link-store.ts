import type { PhoneLinkRecords, StoredPhoneLink } from '#server/evidence/phone-port.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Selectable } from 'kysely'
import type { Tables } from './tables.ts'
import { trxOf } from './tx.ts'

export const phoneLinkStore: PhoneLinkRecords = {
  async open(tx, { case: of, caseService, hash, openedAt, expiresAt, ...rest }) {
    const row = { case_id: of, case_service: caseService, code_hash: hash, opened_at: openedAt }
    await trxOf(tx)
      .insertInto('phone_link')
      .values({ ...rest, ...row, expires_at: expiresAt })
      .execute()
  },

  async live(tx, hash, at) {
    const row = await trxOf(tx)
      .selectFrom('phone_link')
      .selectAll()
      .where('code_hash', '=', hash)
      .where('closed_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst()
    return row && linkOf(row)
  },

  async openOf(tx, { case: of, person }, at) {
    const rows = await trxOf(tx)
      .selectFrom('phone_link')
      .selectAll()
      .where('case_id', '=', of)
      .where('person', '=', person)
      .where('closed_at', 'is', null)
      .where('expires_at', '>', at)
      .orderBy('opened_at', 'desc')
      .execute()
    return rows.map(linkOf)
  },

  async close(tx, which, at) {
    let query = trxOf(tx)
      .updateTable('phone_link')
      .set({ closed_at: at })
      .where('closed_at', 'is', null)
      .where('expires_at', '>', at)
    if ('case' in which) query = query.where('case_id', '=', which.case)
    else {
      query = query.where('session', '=', which.session)
      if (which.id !== undefined) query = query.where('id', '=', which.id)
    }
    return (await query.returning('case_id').execute()).map((row) => row.case_id as CaseId)
  },
}

function linkOf(row: Selectable<Tables['phone_link']>): StoredPhoneLink {
  const { id, title, person, session } = row
  const times = { openedAt: row.opened_at, expiresAt: row.expires_at }
  const place = { case: row.case_id, caseService: row.case_service, hash: row.code_hash }
  return { id, title, person, session, ...place, ...times } as StoredPhoneLink
}
