import { sql } from 'kysely'
import { auditGroups } from '#shared/model/audit.ts'
import { canonicalJson } from '#shared/model/canonical.ts'
import type { StoredLink, TrailFilter, TrailRecords } from '#server/audit/audit-port.ts'
import type { Tx } from '#server/platform/act.ts'
import { trxOf } from './tx.ts'

/** The audit trail row by row, for those who look at it as a whole. */
export const trailStore: TrailRecords = {
  end: (tx) => trxOf(tx).selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow(),

  async links(tx, after, limit) {
    const rows = await chain(tx).where('audit.seq', '>', after).orderBy('audit.seq').limit(limit).execute()
    return rows.map(asLink)
  },

  async ofCase(tx, id) {
    const rows = await chain(tx).where('audit.case_id', '=', id).orderBy('audit.seq').execute()
    return rows.map(asLink)
  },

  async find(tx, filter, limit) {
    const rows = await narrowed(tx, filter).orderBy('audit.seq', 'desc').limit(limit).execute()
    return rows.map((row) => ({ ...asLink(row), caseNumber: row.number }))
  },
}

const chain = (tx: Tx) =>
  trxOf(tx)
    .selectFrom('audit')
    .leftJoin('audit_payload', 'audit_payload.seq', 'audit.seq')
    .leftJoin('case_file', 'case_file.id', 'audit.case_id')
    .selectAll('audit')
    .select(['audit_payload.body', 'case_file.number'])

function narrowed(tx: Tx, filter: TrailFilter) {
  const { number, persons, group, from, to, before, office, technical } = filter
  let query = chain(tx)
  if (number !== undefined) query = query.where('case_file.number', '=', number)
  if (office !== undefined) query = query.where('case_file.office', '=', office)
  if (technical === true) query = query.where('audit.case_id', 'is', null)
  if (persons !== undefined)
    query = query.where((eb) =>
      persons.length === 0 ? sql<boolean>`false` : eb('audit.person', 'in', persons),
    )
  if (group !== undefined)
    query = query.where((eb) =>
      eb.or(
        auditGroups[group].map((start) => eb(eb.fn('starts_with', ['action', eb.val(start)]), '=', true)),
      ),
    )
  if (from !== undefined) query = query.where('audit.at', '>=', from)
  if (to !== undefined) query = query.where('audit.at', '<', to)
  return before === undefined ? query : query.where('audit.seq', '<', before)
}

function asLink(row: Awaited<ReturnType<ReturnType<typeof chain>['execute']>>[number]): StoredLink {
  const { case_id, payload_sha256, body, number: _number, ...rest } = row
  return {
    ...rest,
    case: case_id,
    digest: payload_sha256,
    payload: body === null ? null : canonicalJson(body),
  } as unknown as StoredLink
}
