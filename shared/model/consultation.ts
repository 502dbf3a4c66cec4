import type { ConsentScope } from './case.ts'
import type { InterpretedLanguage } from './interpreted-language.ts'
import type {
  CallbackId,
  CaseId,
  CaseServiceId,
  ConsultationId,
  OfficeId,
  PersonId,
  ServiceId,
  UnitId,
} from './ids.ts'

/** States of a Zuschaltung and where each may go (design 2-domain). */
export const consultationTransitions = {
  requested: ['ringing', 'cancelled'],
  ringing: ['ringing', 'accepted', 'exhausted', 'cancelled'],
  exhausted: ['ringing', 'callback_booked', 'written_request', 'cancelled'],
  accepted: ['pretalk', 'connected', 'interrupted', 'ended'],
  pretalk: ['accepted', 'interrupted', 'ended'],
  connected: ['held', 'interrupted', 'ended'],
  held: ['connected', 'interrupted', 'ended'],
  interrupted: ['accepted', 'pretalk', 'connected', 'held', 'ended'],
  ended: ['wrapup'],
  wrapup: ['closed'],
  callback_booked: [],
  written_request: ['answered'],
  answered: [],
  cancelled: [],
  closed: [],
} as const satisfies Record<string, readonly string[]>
export type ConsultationState = keyof typeof consultationTransitions

/** States in which people still sit at the table or wait for one another. */
export const liveConsultationStates: readonly ConsultationState[] = [
  'requested',
  'ringing',
  'exhausted',
  'accepted',
  'pretalk',
  'connected',
  'held',
  'interrupted',
]

/** States in which people sit at the table. */
export const tableStates: readonly ConsultationState[] = [
  'accepted',
  'pretalk',
  'connected',
  'held',
  'interrupted',
]

export const outcomes = [
  'solved',
  'partly',
  'callback',
  'handed_to_authority',
  'not_competent',
  'technical_failure',
  'citizen_left',
] as const
export type Outcome = (typeof outcomes)[number]

export const declineReasons = ['busy', 'not_competent', 'conflict_of_interest', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]

export const urgencies = ['normal', 'urgent'] as const
export type Urgency = (typeof urgencies)[number]

/** Why a stage rings whom it rings; the client has a sentence for each. */
const stageReasons = ['same_office', 'on_duty', 'same_skill', 'substitutes', 'queue'] as const
export type StageReason = (typeof stageReasons)[number]

/** Answer of the citizen for the authority of a second specialist. */
export type OwnConsent = 'not_asked' | 'given' | 'refused' | 'withdrawn'

export interface RingingPerson {
  readonly person: PersonId
  readonly name: string
  readonly state: 'ringing' | 'declined' | 'timeout' | 'lost' | 'accepted' | 'cancelled'
}

export interface StageView {
  /** 1-based number of the stage among those that had somebody to ring. */
  readonly number: number
  readonly reason: StageReason
  /** ISO instant at which the server moves on; null while waiting in the queue. */
  readonly until: string | null
  /** Who rings now, and everybody who was asked before in vain. */
  readonly ringing: readonly RingingPerson[]
}

export const presenceStates = [
  'signed_out',
  'available',
  'away',
  'do_not_disturb',
  'ringing',
  'in_call',
  'wrapup',
  'gone',
] as const
export type PresenceState = (typeof presenceStates)[number]
/** What a person may choose; the rest follows from what happens. */
export const chosenPresenceStates = ['signed_out', 'available', 'away', 'do_not_disturb'] as const
export type ChosenPresenceState = (typeof chosenPresenceStates)[number]

const seatRoles = ['citizen', 'adviser', 'specialist', 'interpreter', 'trainee'] as const
export type SeatRole = (typeof seatRoles)[number]

/**
 * The room of a citizen's device that stands at a counter. Who is in one room hears and sees each other without a device, so
 * that no picture and no sound goes between the two.
 */
export interface Room {
  /** Whose desk stands beside it. */
  readonly beside: PersonId
  /** The room's one microphone and loudspeaker are at this device, and not at the desk. */
  readonly voice: boolean
}

/** The citizen talks alone with the specialists: whoever advises is neither seen nor heard, and the case is shut for the office. */
interface Confidential {
  /** ISO instants: since when, and when it ends by itself unless the citizen prolongs it. */
  readonly since: string
  readonly until: string
}

