import { sql } from 'kysely'
import type { CaseId, OfficeId, PersonId } from '#shared/model/ids.ts'
import type {
  KeptFile,
  RetentionRecords,
  StoredArchive,
  StoredRetained,
  StoredRun,
  Traces,
} from '#server/retention/retention-port.ts'
import type { Tx } from '#server/platform/act.ts'
import { trxOf } from './tx.ts'

/** JSON that names the case or one of its consultations; kept for two days only, but a deletion waits for nothing. */
function mentions(column: string): string {
  return `${column}::text like '%' || $case || '%' or exists (select 1 from consultation where case_id::text = $case and ${column}::text like '%' || id || '%')`
}

/** Acts whose audit detail holds words a person typed. The row of the trail stays, its payload goes with the case. */
const typed = ['service.cancelled', 'consultation.closed', 'consultation.answered']

/**
 * Every table with rows of a case, children first, and the condition that finds them (`$case`). A test compares this list with
 * the tables the migrations made.
 */
export const tracesByTable: readonly (readonly [table: string, where: string])[] = [
  [
    'audit_payload',
    `seq in (select seq from audit where case_id = $case and action in (${typed.map((action) => `'${action}'`).join(', ')}))`,
  ],
  ['event', `stream = 'case/' || $case or ${mentions('body')}`],
  ['command', mentions('reply')],
  ['callback', 'consultation in (select id from consultation where case_id = $case)'],
  ['consultation', 'case_id = $case'],
  ['handover_question', 'case_id = $case'],
  ['handover_service', 'case_id = $case'],
  ['handover', 'case_id = $case'],
  ['service_pause', 'case_id = $case'],
  ['finding_decision', 'case_id = $case'],
  ['precheck_run', 'case_id = $case'],
  ['sign_off', 'case_id = $case'],
  ['confirmation', 'case_id = $case'],
  ['signature', 'case_id = $case'],
  ['snapshot', 'case_id = $case'],
  ['evidence', 'case_id = $case'],
  [
    'seat_session',
    `case_id = $case or invitation in (select id from invitation where case_id = $case)
      or interpreter in (select id from interpreter where case_id = $case)`,
  ],
  ['interpreter_line', 'case_id = $case'],
  ['interpreter', 'case_id = $case'],
  ['guest_line', 'case_id = $case'],
  ['invitation', 'case_id = $case'],
  ['phone_link', 'case_id = $case'],
  ['help_word', 'help in (select id from help_request where case_id = $case)'],
  ['help_request', 'case_id = $case'],
  ['help_call', 'case_id = $case'],
  ['fee', 'case_id = $case'],
  ['fee_sheet', 'case_id = $case'],
  ['slip', 'case_id = $case'],
  ['consent', 'case_id = $case'],
  ['sealed_value', 'case_id = $case'],
  ['document', `name like $case || '.%'`],
  ['stream', `name = 'case/' || $case`],
  ['case_archive', 'case_id = $case'],
  ['retained_case', 'case_id = $case'],
  ['case_service', 'case_id = $case'],
  ['case_file', 'id = $case'],
]

/** Tables that name a case and outlive it: the chain of the audit trail, and the books (§ 147 AO). */
export const outliving: readonly string[] = ['audit', 'payment']

/** The condition with the id as a value of the right type: uuid columns and texts are compared as what they are. */
const found = (where: string, id: CaseId) => {
  const text = where.includes('like') || where.includes("'case/'")
  const parts = where.split('$case').map((part) => sql.raw(part))
  return sql.join(parts, text ? sql`${id}::text` : sql`${id}::uuid`)
}

/** Every content a row names, with the case that names it. */
const namings = sql`(select case_id, 'evidence' as folder, sha256 from evidence where sha256 is not null
  union all select case_id, 'handover', file->>'sha256' from handover, jsonb_array_elements(files) file
    where file->>'role' <> 'evidence')`

async function filesOf(tx: Tx, id: CaseId): Promise<KeptFile[]> {
  const { rows } = await sql<KeptFile>`with naming as ${namings}
    select distinct folder, sha256 from naming one where case_id = ${id} and not exists (
      select 1 from naming other
      where other.folder = one.folder and other.sha256 = one.sha256 and other.case_id <> ${id})`.execute(
    trxOf(tx),
  )
  return rows
}

async function lockNamings(tx: Tx): Promise<void> {
  await sql`lock table evidence, handover in share row exclusive mode`.execute(trxOf(tx))
}

