import type { PersonReason } from './call-plan.ts'
import type { ConsentScope } from './case.ts'
import type {
  CallbackView,
  ConsultationState,
  DeclineReason,
  DisclosureLevel,
  Outcome,
  OwnConsent,
  RingingPerson,
  Room,
  SeatRole,
  SeatView,
  StageReason,
  Urgency,
} from './consultation.ts'
import type { DelegationMode } from './district.ts'
import type { InterpretedLanguage } from './interpreted-language.ts'
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
} from './ids.ts'

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
  readonly room?: Room
  readonly language?: InterpretedLanguage
}

interface StageRecord {
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
  /** The consultation whose table this one sits at; null: a table of its own. */
  readonly joins: ConsultationId | null
  /** The answer of the citizen for another authority; null: that for the case counts. */
  readonly ownConsent: OwnConsent | null
  readonly office: OfficeId
  readonly requestedBy: PersonId
  readonly requestedAt: Date
  readonly question: string
  readonly language: string
  readonly urgency: Urgency
  readonly state: ConsultationState
  /** Where an interrupted consultation goes back to. */
  readonly resume: 'accepted' | 'pretalk' | 'connected' | 'held' | null
  readonly stage: StageRecord | null
  readonly stagesRung: number
  readonly acceptedBy: PersonId | null
  readonly acceptedBecause: StageReason | null
  readonly acceptedAt: Date | null
  /** The adviser wants to talk alone with the specialist first. */
  readonly pretalkWished: boolean
  readonly pretalkUntil: Date | null
  readonly confidential: { readonly since: Date; readonly until: Date } | null
  readonly connectedAt: Date | null
  readonly endedAt: Date | null
  readonly outcome: Outcome | null
  /** What the wrap-up is closed with when nobody does it. */
  readonly proposal: Outcome | null
  readonly note: string | null
  /** To a request in writing. */
  readonly answer: { readonly text: string; readonly by: PersonId; readonly at: Date } | null
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
  /** Under which number the citizen is called, where no office takes the call. */
  readonly phone: string | null
  /** Who is to be called there. */
  readonly caller: string | null
}
