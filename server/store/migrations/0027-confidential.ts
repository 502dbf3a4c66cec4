import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Vertraulich: the citizen talks alone with the specialist, and for how long. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `alter table consultation add column confidential_since timestamptz`,
    `alter table consultation add column confidential_until timestamptz`,
    `create index consultation_confidential on consultation (case_id) where confidential_since is not null`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
