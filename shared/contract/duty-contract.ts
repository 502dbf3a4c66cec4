import {
  chosenPresenceStates,
  type CallbackView,
  type ConsultationView,
  type PresenceState,
  type RingCard,
} from '#shared/model/consultation.ts'
import type { PersonId, UnitId } from '#shared/model/ids.ts'
import { decision, question } from './command.ts'
import { closed, oneOf } from './shapes.ts'

export interface DutyPerson {
  readonly person: PersonId
  readonly name: string
  readonly state: PresenceState
  readonly languages: readonly string[]
  /** Sits in the office of the person who reads the board. */
  readonly officeName: string
}

/** One line of "Fachkräfte im Dienst". */
export interface UnitOnDuty {
  readonly unit: UnitId
  readonly name: string
  readonly people: readonly DutyPerson[]
  /** Median seconds from request to accept of the last accepted consultations; null: no experience yet. */
  readonly answerSeconds: number | null
  /** Median seconds a consultation lasts, to tell when a busy person may be free; null: no experience yet. */
  readonly talkSeconds: number | null
  /** ISO instant since when everybody on duty is busy; null when somebody is free or nobody is there. */
  readonly busySince: string | null
  /** Roster: ISO instant of the next planned duty when nobody is on duty; null when unknown. */
  readonly nextDuty: string | null
}

/** What a specialist's own page starts from. */
export interface DutyDesk {
  readonly person: PersonId
  readonly unit: UnitId | null
  readonly unitName: string | null
  readonly state: PresenceState
  /** Planned duty of today, local times "HH:MM"; empty when none is planned. */
  readonly shifts: readonly { readonly from: string; readonly until: string }[]
  readonly substitutes: readonly string[]
  readonly rings: readonly RingCard[]
  /** The consultation this person sits in or has to wrap up; null when free. */
  readonly current: ConsultationView | null
  readonly callbacks: readonly CallbackView[]
  /** Cases of the unit whose specialist was asked in writing, oldest first. */
  readonly written: readonly {
    readonly consultation: string
    readonly caseNumber: string
    readonly serviceTitle: string
    readonly officeName: string
    readonly question: string
    readonly at: string
  }[]
}

export const dutyCommands = {
  setPresence: decision<{ readonly state: PresenceState }>()(
    'presence:set',
    'presence.set',
    closed({ state: oneOf(chosenPresenceStates) }),
  ),
  readBoard: question<{ readonly units: readonly UnitOnDuty[] }>()('duty:board', 'duty.read', closed({})),
  readDesk: question<DutyDesk>()('duty:desk', 'duty.read', closed({})),
}
