import type { ColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

export interface DistrictTables {
  district_version: {
    seq: ColumnType<number, never, never>
    state: string
    /** The file as it was handed in. */
    body: string
    sha256: string
    /** The released version it was compared with; null: none, or the bundled demo. */
    base: number | null
    note: string
    /** Null: the operator on the command line. */
    proposed_by: string | null
    proposed_at: Instant
    decided_by: string | null
    decided_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    /** Why it was rejected or withdrawn. */
    reason: ColumnType<string | null, never, string | null>
  }
}
