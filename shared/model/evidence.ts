import type { CaseId, CaseServiceId, EvidenceId, PersonId } from './ids.ts'

/** What is accepted, told by its content and never by its name. */
export const evidenceTypes = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'] as const
export type EvidenceType = (typeof evidenceTypes)[number]

/** Bytes of one file. */
export const largestEvidence = 20 * 1024 * 1024
/** Files of one case, withdrawn ones included. */
export const mostFiles = 100
/** Days until what is brought later has to be there. */
export const longestFollow = 90

export const identityKinds = ['personalausweis', 'reisepass', 'aufenthaltstitel', 'other'] as const
export type IdentityKind = (typeof identityKinds)[number]

interface EvidenceBase {
  readonly id: EvidenceId
  readonly case: CaseId
  /** Null: it belongs to the case as a whole. */
  readonly caseService: CaseServiceId | null
  /** What it is; the words of the catalogue where it is one of the papers a service asks for. */
  readonly title: string
  readonly person: PersonId
  readonly personName: string
  /** ISO instant. */
  readonly at: string
  readonly withdrawn: { readonly at: string; readonly personName: string; readonly reason: string } | null
}

export interface EvidenceFile extends EvidenceBase {
  readonly kind: 'file'
  /** Of the content as it was sent; its address. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly type: EvidenceType
  readonly name: string
  /** Why it was taken although it shows an identity document. */
  readonly reason: string | null
}
interface EvidenceFollow extends EvidenceBase {
  readonly kind: 'follow'
  /** ISO day, inclusive. */
  readonly until: string
}
interface EvidenceAttestation extends EvidenceBase {
  readonly kind: 'attestation'
  readonly document: IdentityKind
  /** The check digits of the machine-readable zone were typed and right; the zone itself is kept nowhere. */
  readonly zoneChecked: boolean
}

/** One thing in the Unterlagen of a case: a file, a promise to bring it, or an identity document seen in original. */
export type EvidenceView = EvidenceFile | EvidenceFollow | EvidenceAttestation

const identityWords =
  /(^|[^a-zäöüß])((personal)?ausweise?|pass)($|[^a-zäöüß])|personalausweis|reisepass|aufenthaltstitel/i

/** Whether a title names an identity document: it is shown in original, a copy needs a reason. */
export const namesIdentity = (title: string): boolean => identityWords.test(title)

/** What a paper is called that shows who may sign for somebody else. */
export const proofTitle = 'Nachweis der Vertretung'

/** Whether a file shows who may sign for somebody: it belongs to signatures, not to what a service asks for. */
export const isProof = (one: {
  readonly title: string
  readonly caseService: CaseServiceId | null
}): boolean => one.title === proofTitle && one.caseService === null

/** One paper a service asks for, and what is there of it. */
export interface Need {
  readonly caseService: CaseServiceId
  readonly title: string
  /** „ggf.“: asked for in some cases only. */
  readonly optional: boolean
  readonly identity: boolean
  readonly state: 'there' | 'follows' | 'overdue' | 'missing'
  readonly items: readonly EvidenceView[]
  readonly follow: EvidenceFollow | null
}

/** What the catalogue asks for beside what is there. `today`: ISO day. */
export function needsOf(
  caseService: CaseServiceId,
  documents: readonly string[],
  all: readonly EvidenceView[],
  today: string,
): Need[] {
  const valid = all.filter((one) => one.withdrawn === null)
  return documents.map((title) => {
    const identity = namesIdentity(title)
    const mine = valid.filter((one) => one.caseService === caseService && one.title === title)
    const items = valid.filter(
      (one) => (one.kind === 'file' && mine.includes(one)) || (identity && one.kind === 'attestation'),
    )
    const follow = mine.find((one) => one.kind === 'follow') ?? null
    return {
      caseService,
      title,
      optional: /^ggf\./i.test(title),
      identity,
      state: stateOf(items.length > 0, follow, today),
      items,
      follow,
    }
  })
}

function stateOf(there: boolean, follow: EvidenceFollow | null, today: string): Need['state'] {
  if (there) return 'there'
  if (follow === null) return 'missing'
  return follow.until < today ? 'overdue' : 'follows'
}

/** Files that answer no need of the services they belong to: brought along besides. */
export function besides(all: readonly EvidenceView[], needs: readonly Need[]): EvidenceView[] {
  const placed = new Set(
    needs.flatMap((need) => [...need.items, ...(need.follow ? [need.follow] : [])].map((one) => one.id)),
  )
  return all.filter((one) => one.withdrawn === null && !placed.has(one.id))
}

/** Whether something may be promised until that day. Both are ISO days; false for a day that does not exist. */
export function mayFollowUntil(until: string, today: string): boolean {
  const day = new Date(`${until}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== until) return false
  const ahead = (day.getTime() - new Date(`${today}T00:00:00Z`).getTime()) / 86_400_000
  return ahead >= 1 && ahead <= longestFollow
}