export interface SeatView {
  readonly person: PersonId
  /** Empty for a citizen: who has not been shown the file yet does not learn the name here. */
  readonly name: string
  readonly role: SeatRole
  /** Unit or office, as shown under the picture. */
  readonly place: string
  readonly state: 'taken' | 'absent' | 'left'
  /** While absent: ISO instant until which the seat is kept. */
  readonly until: string | null
  /** Of a citizen's device at a counter; absent for staff and for a citizen at home. */
  readonly room?: Room
  /** Of an interpreter alone. */
  readonly language?: InterpretedLanguage
}

export interface CallbackView {
  readonly id: CallbackId
  readonly unit: UnitId
  readonly unitName: string
  readonly person: PersonId
  readonly personName: string
  readonly from: string
  readonly until: string
  readonly state: 'booked' | 'done' | 'missed'
  readonly case: CaseId
  readonly caseNumber: string
  readonly officeName: string
  readonly serviceTitle: string
  readonly bookedAt: string
  /** Under which number the citizen is called; null: at the office that asked. */
  readonly phone: string | null
  /** Who is to be called there, as the citizen said it at a terminal. */
  readonly caller: string | null
}

/** What a unit answered to a request in writing. */
interface WrittenAnswer {
  readonly text: string
  readonly byName: string
  readonly at: string
}

/** Disclosure (Offenlegung): 0 nothing personal, 1 question and findings, 2 whole file. */
export type DisclosureLevel = 0 | 1 | 2

/** What everybody at the table may know of a consultation (level 1 and the adviser's side). */
export interface ConsultationView {
  readonly id: ConsultationId
  readonly rev: number
  readonly case: CaseId
  readonly caseNumber: string
  readonly generation: number
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly serviceTitle: string
  readonly unit: UnitId
  readonly unitName: string
  readonly authorityName: string
  /** The consultation whose talk this specialist joins; null: a talk of its own. */
  readonly joins: ConsultationId | null
  /**
   * Akteneinsicht for another authority than that of the talk: asked for by itself, nothing personal before it is given.
   * Null: the consent of the case counts.
   */
  readonly ownConsent: OwnConsent | null
  readonly office: OfficeId
  readonly officeName: string
  readonly requestedBy: PersonId
  readonly requestedByName: string
  readonly requestedAt: string
  readonly question: string
  readonly language: string
  readonly urgency: Urgency
  readonly state: ConsultationState
  readonly stage: StageView | null
  readonly acceptedBy: PersonId | null
  readonly acceptedByName: string | null
  /** Why this person was asked, for "wer hat angenommen und warum". */
  readonly acceptedBecause: StageReason | null
  /**
   * While adviser and specialist talk alone: ISO instant until which they may. The citizen is told that the two come to an
   * understanding first; pictures and the file stay shut.
   */
  readonly pretalkUntil: string | null
  /** Vertraulich; null: everybody takes part. */
  readonly confidential: Confidential | null
  readonly connectedAt: string | null
  readonly endedAt: string | null
  readonly outcome: Outcome | null
  /** How much the specialist sees now, and until when after the end (grace). */
  readonly disclosure: DisclosureLevel
  readonly disclosureUntil: string | null
  /** What the citizen has consented to now; limits what may be sent. */
  readonly consents: readonly ConsentScope[]
  readonly seats: readonly SeatView[]
  readonly callback: CallbackView | null
  readonly answer: WrittenAnswer | null
  /** Deadline of the present state (absent seats, wrap-up), ISO instant or null. */
  readonly until: string | null
}

/** Level 0: what a ring card shows. No name, no file. */
export interface RingCard {
  readonly consultation: ConsultationId
  readonly rev: number
  readonly service: ServiceId
  readonly serviceTitle: string
  readonly office: OfficeId
  readonly officeName: string
  /** The colleague at the counter; makes the first offer of the call. */
  readonly requestedBy: PersonId
  readonly requestedByName: string
  readonly language: string
  readonly urgency: Urgency
  readonly question: string
  /** Into a talk that is under way: pictures come from there. */
  readonly joins: ConsultationId | null
  readonly mode: string
  readonly contract: string | null
  readonly reason: StageReason
  readonly since: string
  readonly until: string
}
