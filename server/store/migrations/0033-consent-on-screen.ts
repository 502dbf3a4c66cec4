import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** The adviser asks for consent on the citizen's own screen. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql.raw(`alter table seat_session add column asks boolean not null default false`).execute(db)
}
