import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Accounts, sessions, commands, events, audit, cases. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table setting (key text primary key, value jsonb not null)`,
    `create table account (person uuid primary key, login text not null unique, password_hash text not null, active boolean not null default true)`,
    `create table session (id uuid primary key, token_hash text not null unique, person uuid not null, created_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz)`,
    `create table command (id uuid primary key, person uuid not null, name text not null, body_hash text not null, reply jsonb not null, at timestamptz not null)`,
    `create index command_at on command (at)`,
    `create table stream (name text primary key, seq integer not null)`,
    `create table event (stream text not null, seq integer not null, type text not null, body jsonb not null, at timestamptz not null, primary key (stream, seq))`,
    `create index event_at on event (at)`,
    `create table audit (seq integer primary key, at timestamptz not null, person uuid, action text not null, outcome text not null, case_id uuid, subject text, history boolean not null, length integer not null, payload_sha256 text not null, previous text not null, hash text not null)`,
    `create index audit_case on audit (case_id, seq) where case_id is not null`,
    `create table audit_head (seq integer not null, hash text not null)`,
    `insert into audit_head values (0, repeat('0', 64))`,
    `create table audit_payload (seq integer primary key, body jsonb not null)`,
    `create table case_number (year integer primary key, last integer not null)`,
    `create table case_file (id uuid primary key, number text not null unique, rev integer not null default 1, generation integer not null default 1, title text not null, citizen_name text, life_event text, office text not null, opened_by uuid not null, opened_at timestamptz not null, changed_at timestamptz not null, closed_at timestamptz)`,
    `create index case_file_office on case_file (office, changed_at desc) where closed_at is null`,
    `create index case_file_owner on case_file (opened_by, changed_at desc) where closed_at is null`,
    `create table case_service (id uuid primary key, case_id uuid not null references case_file (id), position integer not null, service text not null, authority text not null, unit text, mode text not null, contract text, state text not null, unique (case_id, position))`,
    `create table consent (case_id uuid not null references case_file (id), scope text not null, state text not null, how text not null, text_version text not null, person uuid not null, at timestamptz not null, primary key (case_id, scope))`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
