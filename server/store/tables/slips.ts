import type { ColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

/** Table made by the migration `0021-slips`. */
export interface SlipTables {
  slip: {
    id: string
    case_id: string
    /** HMAC-SHA-256 of the code under a key that is not in the database. */
    code_hash: string
    /** The code, AES-256-GCM under another key of the same origin. */
    sealed: string
    note: string | null
    person: string
    issued_at: Instant
    expires_at: Instant
    revoked_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    revoked_by: string | null
    revoked_reason: string | null
  }
}
