import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Consultations, callbacks, presence, roster, substitutions. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const waiting = `'requested', 'ringing', 'exhausted'`
  const talking = `'accepted', 'connected', 'held', 'interrupted'`
  const statements = [
    `create table consultation (
      id uuid primary key, rev integer not null,
      case_id uuid not null, case_number text not null, generation integer not null, case_service uuid not null,
      service text not null, mode text not null, contract text, unit text not null, office text not null,
      requested_by uuid not null, requested_at timestamptz not null,
      question text not null, language text not null, urgency text not null,
      state text not null, resume_state text,
      stage_number integer not null, stage_reason text, stage_until timestamptz,
      accepted_by uuid, accepted_because text, accepted_at timestamptz, connected_at timestamptz, ended_at timestamptz,
      outcome text, proposal text, note text,
      disclosure smallint not null, disclosure_until timestamptz, wrapup_until timestamptz,
      consents jsonb not null, rings jsonb not null, seats jsonb not null,
      people jsonb not null, deadline_at timestamptz)`,
    `create unique index consultation_one_per_service on consultation (case_service) where state in (${waiting}, ${talking})`,
    `create unique index consultation_one_per_specialist on consultation (accepted_by) where state in (${talking})`,
    `create index consultation_case on consultation (case_id, requested_at)`,
    `create index consultation_people on consultation using gin (people jsonb_path_ops) where people <> '[]'::jsonb`,
    `create index consultation_deadline on consultation (deadline_at) where deadline_at is not null`,
    `create index consultation_unit on consultation (unit, accepted_at desc) where accepted_at is not null`,
    `create index consultation_waiting on consultation (unit, requested_at) where state in ('exhausted', 'ringing', 'written_request')`,
    `create table callback (
      id uuid primary key, consultation uuid not null references consultation (id), unit text not null, person uuid not null,
      from_at timestamptz not null, until_at timestamptz not null, state text not null, booked_by uuid not null, booked_at timestamptz not null)`,
    `create unique index callback_one_per_slot on callback (person, from_at) where state = 'booked'`,
    `create unique index callback_consultation on callback (consultation)`,
    `create table presence (
      person uuid primary key, chosen text not null, session uuid, since timestamptz not null,
      lease_until timestamptz, gone_at timestamptz)`,
    `create table roster (
      id uuid primary key, person uuid not null, unit text not null, rank text not null, weekdays jsonb not null,
      from_time text not null, until_time text not null, valid_from text, valid_until text)`,
    `create index roster_unit on roster (unit)`,
    `create table substitution (
      id uuid primary key, person uuid not null, substitute uuid not null, unit text not null, position integer not null,
      from_at timestamptz, until_at timestamptz, check (person <> substitute))`,
    `create index substitution_unit on substitution (unit)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
