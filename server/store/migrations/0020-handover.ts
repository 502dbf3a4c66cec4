import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Bundles handed over to authorities, what came back, and services that rest. The files lie in `<DATA_DIR>/handover`. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table handover (
      id uuid primary key, case_id uuid not null references case_file (id), number text not null constraint handover_number unique,
      position integer not null, authority text not null, unit text, office text not null, citizen_name text,
      person uuid not null, at timestamptz not null, follows text, state text not null,
      attempts integer not null default 0, next_try timestamptz, delivered_at timestamptz,
      digest text not null, total text not null, files jsonb not null)`,
    `create index handover_case on handover (case_id, position)`,
    `create index handover_inbox on handover (authority, at)`,
    `create index handover_queued on handover (id) where state = 'queued'`,
    `create table handover_service (
      handover uuid not null references handover (id), case_service uuid not null, case_id uuid not null references case_file (id),
      service text not null, kind text not null, hash text not null, requirements jsonb not null, result text not null,
      reason text, remedy text, responded_at timestamptz, responded_by uuid, primary key (handover, case_service))`,
    `create unique index handover_service_once on handover_service (case_service) where result = 'open'`,
    `create index handover_service_case on handover_service (case_id)`,
    `create table handover_question (
      id uuid primary key, handover uuid not null references handover (id), case_service uuid not null,
      case_id uuid not null references case_file (id), service text not null, requirement text, field text, about text not null,
      text text not null, person uuid not null, at timestamptz not null,
      answer text, answered_by uuid, answered_at timestamptz)`,
    `create index handover_question_case on handover_question (case_id)`,
    `create index handover_question_open on handover_question (case_service) where answer is null`,
    `create table service_pause (
      case_service uuid primary key, case_id uuid not null references case_file (id), reason text not null, until_day text,
      from_state text not null, person uuid not null, at timestamptz not null)`,
    `create index service_pause_case on service_pause (case_id)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
