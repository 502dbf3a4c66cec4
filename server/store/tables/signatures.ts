import type { ColumnType, JSONColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

/** Table made by the migration `0019-signatures`. */
export interface SignatureTables {
  signature: {
    id: string
    case_id: string
    case_service: string
    document: string
    title: string
    state: string
    signer: string
    representation: string | null
    proof: string | null
    unable: string | null
    reason: string | null
    hash: string
    /** Hash of the snapshot it is bound to. */
    snapshot: string
    strokes: JSONColumnType<object | null, string | null, string | null>
    person: string
    /** The citizen's own screen it was signed on. */
    seat: string | null
    at: Instant
    void_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
}
