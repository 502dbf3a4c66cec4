import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Representative } from '#shared/model/representative.ts'

/** timestamptz: a Date on the way in and out. */
export type Instant = ColumnType<Date, Date, Date>
type Json = JSONColumnType<Record<string, unknown>, string, string>

export interface FoundationTables {
  setting: { key: string; value: Json }
  account: {
    person: string
    login: string
    password_hash: string
    active: Generated<boolean>
    /** The password was made by the server and is good for one sign-in, which sets another. */
    one_time: Generated<boolean>
  }
  session: {
    id: string
    /** SHA-256 of the cookie's value, hex; the value itself is stored nowhere. */
    token_hash: string
    person: string
    created_at: Instant
    expires_at: Instant
    ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    /** The desk is locked: its owner's password opens it again. */
    locked_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
  /** One row per user intent: what was asked and what was answered. */
  command: { id: string; person: string; name: string; body_hash: string; reply: Json; at: Instant }
  stream: { name: string; seq: number }
  /** `link`: number of the audit row the event tells of. */
  event: { stream: string; seq: number; type: string; body: Json; at: Instant; link: number | null }
  audit: {
    seq: number
    at: Instant
    person: string | null
    action: string
    outcome: string
    case_id: string | null
    subject: string | null
    history: boolean
    /** Length and SHA-256 of the payload, so that deleting it leaves the chain whole. */
    length: number
    payload_sha256: string
    previous: string
    hash: string
  }
  /** One row: the last link of the chain. */
  audit_head: { seq: number; hash: string }
  audit_payload: { seq: number; body: Json }
  case_number: { year: number; last: number }
  case_file: {
    id: string
    number: string
    rev: Generated<number>
    generation: Generated<number>
    title: string
    citizen_name: string | null
    representative: ColumnType<Representative | null, string | null | undefined, string | null>
    life_event: string | null
    office: string
    opened_by: string
    opened_at: Instant
    changed_at: Instant
    closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
  case_service: {
    id: string
    case_id: string
    position: number
    service: string
    authority: string
    unit: string | null
    mode: string
    contract: string | null
    state: string
  }
  consent: {
    case_id: string
    scope: string
    state: string
    how: string
    text_version: string
    person: string
    at: Instant
  }
}
