import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Versions of the district as proposed and released, with their text; at most one waits for a second person. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table district_version (
      seq integer generated always as identity primary key, state text not null, body text not null,
      sha256 text not null, base integer, note text not null,
      proposed_by text, proposed_at timestamptz not null, decided_by text, decided_at timestamptz,
      reason text)`,
    `create unique index district_version_open on district_version ((true)) where state = 'proposed'`,
    `alter table account add column one_time boolean not null default false`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
