import { sql, type Generated, type Kysely } from 'kysely'
import type { Database } from '#server/store/database.ts'
import { migrations, type StoreMigration } from '#server/store/migrations/index.ts'
import type { Tables } from '#server/store/tables.ts'

/** A table for tests of the store itself, with one column of every kind the store uses. */
export interface ProbeTables extends Tables {
  probe: {
    id: Generated<number>
    name: string
    count: number
    bytes: Buffer | null
    body: string | object | null
    at: Date | null
    day: string | null
  }
}

const probe: StoreMigration = {
  name: '9999-probe',
  async up(db) {
    await sql`create table probe (
      id bigint generated always as identity primary key,
      name text not null constraint probe_name unique,
      count bigint not null default 0,
      bytes bytea, body jsonb, at timestamptz, day date
    )`.execute(db)
  },
}

export const stepsWithProbe: readonly StoreMigration[] = [...migrations, probe]

export const probing = (database: Database): Kysely<ProbeTables> =>
  database.kysely.withTables<Pick<ProbeTables, 'probe'>>()
