import { Type } from 'typebox'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import type { Colour, FindingDecision, RequirementFinding } from '#shared/model/precheck/findings.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, uuid } from './shapes.ts'

const place = { case: uuid<CaseId>(), caseService: uuid<CaseServiceId>() }
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const requirement = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
/** Name of the first property in a section of a form. */
const block = Type.String({ minLength: 1, maxLength: 120, pattern: '^[A-Za-z0-9._-]+$' })

/** Freigabe over a snapshot. `voidAt`: the content changed afterwards, or it was taken back. */
export interface SignOffView {
  readonly id: string
  readonly hash: string
  readonly byName: string
  readonly at: string
  readonly note: string
  readonly voidAt: string | null
  readonly voidWhy: 'changed' | 'withdrawn' | null
  /** Paths that changed since, as `path` or `group/item/path`; empty while it stands. */
  readonly changed: readonly string[]
}

/** What the citizen confirmed: one section of a form, with the hash of what stood there. */
export interface ConfirmationView {
  readonly block: string
  readonly hash: string
  readonly how: 'spoken' | 'screen'
  readonly byName: string
  readonly at: string
}

/** The last Vorprüfung as the server made it, with the rules of its day. */
export interface PrecheckRunView {
  readonly hash: string
  readonly colour: Colour
  readonly rows: readonly RequirementFinding[]
  readonly day: string
  readonly byName: string
  readonly at: string
}

export interface ServicePrecheck {
  readonly caseService: CaseServiceId
  readonly decisions: readonly FindingDecision[]
  readonly run: PrecheckRunView | null
  /** The last one, void or not. */
  readonly signOff: SignOffView | null
  readonly confirmations: readonly ConfirmationView[]
}

/** Grows with every decision over the checks of a case; the newest wins. */
export interface CasePrecheck {
  readonly case: CaseId
  /** Revision of the case. */
  readonly caseRev: number
  readonly services: readonly ServicePrecheck[]
}

export const precheckCommands = {
  getPrecheck: question<CasePrecheck>()('precheck:get', 'case.read', closed({ case: place.case })),
  /** Evaluates what is stored; `hash`, when given, must be what stood on the screen (`E_STALE_DOCUMENT`). */
  runPrecheck: decision<CasePrecheck>()(
    'precheck:run',
    'precheck.run',
    closed({ ...place, hash: Type.Optional(hash) }),
  ),
  /** The specialist's discretion over one finding; `withdraw` takes it back. */
  decideFinding: decision<CasePrecheck>()(
    'finding:decide',
    'finding.decide',
    closed({
      ...place,
      requirement,
      decision: oneOf(['accept', 'refuse', 'withdraw']),
      text: line(500),
      source: line(200),
    }),
  ),
  giveSignOff: decision<CasePrecheck>()(
    'signoff:give',
    'signoff.give',
    closed({ ...place, hash, note: Type.Optional(line(500)) }),
  ),
  withdrawSignOff: decision<CasePrecheck>()(
    'signoff:withdraw',
    'signoff.give',
    closed({ ...place, reason: line(500) }),
  ),
  /** The citizen says that a block is right; noted by the adviser (`spoken`). */
  confirmBlock: decision<CasePrecheck>()(
    'confirmation:note',
    'confirmation.note',
    closed({ ...place, block, hash, how: oneOf(['spoken', 'screen']) }),
  ),
}
