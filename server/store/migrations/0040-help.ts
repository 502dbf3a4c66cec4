import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Somebody at a terminal asks for a person, what the two write to each other, and under which name and number a callback is wanted. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table help_request (
      id uuid primary key, seat uuid not null, counter text not null, office text not null,
      case_id uuid references case_file (id) on delete cascade, about text not null, language text not null,
      talk text not null, state text not null,
      asked_at timestamptz not null, until_at timestamptz, taken_by uuid)`,
    `create index help_request_office on help_request (office) where state <> 'ended'`,
    `create index help_request_seat on help_request (seat) where state <> 'ended'`,
    `create table help_word (
      id uuid primary key, help uuid not null references help_request (id) on delete cascade,
      side text not null, name text not null, text text not null, at timestamptz not null)`,
    `create index help_word_help on help_word (help, at)`,
    `create table help_call (
      id uuid primary key, counter text not null, office text not null, case_id uuid references case_file (id) on delete cascade,
      about text not null, language text not null, name text not null, phone text not null, asked_at timestamptz not null)`,
    `create index help_call_office on help_call (office, asked_at)`,
    `alter table callback add column phone text`,
    `alter table callback add column caller text`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
