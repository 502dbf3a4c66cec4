import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Fees, payments and the numbers of receipts. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table fee_sheet (case_id uuid primary key references case_file (id), rev integer not null)`,
    `create table fee (
      case_service uuid primary key, case_id uuid not null references case_file (id), service text not null,
      payee text not null, contract text, variant text, title text not null,
      cents integer not null check (cents >= 0), source text not null, exempt text, state text not null)`,
    `create index fee_case on fee (case_id)`,
    `create table payment (
      id uuid primary key, case_id uuid not null references case_file (id), case_number text not null,
      office text not null, kind text not null, method text not null, state text not null,
      cents integer not null check (cents > 0), given integer, receipt text constraint payment_receipt unique,
      day text, person uuid not null, at timestamptz not null, until_at timestamptz, reason text,
      refund_of uuid constraint payment_refunded_once unique references payment (id), lines jsonb not null)`,
    `create index payment_case on payment (case_id, at)`,
    `create index payment_day on payment (office, day)`,
    `create index payment_waiting on payment (office) where state in ('running', 'unclear')`,
    `create table receipt_number (
      office text not null, year integer not null, last integer not null, primary key (office, year))`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
