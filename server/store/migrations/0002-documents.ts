import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Live documents: folded state and the journal of group commits. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table document (name text primary key, epoch bigint not null, state bytea, folded bigint not null, head_seq bigint not null, head bytea not null, owners text not null)`,
    `create table document_journal (seq bigint generated always as identity primary key, commit_id uuid not null unique, body bytea not null)`,
    // Updates are short and kept shortly: compressing them costs more than it saves.
    `alter table document_journal alter column body set storage external`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
