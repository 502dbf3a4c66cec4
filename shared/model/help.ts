import type { Language } from '#shared/text/languages.ts'
import type { CaseId, CounterId, HelpId, OfficeId, PersonId, SessionId } from './ids.ts'

/** `unanswered`: nobody of the office came in time; it may still be taken. `callback`: the citizen left a number instead. */
export type HelpState = 'asked' | 'taken' | 'unanswered' | 'callback' | 'ended'

/** How the citizen talks with who came: in words alone until they say otherwise. */
export const talkWays = ['text', 'audio', 'video'] as const
export type TalkWay = (typeof talkWays)[number]

/** Somebody at a terminal asks for a person of the office that looks after it. Who has not taken it reads what is level 0 alone. */
export interface HelpView {
  readonly id: HelpId
  readonly state: HelpState
  /** With whom who comes exchanges picture and sound; null: not for this reader. */
  readonly seat: SessionId | null
  /** Where who comes may ask for consent; null: not for this reader. */
  readonly counter: CounterId | null
  /** Name of the terminal. */
  readonly place: string
  readonly office: OfficeId
  /** What was begun there; null: nothing yet, or not for this reader. */
  readonly case: CaseId | null
  readonly caseNumber: string | null
  /** What the person was looking at. */
  readonly about: string
  /** In which language the terminal speaks with them. */
  readonly language: Language
  readonly talk: TalkWay
  /** ISO instants. */
  readonly askedAt: string
  /** Until when somebody is waited for, or the request stands unanswered; null once it is taken. */
  readonly until: string | null
  readonly takenBy: PersonId | null
  readonly takenByName: string | null
  readonly words: readonly HelpWord[]
}

export interface HelpWord {
  readonly id: string
  readonly side: 'citizen' | 'staff'
  readonly name: string
  readonly text: string
  readonly at: string
}

/** Nobody came: the citizen asks the office to call, under a number that is forgotten once somebody did. */
export interface WantedCall {
  readonly id: HelpId
  /** Name of the terminal. */
  readonly place: string
  readonly case: CaseId | null
  readonly caseNumber: string | null
  readonly about: string
  readonly language: Language
  readonly name: string
  readonly phone: string
  readonly askedAt: string
}
