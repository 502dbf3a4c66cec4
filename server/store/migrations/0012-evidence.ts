import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Unterlagen of a case; the contents of files lie beside the store, by their SHA-256. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table evidence (
      id uuid primary key, case_id uuid not null references case_file (id), case_service uuid, kind text not null,
      title text not null, person text not null, at timestamptz not null,
      sha256 text, size integer, type text, name text, reason text,
      until text, document text, zone_checked boolean not null default false,
      withdrawn_at timestamptz, withdrawn_by text, withdrawn_reason text)`,
    `create index evidence_case on evidence (case_id)`,
    `create index evidence_content on evidence (sha256)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
