import type { ColumnType, Generated, JSONColumnType } from 'kysely'
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
    interpreter: ColumnType<string | null, string | null | undefined, never>
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
  /** Codes that bring a citizen from home into the waiting room of a case; only their SHA-256. */
  invitation: {
    id: string
    case_id: string
    office: string
    keeper: string
    code_hash: string
    created_at: Instant
    expires_at: Instant
    /** When the appointment is. */
    planned_at: MaybeInstant
    uses: number
    used: number
    /** Since when the guest waits who used it last. */
    waits_since: MaybeInstant
    admitted_at: MaybeInstant
    closed_at: MaybeInstant
    /** What a guest who was sent away reads. */
    farewell: string | null
    /** Another time the guest would rather come. */
    wish: JSONColumnType<object | null, string | null, string | null>
  }
  /** What a guest and the office wrote to each other. */
  guest_line: {
    seq: Generated<string>
    case_id: string
    invitation: string
    side: string
    name: string
    text: string
    at: Instant
  }
  /** Somebody at a terminal asks for a person. */
  help_request: {
    id: string
    seat: string
    counter: string
    office: string
    case_id: string | null
    about: string
    language: string
    talk: string
    state: string
    asked_at: Instant
    until_at: MaybeInstant
    taken_by: string | null
  }
  /** Who left a number at a terminal and is to be called by the office. */
  help_call: {
    id: string
    counter: string
    office: string
    case_id: string | null
    about: string
    language: string
    name: string
    phone: string
    asked_at: Instant
  }
  queue_count: { office: string; day: string; last: number }
  queue_ticket: {
    id: string
    office: string
    day: string
    count: number
    name: string | null
    wish: string
    drawn_at: Instant
    called_at: MaybeInstant
    called_by: string | null
    over: boolean
  }
  help_word: { id: string; help: string; side: string; name: string; text: string; at: Instant }
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
