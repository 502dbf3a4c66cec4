import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** What the citizen is asked on the own screen: to bring specialists in, or to let somebody sit along. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql.raw(`alter table seat_session add column asks_about text not null default 'company'`).execute(db)
}
