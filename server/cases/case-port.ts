import type {
  CaseServiceView,
  OpenQuestion,
  ServicePause,
  CaseSummary,
  CaseView,
  ConsentScope,
  ConsentState,
} from '#shared/model/case.ts'
import type { DisclosureLevel } from '#shared/model/consultation.ts'
import type {
  AuthorityId,
  CaseId,
  CaseServiceId,
  ContractId,
  OfficeId,
  PersonId,
  ServiceId,
  SessionId,
  UnitId,
} from '#shared/model/ids.ts'
import type { DelegationMode } from '#shared/model/district.ts'
import type { FormValues } from '#shared/model/forms/values.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Representative } from '#shared/model/representative.ts'
import type { ServiceSnapshot, SnapshotPaper } from '#shared/model/snapshot.ts'
import type { Act, Tx } from '#server/platform/act.ts'

/** A service as the case stores it; titles and names are added from the district when it is read. */
export interface StoredCaseService {
  readonly id: CaseServiceId
  readonly service: ServiceId
  readonly authority: AuthorityId
  readonly unit: UnitId | null
  readonly mode: DelegationMode
  readonly contract: ContractId | null
  readonly state: CaseServiceView['state']
  readonly pause: StoredPause | null
  /** Of the authority, not answered yet. */
  readonly questions: readonly StoredOpenQuestion[]
}

export interface StoredPause {
  readonly reason: ServicePause['reason']
  /** ISO day. */
  readonly until: string | null
  /** Where it goes on. */
  readonly from: CaseServiceView['state']
  readonly person: PersonId
  readonly at: Date
}
type StoredOpenQuestion = Omit<OpenQuestion, 'byName' | 'at'> & {
  readonly person: PersonId
  readonly at: Date
}
/** A service as it joins a case. */
export type NewService = Omit<StoredCaseService, 'pause' | 'questions'>

export interface StoredConsent {
  readonly scope: ConsentScope
  readonly state: ConsentState
  readonly how: 'spoken' | 'screen'
  readonly textVersion: string
  readonly person: PersonId
  readonly at: Date
}

export interface StoredCase {
  readonly id: CaseId
  readonly number: string
  readonly rev: number
  readonly generation: number
  readonly title: string
  readonly citizenName: string | null
  readonly representative: Representative | null
  readonly lifeEvent: string | null
  readonly office: OfficeId
  readonly openedBy: PersonId
  readonly openedAt: Date
  readonly changedAt: Date
  readonly closedAt: Date | null
  readonly services: readonly StoredCaseService[]
  readonly consents: readonly StoredConsent[]
}

type NewCase = Pick<
  StoredCase,
  'id' | 'title' | 'citizenName' | 'lifeEvent' | 'office' | 'openedBy' | 'openedAt'
> & { readonly services: readonly NewService[] }

/** What may change in the case itself. */
export type CaseChange = Partial<Pick<StoredCase, 'citizenName' | 'representative' | 'openedBy'>>

/** What the case domain needs from whatever keeps its records. */
export interface CaseRecords {
  /** Assigns the next number of the year, `V-2026-000123`. */
  insert(tx: Tx, file: NewCase): Promise<StoredCase>
  /** With `lock` nobody else changes the case until the transaction ends. */
  find(tx: Tx, id: CaseId, lock?: 'lock'): Promise<StoredCase | undefined>
  /** Open cases, the latest change first. `find`: every word stands in the number or the citizen's name, whatever their case. */
  list(
    tx: Tx,
    filter: { office: OfficeId; openedBy?: PersonId; find?: readonly string[]; limit: number },
  ): Promise<StoredCase[]>
  /** Raises the revision, and writes what else changes in the case itself. */
  touch(tx: Tx, id: CaseId, at: Date, change?: CaseChange): Promise<void>
  addService(tx: Tx, id: CaseId, service: NewService, position: number): Promise<void>
  setServiceState(tx: Tx, service: CaseServiceId, state: CaseServiceView['state']): Promise<void>
  pause(tx: Tx, id: CaseId, service: CaseServiceId, pause: StoredPause): Promise<void>
  unpause(tx: Tx, service: CaseServiceId): Promise<void>
  /** Another office goes on with the case. */
  move(tx: Tx, id: CaseId, to: { office: OfficeId; person: PersonId }): Promise<void>
  byNumber(tx: Tx, number: string): Promise<StoredCase | undefined>
  /** Nothing is left to do. */
  close(tx: Tx, id: CaseId, at: Date): Promise<void>
  setConsent(tx: Tx, id: CaseId, consent: StoredConsent): Promise<void>
  /** Cases with a service in one of these states. */
  idsInStates(tx: Tx, states: readonly CaseServiceView['state'][]): Promise<CaseId[]>
}

