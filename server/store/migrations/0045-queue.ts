import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Who waits at the counter of an office; kept for the day. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table queue_count (office text not null, day text not null, last integer not null, primary key (office, day))`,
    `create table queue_ticket (
      id uuid primary key, office text not null, day text not null, count integer not null, name text,
      wish text not null, drawn_at timestamptz not null, called_at timestamptz, called_by uuid, over boolean not null,
      unique (office, day, count))`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
