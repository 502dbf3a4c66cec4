import type { CaseView, ConsentScope } from '#shared/model/case.ts'
import type {
  CallbackView,
  ConsultationState,
  DeclineReason,
  DisclosureLevel,
  Outcome,
  RingingPerson,
  SeatRole,
  SeatView,
  StageReason,
  Urgency,
} from '#shared/model/consultation.ts'
import type { DelegationMode } from '#shared/model/district.ts'
import type {
  CallbackId,
  CaseId,
  CaseServiceId,
  ConsultationId,
  ContractId,
  OfficeId,
  PersonId,
  ServiceId,
  UnitId,
} from '#shared/model/ids.ts'
import type { Facts } from '#shared/model/permissions.ts'
import type { PersonReason } from '#shared/model/call-plan.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Tx } from '#server/platform/act.ts'

/** One person rung once. */
export interface Ring {
  readonly person: PersonId
  readonly stage: number
  readonly reason: StageReason
  /** Why this person, as the plan found it. */
  readonly because: PersonReason
  readonly state: RingingPerson['state']
  /** Revision of the consultation at which it began. */
  readonly rev: number
  readonly at: Date
  readonly declined: DeclineReason | null
}

export interface Seat {
  readonly person: PersonId
  readonly name: string
  readonly role: SeatRole
  readonly place: string
  readonly state: SeatView['state']
  readonly until: Date | null
}

export interface StageRecord {
  readonly number: number
  readonly reason: StageReason
  /** Null while waiting in the queue. */
  readonly until: Date | null
}

/** A Zuschaltung as it is kept. `rev` grows by one with every change. */
export interface ConsultationRecord {
  readonly id: ConsultationId
  readonly rev: number
  readonly case: CaseId
  readonly caseNumber: string
  readonly generation: number
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly mode: DelegationMode
  readonly contract: ContractId | null
  readonly unit: UnitId
  readonly office: OfficeId
  readonly requestedBy: PersonId
  readonly requestedAt: Date
  readonly question: string
  readonly language: string
  readonly urgency: Urgency
  readonly state: ConsultationState
  /** Where an interrupted consultation goes back to. */
  readonly resume: 'accepted' | 'connected' | 'held' | null
  readonly stage: StageRecord | null
  readonly stagesRung: number
  readonly acceptedBy: PersonId | null
  readonly acceptedBecause: StageReason | null
  readonly acceptedAt: Date | null
  readonly connectedAt: Date | null
  readonly endedAt: Date | null
  readonly outcome: Outcome | null
  /** What the wrap-up is closed with when nobody does it. */
  readonly proposal: Outcome | null
  readonly note: string | null
  readonly disclosure: DisclosureLevel
  readonly disclosureUntil: Date | null
  readonly wrapupUntil: Date | null
  /** Scopes the citizen has consented to now. */
  readonly consents: readonly ConsentScope[]
  readonly rings: readonly Ring[]
  readonly seats: readonly Seat[]
  readonly callback: CallbackRecord | null
}

export interface CallbackRecord {
  readonly id: CallbackId
  readonly unit: UnitId
  readonly person: PersonId
  readonly from: Date
  readonly until: Date
  readonly state: CallbackView['state']
  readonly bookedBy: PersonId
  readonly bookedAt: Date
}

/** What consultations need from whatever keeps their records. */
export interface ConsultationRecords {
  /** False when the service of the case has a live consultation already. */
  insert(tx: Tx, record: ConsultationRecord, deadline: Date | null): Promise<boolean>
  find(tx: Tx, id: ConsultationId): Promise<ConsultationRecord | undefined>
  /** The same, held for this transaction. */
  hold(tx: Tx, id: ConsultationId): Promise<ConsultationRecord | undefined>
  /** Writes `record` over revision `rev`; false when somebody was first. */
  save(tx: Tx, record: ConsultationRecord, rev: number, deadline: Date | null): Promise<boolean>
  ofCase(tx: Tx, id: CaseId): Promise<ConsultationRecord[]>
  /** Those in which the person rings, sits or has to wrap up. */
  ofPerson(tx: Tx, person: PersonId): Promise<ConsultationRecord[]>
  /** Those whose `disclosure` stands above 0 for the person in this case. */
  disclosedTo(tx: Tx, person: PersonId, id: CaseId): Promise<ConsultationRecord[]>
  /** Waiting on, or rung because somebody became free meanwhile (stage reason `queue`), oldest first. */
  queue(tx: Tx): Promise<ConsultationRecord[]>
  /** Asked in writing and not talked about since, oldest first. */
  written(tx: Tx, unit: UnitId): Promise<ConsultationRecord[]>
  callbacksOf(tx: Tx, person: PersonId): Promise<ConsultationRecord[]>
  byCallback(tx: Tx, id: CallbackId): Promise<ConsultationRecord | undefined>
  /** Booked callbacks of the persons that end after `from`. */
  bookings(tx: Tx, persons: readonly PersonId[], from: Date): Promise<CallbackRecord[]>
  /** False when the slot was taken meanwhile. */
  book(tx: Tx, consultation: ConsultationId, callback: CallbackRecord): Promise<boolean>
  setCallbackState(tx: Tx, id: CallbackId, state: CallbackRecord['state']): Promise<void>
  /** Consultations of these cases that are live or stand at a promised callback. */
  statesOf(
    tx: Tx,
    ids: readonly CaseId[],
  ): Promise<readonly { readonly case: CaseId; readonly state: ConsultationState }[]>
  /** Everything the server has to watch, after a start. */
  pending(
    tx: Tx,
  ): Promise<{ readonly id: ConsultationId; readonly deadline: Date | null; readonly seated: boolean }[]>
}

/** What consultations need to know of a case; the cases implement it. */
export interface CaseFacts {
  /** Undefined when the case does not exist. */
  factsFor(
    tx: Tx,
    principal: Pick<Principal, 'person' | 'office' | 'authority'>,
    id: CaseId,
    at: Date,
  ): Promise<{ readonly facts: Facts } | undefined>
  /** The case without a question of rights. */
  view(tx: Tx, id: CaseId): Promise<CaseView | undefined>
  /** A consultation of the case began, was answered or ended: its line in the lists may read differently now. */
  statusChanged(act: Act, id: CaseId): Promise<void>
}

/** Called after COMMIT whenever somebody may see more or less of a case than before. */
export type OnDisclosureChanged = (id: CaseId, person: PersonId, level: DisclosureLevel) => void
