import type { Language } from '#shared/text/languages.ts'
import type { CaseServiceView } from './case.ts'

/** Languages of a Laufzettel as PDF: those the embedded fonts can write. The browser prints every one. */
export const pdfLanguages = ['de', 'en', 'easy', 'tr'] as const satisfies readonly Language[]

/** What a citizen reads of a service: six plain states. */
export const plainStates = ['accepted', 'checking', 'question', 'decided', 'done', 'closed'] as const
export type PlainState = (typeof plainStates)[number]

/** What comes next; the sentence for it stands in the text files. */
const nextSteps = [
  'collect',
  'check',
  'sign',
  'pay',
  'handover',
  'waiting',
  'question',
  'bring',
  'callback',
  'notice',
  'rejected',
  'nothing',
  'closed',
] as const
export type NextStep = (typeof nextSteps)[number]

export interface PlainStatus {
  readonly state: PlainState
  readonly next: NextStep
}

const plain: Readonly<Record<CaseServiceView['state'], PlainStatus>> = {
  draft: { state: 'accepted', next: 'collect' },
  collecting: { state: 'accepted', next: 'collect' },
  prechecked: { state: 'checking', next: 'check' },
  signed_off: { state: 'checking', next: 'sign' },
  signed: { state: 'checking', next: 'handover' },
  fee_due: { state: 'checking', next: 'pay' },
  fee_settled: { state: 'checking', next: 'handover' },
  handed_over: { state: 'checking', next: 'waiting' },
  responded: { state: 'decided', next: 'notice' },
  done: { state: 'done', next: 'nothing' },
  paused: { state: 'question', next: 'bring' },
  cancelled: { state: 'closed', next: 'closed' },
}

/** The state of a service in plain words. `question`: the authority asked and has no answer yet. */
export function plainStatus(
  state: CaseServiceView['state'],
  facts: {
    readonly question: boolean
    readonly pause: 'callback' | 'missing_evidence' | null
    readonly rejected: boolean
  },
): PlainStatus {
  if (state === 'paused' && facts.pause === 'callback') return { state: 'checking', next: 'callback' }
  if (facts.question && !['done', 'cancelled', 'handed_over', 'responded'].includes(state))
    return { state: 'question', next: 'question' }
  if (state === 'done' && facts.rejected) return { state: 'decided', next: 'rejected' }
  return plain[state]
}

/** An office as a citizen reaches it. */
export interface SlipOffice {
  readonly name: string
  readonly phone: string | null
  /** By ISO weekday 1 to 7, e.g. `08-12,13-16`. */
  readonly hours: readonly { readonly weekday: number; readonly times: string }[]
}

/** What the public status page gets: nothing that names or numbers a person, a case, or a member of staff. */
export interface StatusView {
  /** ISO instant. */
  readonly at: string
  readonly office: SlipOffice
  readonly services: readonly (PlainStatus & {
    readonly title: string
    readonly authorityName: string
    /** Things still to be brought, how many and until when the first (ISO day). */
    readonly missing: number
    readonly until: string | null
  })[]
}

/** A Laufzettel in one language, ready to be shown, printed or drawn. */
export interface SlipSheet {
  readonly language: Language
  readonly title: string
  readonly issuer: string
  /** Case number and when it was made. */
  readonly lines: readonly string[]
  readonly intro: string
  readonly services: readonly {
    readonly title: string
    readonly pairs: readonly (readonly [string, string])[]
    readonly bringTitle: string
    readonly bring: readonly string[]
  }[]
  /** Hints of the office, e.g. an appointment; null: none. */
  readonly note: { readonly title: string; readonly text: string } | null
  readonly ask: { readonly title: string; readonly lines: readonly string[] }
  /** Null: no code was given out, or it is over. */
  readonly code: {
    readonly title: string
    readonly code: string
    readonly url: string
    readonly alt: string
    readonly lines: readonly string[]
  } | null
}

/** A given-out code as staff of the case see it beside the sheet. */
export interface SlipState {
  readonly sheet: SlipSheet
  readonly issued: {
    readonly at: string
    readonly personName: string
    readonly until: string
    readonly note: string | null
  } | null
}
