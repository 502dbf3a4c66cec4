import type { ColumnType, JSONColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

type MaybeInstant = ColumnType<Date | null, Date | null, Date | null>
type JsonArray = JSONColumnType<unknown[], string, string>

/** Tables made by the migrations `0003-consultations` and `0028-company`. */
export interface ConsultationTables {
  consultation: {
    id: string
    rev: number
    case_id: string
    case_number: string
    generation: number
    case_service: string
    service: string
    mode: string
    contract: string | null
    unit: string
    office: string
    requested_by: string
    requested_at: Instant
    question: string
    language: string
    urgency: string
    state: string
    /** Where an interrupted consultation goes back to. */
    resume_state: string | null
    stage_number: number
    stage_reason: string | null
    stage_until: MaybeInstant
    accepted_by: string | null
    accepted_because: string | null
    accepted_at: MaybeInstant
    connected_at: MaybeInstant
    ended_at: MaybeInstant
    outcome: string | null
    proposal: string | null
    note: string | null
    answer: string | null
    answered_by: string | null
    answered_at: Date | null
    disclosure: number
    disclosure_until: MaybeInstant
    wrapup_until: MaybeInstant
    /** The adviser wants to talk alone with the specialist first. */
    pretalk_wished: boolean
    pretalk_until: MaybeInstant
    /** Vertraulich: since when and until when at the latest. */
    confidential_since: MaybeInstant
    confidential_until: MaybeInstant
    /** The consultation whose talk is joined; null: a talk of its own. */
    joins: string | null
    /** The answer of the citizen for the authority of this consultation; null: that for the case counts. */
    own_consent: string | null
    consents: JsonArray
    rings: JsonArray
    seats: JsonArray
    /** Everybody rung, seated or in wrap-up now: found by the index, without looking into the JSON. */
    people: JSONColumnType<string[], string, string>
    /** The next instant at which the server has to do something by itself. */
    deadline_at: MaybeInstant
  }
  callback: {
    id: string
    consultation: string
    unit: string
    person: string
    from_at: Instant
    until_at: Instant
    state: string
    booked_by: string
    booked_at: Instant
    phone: ColumnType<string | null, string | null | undefined, string | null>
    caller: ColumnType<string | null, string | null | undefined, string | null>
  }
  presence: {
    person: string
    chosen: string
    session: string | null
    since: Instant
    /** Nobody connected; the person counts as there until then. */
    lease_until: MaybeInstant
    gone_at: MaybeInstant
  }
  roster: {
    id: string
    person: string
    unit: string
    rank: string
    /** ISO weekdays, 1 Monday to 7 Sunday. */
    weekdays: JSONColumnType<number[], string, string>
    from_time: string
    until_time: string
    valid_from: string | null
    valid_until: string | null
  }
  substitution: {
    id: string
    person: string
    substitute: string
    unit: string
    position: number
    from_at: MaybeInstant
    until_at: MaybeInstant
  }
}
