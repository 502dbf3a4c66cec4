import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Instant } from '#server/store/tables/foundation.ts'

type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>

/** Tables made by the migration `0020-handover`. */
export interface HandoverTables {
  handover: {
    id: string
    case_id: string
    number: string
    /** 1, 2, … within the case. */
    position: number
    authority: string
    unit: string | null
    office: string
    citizen_name: string | null
    person: string
    at: Instant
    /** Number of the bundle before it. */
    follows: string | null
    state: string
    attempts: Generated<number>
    next_try: MaybeInstant
    delivered_at: MaybeInstant
    /** SHA-256 of what it says without place and time of its making. */
    digest: string
    /** SHA-256 of its manifest. */
    total: string
    files: JSONColumnType<unknown[], string, string>
  }
  handover_service: {
    handover: string
    case_service: string
    case_id: string
    service: string
    kind: string
    hash: string
    /** Requirements that were asked, for the figure per rule. */
    requirements: JSONColumnType<{ id: string; title: string }[], string, string>
    result: string
    reason: string | null
    remedy: string | null
    responded_at: MaybeInstant
    responded_by: string | null
  }
  handover_question: {
    id: string
    handover: string
    case_service: string
    case_id: string
    service: string
    requirement: string | null
    field: string | null
    about: string
    text: string
    person: string
    at: Instant
    answer: string | null
    answered_by: string | null
    answered_at: MaybeInstant
  }
  /** One row for each service that rests. */
  service_pause: {
    case_service: string
    case_id: string
    reason: string
    until_day: string | null
    /** State it goes back to. */
    from_state: string
    person: string
    at: Instant
  }
}
