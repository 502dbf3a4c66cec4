import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Findings decided, prechecks, sign-offs, confirmations. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const file = 'case_id uuid not null references case_file (id)'
  const by = 'person uuid not null, at timestamptz not null'
  const statements = [
    `create table finding_decision (
      case_service uuid not null, requirement text not null, ${file}, decision text not null, text text not null,
      source text not null, until_day text, inputs text not null, ${by}, primary key (case_service, requirement))`,
    `create index finding_decision_case on finding_decision (case_id)`,
    `create table precheck_run (
      case_service uuid primary key, ${file}, hash text not null, colour text not null, rows text not null,
      day text not null, ${by})`,
    `create index precheck_run_case on precheck_run (case_id)`,
    `create table sign_off (
      id uuid primary key, case_service uuid not null, ${file}, hash text not null, note text not null,
      rows text not null, ${by}, void_at timestamptz, void_why text, changed text not null)`,
    `create index sign_off_case on sign_off (case_id)`,
    `create unique index sign_off_one_valid on sign_off (case_service) where void_at is null`,
    `create table confirmation (
      case_service uuid not null, block text not null, ${file}, hash text not null, how text not null, ${by},
      primary key (case_service, block))`,
    `create index confirmation_case on confirmation (case_id)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
