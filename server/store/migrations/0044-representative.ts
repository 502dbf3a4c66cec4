import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Who sits there for the citizen of a case. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql`alter table case_file add column representative jsonb`.execute(db)
}
