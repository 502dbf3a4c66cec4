import type { Instant } from '#server/store/tables/foundation.ts'

/** Table made by the migration `0011-snapshots`. */
export interface SnapshotTables {
  /** What decisions were bound to: canonical JSON by its SHA-256. */
  snapshot: {
    case_service: string
    hash: string
    case_id: string
    body: string
    head: string
    head_seq: number
    taken_at: Instant
  }
}
