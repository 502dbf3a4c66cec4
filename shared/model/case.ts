import type {
  AuthorityId,
  CaseId,
  CaseServiceId,
  ContractId,
  OfficeId,
  PersonId,
  QuestionId,
  ServiceId,
  UnitId,
} from './ids.ts'
import type { DelegationMode } from './district.ts'
import type { AuthorityKind } from './principal.ts'
import type { Representative } from './representative.ts'

/** States of a service within a case and where each may go (design 2-domain). A change of the form after sign-off, signature or fee leads back to `collecting`; what was paid stays paid. `prechecked` → `handed_over` is the way of `precheck` alone; `paused` leads back to where it was. */
export const caseServiceTransitions = {
  draft: ['collecting', 'cancelled'],
  collecting: ['prechecked', 'paused', 'cancelled'],
  prechecked: ['collecting', 'signed_off', 'signed', 'handed_over', 'paused', 'cancelled'],
  signed_off: ['collecting', 'signed', 'paused', 'cancelled'],
  signed: ['collecting', 'fee_due', 'paused', 'cancelled'],
  fee_due: ['collecting', 'fee_settled', 'paused', 'cancelled'],
  fee_settled: ['collecting', 'fee_due', 'handed_over', 'paused'],
  handed_over: ['responded'],
  responded: ['collecting', 'done'],
  paused: ['collecting', 'prechecked', 'signed_off', 'signed', 'fee_due', 'fee_settled', 'cancelled'],
  cancelled: [],
  done: [],
} as const satisfies Record<string, readonly string[]>
type CaseServiceState = keyof typeof caseServiceTransitions

/** The authority has the service: nothing of it is changed or decided at the counter until a Rückfrage opens it again. */
export const liesWithAuthority = (state: CaseServiceState): boolean =>
  state === 'handed_over' || state === 'responded' || state === 'done'

export interface CaseServiceView {
  readonly id: CaseServiceId
  readonly service: ServiceId
  readonly title: string
  readonly authority: AuthorityId
  readonly authorityName: string
  readonly authorityKind: AuthorityKind
  readonly unit: UnitId | null
  readonly mode: DelegationMode
  /** The contract the office acts under for the authority; null where it acts for its own. */
  readonly contract: ContractId | null
  readonly state: CaseServiceState
  /** Whether the catalogue holds a form to fill in. */
  readonly form: boolean
  /** Since when and until when it rests; null unless `paused`. */
  readonly pause: ServicePause | null
  /** Rückfragen of the authority that wait for an answer. */
  readonly questions: readonly OpenQuestion[]
}

export interface ServicePause {
  readonly reason: 'callback' | 'missing_evidence'
  /** ISO day; null: open. */
  readonly until: string | null
  readonly at: string
  readonly byName: string
}

/** A Rückfrage, as the adviser meets it at the finding or the field it is about. */
export interface OpenQuestion {
  readonly id: QuestionId
  readonly requirement: string | null
  readonly field: string | null
  readonly about: string
  readonly text: string
  readonly at: string
  readonly byName: string
}

/** Version of the consent texts in force: `client/text/de/consent.ts` (read out) and `seat.consent` of the citizen's languages. */
export const consentTextVersion = '2026-11'

/**
 * `interpreter`: somebody may interpret; `trainee`: somebody who learns may sit along. Neither connects anything nor opens anything.
 */
export const consentScopes = ['video', 'audio', 'file', 'interpreter', 'trainee'] as const
export type ConsentScope = (typeof consentScopes)[number]
const consentStates = ['not_asked', 'given', 'withdrawn', 'refused'] as const
export type ConsentState = (typeof consentStates)[number]

export interface ConsentView {
  readonly scope: ConsentScope
  readonly state: ConsentState
  /** ISO instant of the last change; null while not asked. */
  readonly at: string | null
  readonly how: 'spoken' | 'screen' | null
}

/** The citizen has been asked about bringing somebody in: about picture, sound or the file. */
export const asksCompany = (consents: readonly Pick<ConsentView, 'scope' | 'state'>[]): boolean =>
  consents.some(({ scope, state }) => scope !== 'interpreter' && scope !== 'trainee' && state !== 'not_asked')

/** The whole file as level 2 sees it. `rev` grows by one with every command that changes it. */
export interface CaseView {
  readonly id: CaseId
  readonly number: string
  readonly rev: number
  /** Generation of its documents; part of their names. */
  readonly generation: number
  readonly title: string
  readonly citizen: { readonly name: string } | null
  /** Who sits there for the citizen; null while they act themselves. */
  readonly representative: Representative | null
  readonly lifeEvent: string | null
  readonly office: OfficeId
  readonly officeName: string
  readonly openedBy: PersonId
  readonly openedByName: string
  readonly openedAt: string
  readonly closedAt: string | null
  readonly services: readonly CaseServiceView[]
  readonly consents: readonly ConsentView[]
}

/** One line of a list. */
export interface CaseSummary {
  readonly id: CaseId
  readonly number: string
  readonly rev: number
  readonly title: string
  readonly citizenName: string | null
  readonly openedBy: PersonId
  readonly openedByName: string
  readonly openedAt: string
  readonly changedAt: string
  readonly status: 'open' | 'in_consultation' | 'callback' | 'query' | 'paused' | 'handed_over' | 'closed'
  /** Until when the paused ones rest, the earliest ISO day; null: nothing rests, or without an end. */
  readonly pausedUntil: string | null
  /** Titles, and the ids they stand for in the same order. */
  readonly services: readonly string[]
  readonly serviceIds: readonly ServiceId[]
}

/** One line of the Verlauf: who did what when, in words made by the client from `action` and `detail`. */
export interface HistoryEntry {
  readonly seq: number
  readonly at: string
  readonly personName: string
  readonly action: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}
