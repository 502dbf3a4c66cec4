import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Sealed cases, what retention knows of them, and deletions. Payments stay for the books after their case has gone (§ 147 AO). */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table case_archive (case_id uuid not null references case_file (id), audience text not null, body text not null, hash text not null, head text not null, head_seq integer not null, sealed_at timestamptz not null, primary key (case_id, audience))`,
    `create table retained_case (case_id uuid primary key references case_file (id), number text not null unique, office text not null, closed_on text not null, services text not null, offered text, hold_reason text, hold_by uuid, hold_at timestamptz)`,
    `create table deletion_run (id uuid primary key, state text not null, proposed_by uuid not null, proposed_at timestamptz not null, decided_by uuid, decided_at timestamptz, reason text, numbers text not null, manifest text, manifest_hash text)`,
    `alter table payment drop constraint payment_case_id_fkey`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
