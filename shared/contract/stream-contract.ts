import { Type } from 'typebox'
import type { CaseSummary, CaseView, HistoryEntry } from '#shared/model/case.ts'
import type { ConsultationView, PresenceState, RingCard } from '#shared/model/consultation.ts'
import type { EvidenceView } from '#shared/model/evidence.ts'
import type { CaseHandovers } from '#shared/model/handover.ts'
import type { CaseSignatures } from './signature-contract.ts'
import type { FeeView } from '#shared/model/fee.ts'
import type { ScreenView } from '#shared/model/seat.ts'
import { question } from './command.ts'
import type { UnitOnDuty } from './duty-contract.ts'
import type { CasePrecheck } from './precheck-contract.ts'
import { closed } from './shapes.ts'

/** Event types and their bodies. At least once, contiguous `seq` per stream; newest `rev` wins. */
export interface EventBodies {
  /** case/<id>, and office/<id> as summary */
  'case.changed': { readonly case?: CaseView; readonly summary?: CaseSummary }
  /** case/<id>: a line was added to the Verlauf */
  'case.history': { readonly entry: HistoryEntry }
  /** case/<id>: something was added to the Unterlagen, or one of them changed */
  'evidence.changed': { readonly evidence: EvidenceView }
  /** case/<id> */
  'fee.changed': { readonly fee: FeeView }
  /** case/<id> */
  'signature.changed': { readonly signatures: CaseSignatures }
  /** person/<id>: level 0, no name */
  'consultation.ringing': RingCard & { readonly consultation: string }
  /** person/<id>: the ring is over; `why` is told on the card before it leaves */
  'consultation.silenced': {
    readonly consultation: string
    readonly why: 'accepted_elsewhere' | 'accepted_here' | 'timeout' | 'declined' | 'cancelled' | 'gone'
    readonly byName: string | null
  }
  /** case/<id> and person/<id> of every seat */
  'consultation.changed': { readonly consultation: ConsultationView }
  /** person/<team lead>: all stages were in vain */
  'consultation.escalated': {
    readonly consultation: string
    readonly unitName: string
    readonly officeName: string
    readonly serviceTitle: string
  }
  /** case/<id>: something was decided over the checks; the newest `caseRev` wins */
  'precheck.changed': { readonly precheck: CasePrecheck }
  /** case/<id>: a bundle was made, delivered or answered; the newest `caseRev` wins */
  'handover.changed': { readonly handovers: CaseHandovers }
  /** inbox/<authority>: read the list anew */
  'inbox.changed': { readonly handover: string }
  /** district/current: contracts began or ended with the day, or another version of the district holds; read the catalogue anew */
  'catalogue.changed': { readonly why: 'day' | 'district' }
  /** district/current: a proposal was made, withdrawn or rejected; for pages of the administration */
  'district.changed': Readonly<Record<string, never>>
  /** duty/<unit> */
  'duty.changed': { readonly unit: UnitOnDuty }
  /** office/<id>: at a terminal somebody asks for help, or that changed; read the list anew */
  'help.changed': { readonly help: string }
  /** office/<id>: somebody drew a number, was called, or is over; read the list anew */
  'queue.changed': { readonly ticket: string }
  /** office/<id>: the citizen's screen of a counter */
  'screen.changed': { readonly screen: ScreenView }
  /** case/<id>, office/<id>: somebody waits, came in, left, or an invitation ended; read the list anew */
  'guests.changed': Readonly<Record<string, never>>
  /** case/<id>, office/<id>: somebody who interprets was asked, waits, came in or left; read the list anew */
  'interpreters.changed': Readonly<Record<string, never>>
  /** person/<seat>: what the seat shows changed; read it anew */
  'seat.changed': Readonly<Record<string, never>>
  /** person/<id>: own presence, from whichever tab */
  'presence.changed': { readonly state: PresenceState }
}
export type EventType = keyof EventBodies

export interface StreamEvent<T extends EventType = EventType> {
  readonly stream: string
  readonly seq: number
  readonly type: T
  readonly body: EventBodies[T]
  /** ISO instant of the server. */
  readonly at: string
}

const streamPattern = '^(case|office|duty|person|inbox|district)/[a-z0-9-]{1,64}$'

export const streamCommands = {
  /**
   * Subscribes and catches up. With `after`: the events behind it when there are at most 200, else `reset: true` (read the
   * thing anew). Without: only the present `seq`.
   */
  resumeStream: question<{
    readonly seq: number
    readonly events: readonly StreamEvent[]
    readonly reset: boolean
  }>()(
    'stream:resume',
    'stream.read',
    closed({
      stream: Type.String({ pattern: streamPattern }),
      after: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ),
  leaveStream: question<null>()(
    'stream:leave',
    'stream.read',
    closed({ stream: Type.String({ pattern: streamPattern }) }),
  ),
}
