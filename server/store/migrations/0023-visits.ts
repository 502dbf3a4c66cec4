import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Citizens' seats: codes that pair a screen, their sessions, and what only the citizen types. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table pairing_code (
      hash text primary key, counter text not null, office text not null, person uuid not null,
      at timestamptz not null, expires_at timestamptz not null, spent_at timestamptz)`,
    `create index pairing_code_counter on pairing_code (counter) where spent_at is null`,
    `create table seat_session (
      id uuid primary key, token_hash text not null unique, office text not null, counter text, invitation uuid,
      name text not null, keeper uuid not null, created_at timestamptz not null, expires_at timestamptz not null,
      ended_at timestamptz, case_id uuid references case_file (id) on delete set null, step text not null, case_service uuid,
      blank text, wiping boolean not null)`,
    `create unique index seat_session_counter on seat_session (counter) where ended_at is null and counter is not null`,
    `create index seat_session_office on seat_session (office) where ended_at is null`,
    `create table sealed_value (
      case_id uuid not null references case_file (id) on delete cascade, case_service uuid not null, field text not null,
      sealed text not null, shown text not null, plausible boolean not null, person uuid not null,
      at timestamptz not null, primary key (case_service, field))`,
    `create index sealed_value_case on sealed_value (case_id)`,
    `alter table session add column locked_at timestamptz`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
