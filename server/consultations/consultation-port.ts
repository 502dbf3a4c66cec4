import type { OpenFinding } from '#shared/contract/consultation-contract.ts'
import type { CaseServiceView, CaseView } from '#shared/model/case.ts'
import type { ConsultationState, DisclosureLevel } from '#shared/model/consultation.ts'
import type { CallbackRecord, ConsultationRecord } from '#shared/model/consultation-record.ts'
import type {
  CallbackId,
  CaseId,
  CaseServiceId,
  ConsultationId,
  PersonId,
  UnitId,
} from '#shared/model/ids.ts'
import type { Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acting } from '#server/cases/acting.ts'
import type { Lapsed } from '#server/cases/case-policy.ts'
import type { Act, Tx } from '#server/platform/act.ts'

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
  /** The citizen talks confidentially about this case now. */
  confidential(tx: Tx, id: CaseId): Promise<boolean>
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
  ): Promise<{ readonly facts: Facts; readonly view: CaseView; readonly lapsed?: Lapsed } | undefined>
  /** The basis of the service holds today. @throws Refused naming clause and contact. */
  mayStillAct(
    principal: Pick<Principal, 'office' | 'authority'>,
    service: Pick<CaseServiceView, 'service' | 'authority' | 'contract'>,
    at: Date,
  ): Acting
  /** The case without a question of rights. */
  view(tx: Tx, id: CaseId): Promise<CaseView | undefined>
  /** A consultation of the case began, was answered or ended: its line in the lists may read differently now. */
  statusChanged(act: Act, id: CaseId): Promise<void>
}

/** What the last check of a service found red or amber; the checks implement it. */
export type FindingsOf = (tx: Tx, id: CaseId, service: CaseServiceId) => Promise<OpenFinding[]>

/** Called after COMMIT whenever somebody may see more or less of a case than before. */
export type OnDisclosureChanged = (id: CaseId, person: PersonId, level: DisclosureLevel) => void
