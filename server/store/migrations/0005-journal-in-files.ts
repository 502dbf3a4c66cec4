import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/**
 * From here on the embedded store keeps group commits in files of its own and moves what is left of them into this table at
 * the next start; an older program would not look there, so it must not open the store. Numbers start behind what snapshots
 * remember: a store loaded from a copy could have begun below it.
 */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql`select setval('document_journal_seq_seq', greatest(
    (select coalesce(max(folded), 0) from document), (select last_value from document_journal_seq_seq), 1))`.execute(
    db,
  )
}
