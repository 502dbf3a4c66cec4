import type { ColumnType, Generated } from 'kysely'
import type { Instant } from './foundation.ts'

type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>

export interface InterpreterTables {
  /** Codes that bring somebody who interprets into the talk of a case; only their SHA-256. */
  interpreter: {
    id: string
    case_id: string
    office: string
    keeper: ColumnType<string, string, string>
    language: string
    /** Name or service that was asked. */
    who: string
    code_hash: string
    created_at: Instant
    expires_at: Instant
    /** When somebody came by the code who has not left since. */
    waits_since: MaybeInstant
    /** In the talk since then; null: not in it. */
    admitted_at: MaybeInstant
    closed_at: MaybeInstant
    /** What somebody who was sent away reads. */
    farewell: string | null
  }
  /** What whoever interprets and the office wrote; `shared`: during the talk, for everybody in it. */
  interpreter_line: {
    seq: Generated<string>
    case_id: string
    interpreter: string
    side: string
    name: string
    text: string
    at: Instant
    shared: boolean
  }
}
