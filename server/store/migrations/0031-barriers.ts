import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** What people report as a barrier; goes after its time (`barrierDays`). */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table barrier_report (
      id uuid primary key, place text not null, text text not null, contact text, language text not null,
      at timestamptz not null, answered_at timestamptz, answered_by text, answer text)`,
    `create index barrier_report_open on barrier_report (at) where answered_at is null`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
