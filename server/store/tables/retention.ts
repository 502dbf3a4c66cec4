import type { ColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>

/** Tables made by the migration `0022-retention`. `services`, `numbers` and `manifest` are JSON text. */
export interface RetentionTables {
  /** What is kept of a closed case, one row per audience, in place of its live documents. */
  case_archive: {
    case_id: string
    audience: string
    body: string
    hash: string
    head: string
    head_seq: number
    sealed_at: Instant
  }
  retained_case: {
    case_id: string
    number: string
    office: string
    /** ISO day in Berlin. */
    closed_on: string
    services: string
    offered: string | null
    hold_reason: string | null
    hold_by: string | null
    hold_at: MaybeInstant
  }
  deletion_run: {
    id: string
    state: string
    proposed_by: string
    proposed_at: Instant
    decided_by: string | null
    decided_at: MaybeInstant
    reason: string | null
    numbers: string
    manifest: string | null
    manifest_hash: string | null
  }
}