async function rowsOf(tx: Tx, id: CaseId, verb: 'select' | 'delete'): Promise<Traces['rows']> {
  const counts: Record<string, number> = {}
  for (const [table, where] of tracesByTable) {
    const condition = found(where, id)
    if (verb === 'select') {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.table(table)} where ${condition}`.execute(trxOf(tx))
      counts[table] = rows[0]?.n ?? 0
    } else {
      const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${condition}`.execute(
        trxOf(tx),
      )
      counts[table] = Number(numAffectedRows ?? 0)
    }
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

export const retentionStore: RetentionRecords = {
  async unsealed(tx) {
    const { rows } = await sql<{ id: string }>`select id from case_file where closed_at is not null
      and (not exists (select 1 from case_archive where case_id = case_file.id)
        or exists (select 1 from document where name like case_file.id::text || '.%')) order by closed_at`.execute(
      trxOf(tx),
    )
    return rows.map(({ id }) => id as CaseId)
  },

  async endedBefore(tx, before) {
    const { rows } = await sql<{
      id: string
    }>`select id from case_file where closed_at is null and changed_at < ${before}
      and not exists (select 1 from case_service where case_id = case_file.id and state not in ('done', 'cancelled'))
      order by changed_at limit 200`.execute(trxOf(tx))
    return rows.map(({ id }) => id as CaseId)
  },

  async seal(tx, archives, retained) {
    const trx = trxOf(tx)
    await trx
      .insertInto('case_archive')
      .values(
        archives.map(({ audience, body, hash, head, headSeq, sealedAt }) => ({
          case_id: retained.case,
          audience,
          body,
          hash,
          head,
          head_seq: headSeq,
          sealed_at: sealedAt,
        })),
      )
      .execute()
    await trx
      .insertInto('retained_case')
      .values({
        case_id: retained.case,
        number: retained.number,
        office: retained.office,
        closed_on: retained.closedOn,
        services: JSON.stringify(retained.services),
        offered: null,
        hold_reason: null,
        hold_by: null,
        hold_at: null,
      })
      .execute()
    await trx
      .updateTable('case_file')
      .set((eb) => ({ generation: eb('generation', '+', 1), rev: eb('rev', '+', 1) }))
      .where('id', '=', retained.case)
      .execute()
  },

  async sealed(tx, id, audience) {
    const row = await trxOf(tx)
      .selectFrom('case_archive')
      .selectAll()
      .where('case_id', '=', id)
      .where('audience', '=', audience)
      .executeTakeFirst()
    if (!row) return undefined
    const { body, hash, head } = row
    return {
      audience: row.audience as StoredArchive['audience'],
      body,
      hash,
      head,
      headSeq: row.head_seq,
      sealedAt: row.sealed_at,
    }
  },

  async handedOver(tx, id) {
    const { rows } = await sql<{
      subject: string
      at: Date
    }>`select subject, min(at) as at from audit join audit_payload using (seq)
      where case_id = ${id} and action = 'service.state' and body->>'to' = 'handed_over' group by subject`.execute(
      trxOf(tx),
    )
    return new Map(rows.map(({ subject, at }) => [subject, at]))
  },

  async retained(tx) {
    const rows = await trxOf(tx)
      .selectFrom('retained_case')
      .selectAll()
      .orderBy('closed_on')
      .orderBy('number')
      .execute()
    return rows.map(retainedOf)
  },

  async findRetained(tx, number, lock) {
    const query = trxOf(tx).selectFrom('retained_case').selectAll().where('number', '=', number)
    const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
    return row && retainedOf(row)
  },

  async saveRetained(tx, { number, offered, hold }) {
    await trxOf(tx)
      .updateTable('retained_case')
      .set({
        offered,
        hold_reason: hold?.reason ?? null,
        hold_by: hold?.by ?? null,
        hold_at: hold?.at ?? null,
      })
      .where('number', '=', number)
      .execute()
  },

  async traces(tx, id) {
    return { rows: await rowsOf(tx, id, 'select'), files: await filesOf(tx, id) }
  },

  async remove(tx, id) {
    await lockNamings(tx)
    const files = await filesOf(tx, id)
    // What people wrote on a receipt goes with the case; the amounts stay for the books.
    await trxOf(tx).updateTable('payment').set({ reason: null }).where('case_id', '=', id).execute()
    return { rows: await rowsOf(tx, id, 'delete'), files }
  },

  async unnamed(tx, files) {
    await lockNamings(tx)
    const { rows } = await sql<KeptFile>`select distinct folder, sha256 from ${namings} naming`.execute(
      trxOf(tx),
    )
    const named = new Set(rows.map(({ folder, sha256 }) => `${folder} ${sha256}`))
    return files.filter(({ folder, sha256 }) => !named.has(`${folder} ${sha256}`))
  },

  async runs(tx) {
    const rows = await trxOf(tx)
      .selectFrom('deletion_run')
      .selectAll()
      .orderBy('proposed_at', 'desc')
      .limit(100)
      .execute()
    return rows.map(runOf)
  },

  async findRun(tx, id, lock) {
    const query = trxOf(tx).selectFrom('deletion_run').selectAll().where('id', '=', id)
    const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
    return row && runOf(row)
  },

  async saveRun(tx, run) {
    const values = {
      id: run.id,
      state: run.state,
      proposed_by: run.proposedBy,
      proposed_at: run.proposedAt,
      decided_by: run.decidedBy,
      decided_at: run.decidedAt,
      reason: run.reason,
      numbers: JSON.stringify(run.numbers),
      manifest: run.manifest === null ? null : JSON.stringify(run.manifest),
      manifest_hash: run.manifestHash,
    }
    await trxOf(tx)
      .insertInto('deletion_run')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute()
  },
}

function retainedOf(row: {
  case_id: string
  number: string
  office: string
  closed_on: string
  services: string
  offered: string | null
  hold_reason: string | null
  hold_by: string | null
  hold_at: Date | null
}): StoredRetained {
  const held = row.hold_reason !== null && row.hold_by !== null && row.hold_at !== null
  return {
    case: row.case_id as CaseId,
    number: row.number,
    office: row.office as OfficeId,
    closedOn: row.closed_on,
    services: JSON.parse(row.services) as StoredRetained['services'],
    offered: row.offered as StoredRetained['offered'],
    hold: held
      ? {
          reason: row.hold_reason as string,
          by: row.hold_by as PersonId,
          at: row.hold_at as Date,
        }
      : null,
  }
}

function runOf(row: {
  id: string
  state: string
  proposed_by: string
  proposed_at: Date
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
  numbers: string
  manifest: string | null
  manifest_hash: string | null
}): StoredRun {
  return {
    id: row.id,
    state: row.state as StoredRun['state'],
    proposedBy: row.proposed_by as PersonId,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by as PersonId | null,
    decidedAt: row.decided_at,
    reason: row.reason,
    numbers: JSON.parse(row.numbers) as string[],
    manifest: row.manifest === null ? null : (JSON.parse(row.manifest) as StoredRun['manifest']),
    manifestHash: row.manifest_hash,
  }
}
