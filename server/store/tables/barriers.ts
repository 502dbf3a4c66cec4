import type { ColumnType } from 'kysely'
import type { Instant } from './foundation.ts'

/** Table made by the migration `0031-barriers`. */
export interface BarrierTables {
  /** Barriers people reported without an account. */
  barrier_report: {
    id: string
    place: string
    text: string
    contact: string | null
    language: string
    at: Instant
    answered_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    answered_by: string | null
    answer: string | null
  }
}
