import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Codes by which a phone brings papers into a case; they go with their case. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table phone_link (
      id uuid primary key, case_id uuid not null references case_file (id) on delete cascade,
      case_service uuid, title text, person text not null, session uuid not null,
      code_hash text not null unique, opened_at timestamptz not null, expires_at timestamptz not null,
      closed_at timestamptz)`,
    `create index phone_link_open on phone_link (session) where closed_at is null`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
