import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Signatures, each with the hash of what was signed and the strokes of the pen. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table signature (id uuid primary key, case_id uuid not null references case_file (id), case_service uuid not null, document text not null, title text not null, state text not null, signer text not null, representation text, proof text, unable text, reason text, hash text not null, snapshot text not null, strokes jsonb, person uuid not null, at timestamptz not null, void_at timestamptz)`,
    `create index signature_case on signature (case_id, at)`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
