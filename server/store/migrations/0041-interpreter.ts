import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Links by which somebody interprets in a case without seeing it; they go with the case. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table interpreter (
      id uuid primary key, case_id uuid not null references case_file (id) on delete cascade, office text not null,
      keeper uuid not null, language text not null, who text not null, code_hash text not null unique,
      created_at timestamptz not null, expires_at timestamptz not null, waits_since timestamptz,
      admitted_at timestamptz, closed_at timestamptz, farewell text)`,
    `create index interpreter_case on interpreter (case_id) where closed_at is null`,
    `create table interpreter_line (
      seq bigint generated always as identity primary key, case_id uuid not null references case_file (id) on delete cascade,
      interpreter uuid not null references interpreter (id) on delete cascade, side text not null, name text not null,
      text text not null, at timestamptz not null, shared boolean not null)`,
    `create index interpreter_line_of on interpreter_line (interpreter, seq)`,
    `alter table seat_session add column interpreter uuid references interpreter (id) on delete cascade`,
    `create index seat_session_interpreter on seat_session (interpreter) where interpreter is not null`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
