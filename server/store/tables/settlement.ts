import type { ColumnType, JSONColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

/** Tables made by the migration `0017-settlement`. Amounts are whole cents. */
export interface SettlementTables {
  /** The revision of a case's fees. */
  fee_sheet: { case_id: string; rev: number }
  /** One decision for each service. */
  fee: {
    case_service: string
    case_id: string
    service: string
    payee: string
    contract: string | null
    variant: string | null
    title: string
    cents: number
    source: string
    exempt: string | null
    state: string
  }
  payment: {
    id: string
    case_id: string
    case_number: string
    office: string
    kind: string
    method: string
    state: string
    cents: number
    given: number | null
    /** Gapless for office and year. */
    receipt: string | null
    /** ISO day in Berlin on which it was booked. */
    day: string | null
    person: string
    at: Instant
    until_at: ColumnType<Date | null, Date | null, Date | null>
    reason: string | null
    refund_of: string | null
    lines: JSONColumnType<unknown[], string, string>
  }
  receipt_number: { office: string; year: number; last: number }
}
