import type { ReadSection } from './forms/read-answers.ts'
import type { FeeView } from './fee.ts'
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
} from './ids.ts'
import type { CaseServiceView } from './case.ts'
import type { FormValues } from './forms/values.ts'
import type { FindingDecision, RequirementFinding } from './precheck/findings.ts'

/** `full`: decided, signed and paid. `precheck`: only checked whether it is complete (nur Vorprüfung). */
export type HandoverKind = 'full' | 'precheck'
/** `queued`: the authority could not be reached yet. `answered`: it said something about every service. */
export type HandoverState = 'queued' | 'delivered' | 'answered'
export const responseKinds = ['complete', 'query', 'rejected'] as const
export type ResponseKind = (typeof responseKinds)[number]

/** Rückfrage of an authority about one requirement or one field of a service. */
export interface HandoverQuestion {
  readonly id: QuestionId
  readonly handover: HandoverId
  readonly caseService: CaseServiceId
  /** Id of a requirement; null: about a field. */
  readonly requirement: string | null
  /** Path of a field; null: about a requirement. */
  readonly field: string | null
  /** What it is about, as it was called then. */
  readonly about: string
  readonly text: string
  readonly at: string
  readonly byName: string
  readonly answer: string | null
  readonly answeredAt: string | null
  readonly answeredByName: string | null
}

/** A service in a bundle, and what became of it. */
interface HandedService {
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly title: string
  readonly kind: HandoverKind
  /** Of the snapshot that was handed over. */
  readonly hash: string
  readonly result: 'open' | ResponseKind
  /** Why it was rejected, and what can be done against it. */
  readonly reason: string | null
  readonly remedy: string | null
  readonly respondedAt: string | null
  readonly respondedByName: string | null
}

/** Übergabe: one bundle for one authority and the unit that is competent there. */
export interface HandoverView {
  readonly id: HandoverId
  readonly case: CaseId
  /** `V-2026-000123/1` */
  readonly number: string
  readonly authority: AuthorityId
  readonly authorityName: string
  readonly unit: UnitId | null
  readonly unitName: string | null
  readonly state: HandoverState
  readonly at: string
  readonly byName: string
  /** Number of the bundle this one follows after a Rückfrage. */
  readonly follows: string | null
  readonly deliveredAt: string | null
  /** When delivery is tried again; null unless queued after a failure. */
  readonly nextTry: string | null
  /** SHA-256 over the manifest of its files. */
  readonly total: string
  /** Certificates of services that were only pre-checked; whoever reads the case may take them away. */
  readonly certificates: readonly Pick<BundleFile, 'name' | 'sha256'>[]
  readonly services: readonly HandedService[]
  readonly questions: readonly HandoverQuestion[]
}

/** All bundles of a case, the latest last. `rev` grows with each change. */
export interface CaseHandovers {
  readonly case: CaseId
  readonly caseRev: number
  readonly handovers: readonly HandoverView[]
}

/** A file of a bundle. `role`: what it is to the case. */
export interface BundleFile {
  readonly name: string
  readonly sha256: string
  readonly size: number
  readonly type: string
  readonly role: 'paper' | 'certificate' | 'data' | 'message' | 'evidence' | 'manifest'
}

/** Why a service cannot be handed over now; the first thing that is missing. */
export type Missing =
  'paused' | 'question' | 'precheck' | 'red' | 'signoff' | 'signature' | 'fee' | 'referral' | 'gone' | 'over'

type Concerned = Pick<CaseServiceView, 'state' | 'mode'> & { readonly questions: readonly unknown[] }

/**
 * What a service still needs before it can be handed over; null: nothing. `colour`: of its last Vorprüfung, which decides for
 * services that are only pre-checked. `gone`: it lies with the authority. `over`: nothing is handed over any more.
 */
