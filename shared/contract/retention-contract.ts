import { Type } from 'typebox'
import type { CaseArchive } from '#shared/model/archive.ts'
import type { CaseView } from '#shared/model/case.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, uuid } from './shapes.ts'

const caseId = uuid<CaseId>()
const run = uuid<string>()
const number = Type.String({ pattern: '^V-[0-9]{4}-[0-9]{6}$' })

/** The sealed state of a closed case; `archive` null for the seconds between closing and sealing. */
export interface SealedCase {
  readonly archive: CaseArchive | null
  /** SHA-256 of the archive's canonical JSON, hex. */
  readonly hash: string | null
  /** ISO instant. */
  readonly sealedAt: string | null
}

/** A closed case as retention sees it: no name, no content. */
export interface RetainedCase {
  readonly number: string
  readonly officeName: string
  /** ISO days; `dueOn` null while a service has no class. */
  readonly closedOn: string
  readonly dueOn: string | null
  /** Titles of its classes. */
  readonly classes: readonly string[]
  /** Titles of services without a class. */
  readonly unclassed: readonly string[]
  /** Must be offered to the archive before it may go; what the archive answered. */
  readonly offer: boolean
  readonly offered: 'taken' | 'declined' | null
  readonly hold: { readonly reason: string; readonly byName: string; readonly at: string } | null
}

/** What a deletion took away; kept for ever, holds no content. */
export interface DeletionManifest {
  readonly format: 'lotse.deletion.v1'
  readonly run: string
  /** ISO instant. */
  readonly at: string
  readonly cases: readonly {
    readonly number: string
    readonly closedOn: string
    readonly dueOn: string
    readonly classes: readonly string[]
    /** Rows by table. */
    readonly rows: Readonly<Record<string, number>>
    readonly files: number
  }[]
}

/** A deletion somebody proposed, and what became of it. */
export interface DeletionRun {
  readonly id: string
  readonly state: 'proposed' | 'rejected' | 'done'
  readonly proposedByName: string
  readonly proposedAt: string
  /** The person signed in proposed it and cannot release it. */
  readonly own: boolean
  readonly decidedByName: string | null
  readonly decidedAt: string | null
  readonly reason: string | null
  /** Numbers of the cases it is about. */
  readonly numbers: readonly string[]
  readonly manifest: DeletionManifest | null
  /** SHA-256 of the manifest's canonical JSON, hex; stands in the audit trail too. */
  readonly manifestHash: string | null
}

export interface RetentionOverview {
  /** ISO day in Berlin the answer speaks of. */
  readonly today: string
  readonly classes: readonly {
    readonly id: string
    readonly title: string
    readonly years: number
    readonly startEvent: string
    /** What follows the period. */
    readonly end: string
    readonly source: string
    readonly verified: boolean
    readonly cases: number
  }[]
  /** Closed cases, the one due first at the top. */
  readonly cases: readonly RetainedCase[]
  /** The latest first. */
  readonly runs: readonly DeletionRun[]
}

/** What a deletion would take away now: the dry run. Changes nothing. */
export interface DeletionPreview {
  readonly numbers: readonly string[]
  readonly rows: Readonly<Record<string, number>>
  readonly files: number
  /** Of those files. */
  readonly bytes: number
  /** Due, but held, not yet offered to the archive, or without class. */
  readonly kept: readonly { readonly number: string; readonly why: 'hold' | 'offer' }[]
}

export const retentionCommands = {
  closeCase: decision<CaseView>()('case:close', 'case.close', closed({ case: caseId })),
  readSealed: question<SealedCase>()('case:sealed', 'case.read', closed({ case: caseId })),
  readRetention: question<RetentionOverview>()('retention:overview', 'retention.read', closed({})),
  previewDeletion: question<DeletionPreview>()('retention:preview', 'retention.read', closed({})),
  proposeDeletion: decision<DeletionRun>()(
    'retention:propose',
    'retention.propose',
    closed({ numbers: Type.Array(number, { minItems: 1, maxItems: 500, uniqueItems: true }) }),
  ),
  releaseDeletion: decision<DeletionRun>()('retention:release', 'retention.release', closed({ run })),
  rejectDeletion: decision<DeletionRun>()(
    'retention:reject',
    'retention.release',
    closed({ run, reason: line(200) }),
  ),
  holdCase: decision<RetainedCase>()(
    'retention:hold',
    'retention.propose',
    closed({ number, reason: line(200) }),
  ),
  liftHold: decision<RetainedCase>()(
    'retention:lift',
    'retention.release',
    closed({ number, reason: line(200) }),
  ),
  answerOffer: decision<RetainedCase>()(
    'retention:offered',
    'retention.propose',
    closed({ number, answer: oneOf(['taken', 'declined']) }),
  ),
}
