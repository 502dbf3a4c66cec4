import type { ColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

type MaybeInstant = ColumnType<Date | null, Date | null, Date | null>

/** Tables made by the migration `0014-precheck`. `rows` and `changed` are JSON text. */
export interface PrecheckTables {
  finding_decision: {
    case_service: string
    requirement: string
    case_id: string
    decision: string
    text: string
    source: string
    until_day: string | null
    inputs: string
    person: string
    at: Instant
  }
  precheck_run: {
    case_service: string
    case_id: string
    hash: string
    colour: string
    rows: string
    day: string
    person: string
    at: Instant
  }
  sign_off: {
    id: string
    case_service: string
    case_id: string
    hash: string
    note: string
    rows: string
    person: string
    at: Instant
    void_at: MaybeInstant
    void_why: string | null
    changed: string
  }
  confirmation: {
    case_service: string
    block: string
    case_id: string
    hash: string
    how: string
    person: string
    at: Instant
  }
}
