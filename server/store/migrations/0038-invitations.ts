import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Invitations by which a citizen takes part from home; they go with their case. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table invitation (
      id uuid primary key, case_id uuid not null references case_file (id) on delete cascade, office text not null,
      keeper uuid not null, code_hash text not null unique, created_at timestamptz not null,
      expires_at timestamptz not null, planned_at timestamptz, uses integer not null, used integer not null,
      waits_since timestamptz, admitted_at timestamptz, closed_at timestamptz, farewell text, wish jsonb)`,
    `create index invitation_case on invitation (case_id) where closed_at is null`,
    `create index invitation_admitted on invitation (office, admitted_at) where admitted_at is not null`,
    `create table guest_line (
      seq bigint generated always as identity primary key, case_id uuid not null references case_file (id) on delete cascade,
      invitation uuid not null references invitation (id) on delete cascade, side text not null, name text not null,
      text text not null, at timestamptz not null)`,
    `create index guest_line_invitation on guest_line (invitation, seq)`,
    // The name of a guest is in the session; it goes with the case like everything else.
    `alter table seat_session add constraint seat_session_invitation
      foreign key (invitation) references invitation (id) on delete cascade`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