export function missingFor(one: Concerned, colour: string | null): Missing | null {
  if (one.state === 'cancelled' || one.state === 'done') return 'over'
  if (one.mode === 'referral') return 'referral'
  if (one.state === 'handed_over' || one.state === 'responded') return 'gone'
  if (one.state === 'paused') return 'paused'
  if (one.questions.length > 0) return 'question'
  if (one.state === 'fee_settled') return null
  if (one.mode === 'precheck') return missingForCertificate(one.state, colour)
  const next = {
    draft: 'precheck',
    collecting: 'precheck',
    signed_off: 'signature',
    signed: 'fee',
    fee_due: 'fee',
  } as const
  if (one.state !== 'prechecked') return next[one.state]
  if (colour === 'red') return 'red'
  return one.mode === 'independent' ? 'signature' : 'signoff'
}

function missingForCertificate(state: Concerned['state'], colour: string | null): Missing | null {
  if (state === 'draft' || state === 'collecting') return 'precheck'
  return colour === 'red' ? 'red' : null
}

export const pauseReasons = ['callback', 'missing_evidence'] as const

/** A service as the bundle tells it. */
export interface BundleService {
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly title: string
  readonly leika: string
  readonly kind: HandoverKind
  readonly contract: string | null
  /** SHA-256 of the snapshot all decisions are bound to. */
  readonly hash: string
  readonly sections: readonly ReadSection[]
  readonly values: FormValues
  readonly findings: readonly {
    readonly requirement: string
    readonly title: string
    readonly source: string
    readonly state: RequirementFinding['state']
    readonly colour: RequirementFinding['colour']
    readonly decision: Pick<
      FindingDecision,
      'decision' | 'text' | 'source' | 'until' | 'byName' | 'at'
    > | null
  }[]
  readonly checked: {
    readonly day: string
    readonly byName: string
    readonly at: string
    readonly colour: string
  } | null
  readonly signOff: {
    readonly byName: string
    readonly at: string
    readonly hash: string
    readonly note: string
  } | null
  readonly signatures: readonly BundleSignature[]
  readonly fee: {
    readonly title: string
    readonly cents: number
    readonly source: string
    readonly exempt: string | null
    readonly state: FeeView['lines'][number]['state']
    readonly receipt: string | null
  } | null
  readonly questions: readonly Pick<
    HandoverQuestion,
    'about' | 'text' | 'byName' | 'at' | 'answer' | 'answeredByName'
  >[]
}

export interface BundleSignature {
  readonly document: string
  readonly signer: string
  /** „i. V.“ with kind and proof; null: for themselves. */
  readonly representative: string | null
  readonly at: string
  readonly hash: string
  readonly width: number
  readonly height: number
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[]
}

export interface BundleEvidence {
  readonly title: string
  readonly service: string | null
  readonly kind: 'file' | 'follow' | 'attestation'
  readonly file: string | null
  readonly sha256: string | null
  readonly until: string | null
  readonly document: string | null
  readonly zoneChecked: boolean
  readonly byName: string
  readonly at: string
}

/** Everything a bundle says, as data; its paper says the same to people. Stored as canonical JSON, `daten.json`. */
export interface BundleData {
  readonly format: 'lotse.handover.v1'
  readonly handover: HandoverId
  readonly number: string
  readonly follows: string | null
  readonly at: string
  readonly case: {
    readonly id: CaseId
    readonly number: string
    readonly title: string
    readonly citizen: string | null
    readonly office: OfficeId
    readonly officeName: string
    readonly officeAuthorityName: string
    readonly openedAt: string
  }
  readonly authority: { readonly id: AuthorityId; readonly name: string }
  readonly unit: { readonly id: UnitId; readonly name: string } | null
  readonly by: { readonly person: PersonId; readonly name: string }
  readonly services: readonly BundleService[]
  readonly evidence: readonly BundleEvidence[]
  readonly protocol: readonly { readonly at: string; readonly person: string; readonly text: string }[]
}
