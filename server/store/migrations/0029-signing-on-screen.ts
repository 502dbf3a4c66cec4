import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Papers lie on the citizen's own screen to be signed there. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `alter table seat_session add column signing jsonb`,
    `alter table signature add column seat uuid`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
