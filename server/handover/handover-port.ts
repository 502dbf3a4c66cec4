import type { BundleFile, HandoverKind, HandoverState, ResponseKind } from '#shared/model/handover.ts'
import type {
  AuthorityId,
  CaseId,
  CaseServiceId,
  HandoverId,
  OfficeId,
  PersonId,
  QuestionId,
  ServiceId,
  UnitId,
} from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

/** A bundle as it is stored: names are added from the district when it is read. */
export interface StoredHandover {
  readonly id: HandoverId
  readonly case: CaseId
  readonly number: string
  /** 1, 2, … within the case. */
  readonly position: number
  readonly authority: AuthorityId
  readonly unit: UnitId | null
  readonly office: OfficeId
  readonly citizenName: string | null
  readonly person: PersonId
  readonly at: Date
  readonly follows: string | null
  readonly state: HandoverState
  readonly attempts: number
  readonly nextTry: Date | null
  readonly deliveredAt: Date | null
  /** SHA-256 of what it says without place and time of its making. */
  readonly digest: string
  readonly total: string
  readonly files: readonly BundleFile[]
  readonly services: readonly StoredHandedService[]
}

export interface StoredHandedService {
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly kind: HandoverKind
  readonly hash: string
  /** Requirements that were asked. */
  readonly requirements: readonly { readonly id: string; readonly title: string }[]
  readonly result: 'open' | ResponseKind
  readonly reason: string | null
  readonly remedy: string | null
  readonly respondedAt: Date | null
  readonly respondedBy: PersonId | null
}

export interface StoredQuestion {
  readonly id: QuestionId
  readonly handover: HandoverId
  readonly case: CaseId
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly requirement: string | null
  readonly field: string | null
  readonly about: string
  readonly text: string
  readonly person: PersonId
  readonly at: Date
  readonly answer: string | null
  readonly answeredBy: PersonId | null
  readonly answeredAt: Date | null
}

export interface RuleCount {
  readonly service: ServiceId
  readonly requirement: string
  readonly title: string
  readonly count: number
}

/** What the hand-over needs from whatever keeps its records. Who writes holds the lock of the case. */
export interface HandoverRecords {
  insert(tx: Tx, handover: StoredHandover): Promise<void>
  /** In their order. */
  ofCase(tx: Tx, id: CaseId): Promise<StoredHandover[]>
  find(tx: Tx, id: HandoverId): Promise<StoredHandover | undefined>
  /** Of an authority, delivered ones only, the latest first. */
  inbox(tx: Tx, authority: AuthorityId, limit: number): Promise<StoredHandover[]>
  /** Not delivered yet. */
  queued(tx: Tx): Promise<{ id: HandoverId; nextTry: Date | null }[]>
  setDelivery(
    tx: Tx,
    id: HandoverId,
    to: Pick<StoredHandover, 'state' | 'attempts' | 'nextTry' | 'deliveredAt'>,
  ): Promise<void>
  setState(tx: Tx, id: HandoverId, state: HandoverState): Promise<void>
  respond(
    tx: Tx,
    id: HandoverId,
    service: CaseServiceId,
    response: Pick<StoredHandedService, 'result' | 'reason' | 'remedy' | 'respondedAt' | 'respondedBy'>,
  ): Promise<void>
  /** All questions of a case, oldest first. */
  questions(tx: Tx, id: CaseId): Promise<StoredQuestion[]>
  ask(tx: Tx, question: StoredQuestion): Promise<void>
  answer(
    tx: Tx,
    id: QuestionId,
    answer: { readonly text: string; readonly person: PersonId; readonly at: Date },
  ): Promise<void>
  /** How often each requirement was handed over, and how often it was questioned. */
  counts(tx: Tx): Promise<{ handedOver: RuleCount[]; questioned: RuleCount[] }>
}

/**
 * The way to an authority. Resolves when the authority has the bundle, rejects when it could not be reached; is called again
 * for the same bundle until it resolves, so a channel has to know a bundle by its id.
 */
export interface HandoverChannel {
  deliver(handover: StoredHandover): Promise<void>
}

/** Checks a message against the official schema. @throws Refused `E_STATE` `xdomea-invalid` */
export type CheckMessage = (xml: string) => Promise<void>
