import { sql } from 'kysely'
import type { DistrictVersion, DistrictVersions } from '#server/district/version-port.ts'
import { trxOf } from './tx.ts'

/** Versions of the district in SQL. */
export const districtStore: DistrictVersions = {
  async insert(tx, version) {
    const row = await trxOf(tx)
      .insertInto('district_version')
      .values({
        state: version.state,
        body: version.body,
        sha256: version.sha256,
        base: version.base,
        note: version.note,
        proposed_by: version.proposedBy,
        proposed_at: version.proposedAt,
        decided_by: null,
        decided_at: version.decidedAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('seq')
      .executeTakeFirst()
    return row?.seq
  },

  async decide(tx, seq, { state, by, at, reason }) {
    const row = await trxOf(tx)
      .updateTable('district_version')
      .set({ state, decided_by: by, decided_at: at, reason })
      .where('seq', '=', seq)
      .where('state', '=', 'proposed')
      .returning('seq')
      .executeTakeFirst()
    return row !== undefined
  },

  async list(tx) {
    const rows = await trxOf(tx)
      .selectFrom('district_version')
      .select([
        'seq',
        'state',
        'sha256',
        'base',
        'note',
        'proposed_by',
        'proposed_at',
        'decided_by',
        'decided_at',
        'reason',
      ])
      .orderBy('seq', 'desc')
      .execute()
    return rows.map(
      (row) =>
        ({
          seq: row.seq,
          state: row.state,
          sha256: row.sha256,
          base: row.base,
          note: row.note,
          proposedBy: row.proposed_by,
          proposedAt: row.proposed_at,
          decidedBy: row.decided_by,
          decidedAt: row.decided_at,
          reason: row.reason,
        }) as DistrictVersion,
    )
  },

  async body(tx, seq) {
    const row = await trxOf(tx)
      .selectFrom('district_version')
      .select('body')
      .where('seq', '=', seq)
      .executeTakeFirst()
    return row?.body
  },

  async inForce(tx) {
    const row = await trxOf(tx)
      .selectFrom('district_version')
      .select(sql<number | null>`max(seq)`.as('seq'))
      .where('state', '=', 'released')
      .executeTakeFirst()
    return row?.seq ?? null
  },
}
