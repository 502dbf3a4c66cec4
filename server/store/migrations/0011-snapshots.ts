import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Contents that decisions were bound to. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table snapshot (
      case_service uuid not null, hash text not null, case_id uuid not null references case_file (id),
      body text not null, head text not null, head_seq integer not null, taken_at timestamptz not null,
      primary key (case_service, hash))`,
    `create index snapshot_case on snapshot (case_id)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
