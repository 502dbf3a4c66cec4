import type { ColumnType, JSONColumnType } from 'kysely'
import type { Instant } from './foundation.ts'

type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>

export interface VisitTables {
  /** Codes that pair a screen; only their SHA-256. */
  pairing_code: {
    hash: string
    counter: string
    office: string
    person: string
    at: Instant
    expires_at: Instant
    spent_at: MaybeInstant
  }
  /** Sessions of the citizens' seats. */
  seat_session: {
    id: string
    /** SHA-256 of the cookie's value, hex; the value itself is stored nowhere. */
    token_hash: string
    office: string
    counter: string | null
    invitation: string | null
    name: string
    keeper: string
    created_at: Instant
    expires_at: Instant
    ended_at: MaybeInstant
    case_id: string | null
    step: string
    case_service: string | null
    blank: string | null
    wiping: boolean
    asks: ColumnType<boolean, boolean | undefined, boolean>
    /** What for, while `asks`. */
    asks_about: ColumnType<string, string | undefined, string>
    /** How the citizen who refused consent goes on. */
    way: ColumnType<string | null, string | null | undefined, string | null>
    /** Papers that lie on the screen to be signed. */
    signing: JSONColumnType<object | null, string | null, string | null>
  }
  /** What only the citizen types, encrypted; staff see the end of it and whether it is plausible. */
  sealed_value: {
    case_id: string
    case_service: string
    field: string
    sealed: string
    shown: string
    plausible: boolean
    person: string
    at: Instant
  }
}
