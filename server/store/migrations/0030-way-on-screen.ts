import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** How a citizen who refused consent on the own screen would rather go on. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql.raw(`alter table seat_session add column way text`).execute(db)
}
