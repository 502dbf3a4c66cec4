import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** More people at one table: the pre-talk of staff, a talk joined by a second specialist, a consent of its own for another authority. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const waiting = `'requested', 'ringing', 'exhausted'`
  const talking = `'accepted', 'pretalk', 'connected', 'held', 'interrupted'`
  const statements = [
    `alter table consultation add column pretalk_wished boolean not null default false`,
    `alter table consultation add column pretalk_until timestamptz`,
    `alter table consultation add column joins uuid`,
    `alter table consultation add column own_consent text`,
    `drop index consultation_one_per_service`,
    `create unique index consultation_one_per_service on consultation (case_service) where state in (${waiting}, ${talking})`,
    `drop index consultation_one_per_specialist`,
    // Who has left a talk that goes on without them may answer the next one.
    `create unique index consultation_one_per_specialist on consultation (accepted_by)
      where state in (${talking}) and disclosure > 0 and disclosure_until is null`,
    `create index consultation_joins on consultation (joins) where joins is not null`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
