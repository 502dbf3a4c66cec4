import { Type } from 'typebox'
import type { BundleFile, CaseHandovers, HandoverState, HandoverView } from '#shared/model/handover.ts'
import { pauseReasons, responseKinds } from '#shared/model/handover.ts'
import type { CaseView } from '#shared/model/case.ts'
import type { CaseId, CaseServiceId, HandoverId, QuestionId, ServiceId } from '#shared/model/ids.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, uuid } from './shapes.ts'

const caseId = uuid<CaseId>()
const caseService = uuid<CaseServiceId>()
const handover = uuid<HandoverId>()
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const requirement = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
const field = Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9ÄÖÜäöüß._/-]+$' })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const caseNumber = Type.String({ pattern: '^V-\\d{4}-\\d{6}$' })

/** One bundle in the inbox of an authority. */
export interface InboxLine {
  readonly handover: HandoverId
  readonly number: string
  readonly citizenName: string | null
  readonly officeName: string
  readonly services: readonly string[]
  readonly at: string
  readonly state: HandoverState
  /** What was said last about its services; null: nothing yet. */
  readonly result: 'complete' | 'query' | 'rejected' | null
  readonly follows: string | null
}

const inboxScopes = ['open', 'query', 'answered'] as const
export type InboxScope = (typeof inboxScopes)[number]

export interface InboxList {
  readonly lines: readonly InboxLine[]
  readonly counts: Readonly<Record<InboxScope, number>>
}

/** A bundle without what it says: its data are the file with the role `data`, whose reading leaves an audit row too. */
export interface OpenedBundle {
  readonly handover: HandoverView
  readonly citizenName: string | null
  readonly officeName: string
  readonly files: readonly BundleFile[]
  /** Whether this person may say something about it. */
  readonly mayRespond: boolean
}

/** How often a rule was handed over and how often it was questioned. */
export interface RuleFigure {
  readonly service: ServiceId
  readonly serviceTitle: string
  readonly requirement: string
  readonly title: string
  readonly handedOver: number
  readonly questioned: number
}

/** A paused case as an office sees it that could go on with it: nothing personal. */
export interface PausedCase {
  readonly case: CaseId
  readonly number: string
  readonly officeName: string
  readonly services: readonly {
    readonly caseService: CaseServiceId
    readonly title: string
    readonly until: string | null
    readonly reason: 'callback' | 'missing_evidence'
  }[]
}

export const handoverCommands = {
  listHandovers: question<CaseHandovers>()('handover:list', 'case.read', closed({ case: caseId })),
  /**
   * Hands over what is ready, all of it or `services`: one bundle for each authority and unit. `hashes`: of what stood on the
   * screen (`E_STALE_DOCUMENT` when it is another one).
   */
  handOver: decision<CaseHandovers>()(
    'case:handover',
    'handover.give',
    closed({
      case: caseId,
      services: Type.Optional(Type.Array(caseService, { minItems: 1, maxItems: 12, uniqueItems: true })),
      hashes: Type.Optional(Type.Array(closed({ caseService, hash }), { maxItems: 12 })),
    }),
  ),
  /** Answers a Rückfrage; with the last answer the service can be handed over again. */
  answerQuestion: decision<CaseHandovers>()(
    'handover:answer',
    'handover.answer',
    closed({ case: caseId, question: uuid<QuestionId>(), text: line(1000) }),
  ),
  listInbox: question<InboxList>()(
    'inbox:list',
    'inbox.read',
    closed({ scope: Type.Optional(oneOf(inboxScopes)) }),
  ),
  /** Opens a bundle; leaves an audit row. */
  openBundle: decision<OpenedBundle>()('inbox:open', 'inbox.read', closed({ handover })),
  /** Counts every file of the bundle anew and compares with its manifest. */
  verifyBundle: question<{ readonly whole: boolean; readonly broken: readonly string[] }>()(
    'inbox:verify',
    'inbox.read',
    closed({ handover }),
  ),
  /** Rückmeldung over services of a bundle, all open ones when none is named. */
  respond: decision<HandoverView>()(
    'handover:respond',
    'inbox.respond',
    closed({
      handover,
      response: oneOf(responseKinds),
      services: Type.Optional(Type.Array(caseService, { minItems: 1, maxItems: 12, uniqueItems: true })),
      questions: Type.Optional(
        Type.Array(
          Type.Union([
            closed({ caseService, requirement, text: line(1000) }),
            closed({ caseService, field, text: line(1000) }),
          ]),
          { minItems: 1, maxItems: 20 },
        ),
      ),
      reason: Type.Optional(line(1000)),
      remedy: Type.Optional(line(1000)),
    }),
  ),
  readFigures: question<{ readonly rules: readonly RuleFigure[] }>()(
    'handover:figures',
    'inbox.figures',
    closed({}),
  ),
  pauseService: decision<CaseView>()(
    'service:pause',
    'service.pause',
    closed({ case: caseId, caseService, reason: oneOf(pauseReasons), until: Type.Optional(day) }),
  ),
  /** Goes on where it stopped. From a partner office entitled to the service the case moves there. */
  resumeService: decision<CaseView>()(
    'service:resume',
    'service.resume',
    closed({ case: caseId, caseService }),
  ),
  /** A paused case by its number, for an office that could go on with it. */
  findPaused: question<PausedCase>()('service:paused', 'service.resume', closed({ number: caseNumber })),
}
