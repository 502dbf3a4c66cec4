import type { ColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

/** Tables made by the migrations `0012-evidence` and `0034-phone-links`. */
export interface EvidenceTables {
  evidence: {
    id: string
    case_id: string
    case_service: string | null
    /** file, follow or attestation; which of the columns below are filled depends on it. */
    kind: string
    title: string
    person: string
    at: Instant
    sha256: string | null
    size: number | null
    type: string | null
    name: string | null
    reason: string | null
    /** ISO day. */
    until: string | null
    document: string | null
    zone_checked: boolean
    withdrawn_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    withdrawn_by: string | null
    withdrawn_reason: string | null
  }
  phone_link: {
    id: string
    case_id: string
    case_service: string | null
    title: string | null
    person: string
    session: string
    code_hash: string
    opened_at: Instant
    expires_at: Instant
    closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
}
