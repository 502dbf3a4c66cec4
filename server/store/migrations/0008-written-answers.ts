import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** The answer of a unit to a request in writing. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql
    .raw(
      `alter table consultation add column answer text, add column answered_by uuid, add column answered_at timestamptz`,
    )
    .execute(db)
}
