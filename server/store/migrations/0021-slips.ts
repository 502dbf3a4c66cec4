import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Codes of Laufzettel; they go with their case. Days of the audit trail are found without reading all of it. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table slip (
      id uuid primary key, case_id uuid not null references case_file (id) on delete cascade,
      code_hash text not null constraint slip_code unique, sealed text not null, note text,
      person uuid not null, issued_at timestamptz not null, expires_at timestamptz not null,
      revoked_at timestamptz, revoked_by uuid, revoked_reason text)`,
    `create unique index slip_live on slip (case_id) where revoked_at is null`,
    `create index slip_case on slip (case_id)`,
    `create index audit_at on audit using brin (at)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