/** What people wrote together, as it is stored. Read outside a transaction, because the document may have to be loaded. */
export interface CaseContents {
  read(file: StoredCase): Promise<CaseContent>
}

/** What the case domain asks of the Unterlagen, which stand above it. */
export interface CasePapers {
  /** Papers that touch each service (`papersOf`). */
  read(tx: Tx, file: StoredCase): Promise<ReadonlyMap<CaseServiceId, readonly SnapshotPaper[]>>
}

interface CaseContent {
  /** Chained hash over all updates of the shared document, hex, and their number. */
  readonly head: string
  readonly headSeq: number
  /** Answers by case service; a service without a form has none. */
  readonly forms: ReadonlyMap<CaseServiceId, FormValues>
}

/** A snapshot that a decision was bound to. */
interface StoredSnapshot {
  readonly hash: string
  readonly case: CaseId
  readonly caseService: CaseServiceId
  /** Canonical JSON of a `ServiceSnapshot`. */
  readonly body: string
  readonly head: string
  readonly headSeq: number
}

export interface SnapshotRecords {
  /** The same snapshot twice is stored once. */
  keep(tx: Tx, snapshot: StoredSnapshot, at: Date): Promise<void>
  find(tx: Tx, caseService: CaseServiceId, hash: string): Promise<StoredSnapshot | undefined>
}

/** What stands in a service now. */
export interface BoundContent {
  readonly hash: string
  readonly snapshot: ServiceSnapshot
}

/** Decisions bound to a snapshot (sign-off, signature): void as soon as the content is another one. */
export interface BoundDecisions {
  /** Voids what binds to another hash, tells and records it; answers whether the service has to be collected again. */
  voidStale(act: Act, file: StoredCase, service: StoredCaseService, current: BoundContent): Promise<boolean>
}

/** What the case domain asks of the consultations, which stand above it. */
export interface Disclosures {
  /** How much of the case this person sees as a specialist now. */
  levelOf(tx: Tx, id: CaseId, person: PersonId, at: Date): Promise<DisclosureLevel>
  /** The citizen talks confidentially with the specialists about this case now. */
  confidential(tx: Tx, id: CaseId): Promise<boolean>
  /** Status of cases with a live consultation or a booked callback, for the lists. */
  statusOf(tx: Tx, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseSummary['status']>>
}

/** What the case domain asks of the citizens' seats, which stand above it. */
export interface SeatBindings {
  /** Whether this seat is bound to the case and shows it now: neither blank nor over. */
  shows(tx: Tx, seat: SessionId, id: CaseId, at: Date): Promise<boolean>
  /** Whether the citizen has a screen of their own for the case, where they answer; covered meanwhile it is still theirs. */
  hasSeat(tx: Tx, id: CaseId, at: Date): Promise<boolean>
}

/** Told in the same transaction, so that a consent and what follows from it stand or fall together. */
export interface ConsentListener {
  consentChanged(act: Act, file: CaseView): Promise<void>
}

interface Competent {
  readonly authority: AuthorityId
  readonly unit: UnitId | null
  readonly mode: DelegationMode
  readonly contract: ContractId | null
  /** German clause, for the refusal. */
  readonly basis: string
  readonly allowed: boolean
}

/** Who is competent for a service at the person's office on that day, and what the office may do. */
export type CompetenceOf = (
  principal: Pick<Principal, 'office' | 'authority'>,
  service: ServiceId,
  at: Date,
) => Competent
