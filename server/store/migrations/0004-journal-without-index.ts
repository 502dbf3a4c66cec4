import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** The journal is written hundreds of times a second: no index over random ids, and rows of up to 8 kB in one piece. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `alter table document_journal drop constraint document_journal_commit_id_key`,
    `alter table document_journal set (toast_tuple_target = 8160)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
