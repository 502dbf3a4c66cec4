import type { SeatRole } from './consultation.ts'
import type { ConsentScope, ConsentView } from './case.ts'
import type { GuestLine } from './guest.ts'
import type { InterpretedLanguage } from './interpreted-language.ts'
import type { CaseId, ConsultationId, InterpreterId, PersonId } from './ids.ts'

/** Whether the citizen agrees to somebody interpreting now. */
export const allowsInterpreter = (consents: readonly Pick<ConsentView, 'scope' | 'state'>[]): boolean =>
  consents.some(({ scope, state }) => scope === ('interpreter' satisfies ConsentScope) && state === 'given')

/** Somebody who interprets, or was asked to, as the office sees it. */
export interface InterpreterView {
  readonly id: InterpreterId
  readonly language: InterpretedLanguage
  /** Name or service that was asked. */
  readonly who: string
  /** Who let the interpreter in and talks with them, or asked. */
  readonly keeper: PersonId
  /** After this the code is worth nothing. */
  readonly until: string
  /** The newest last. */
  readonly lines: readonly GuestLine[]
  /** Null: nobody has used the code yet. */
  readonly seat: {
    /** Id of the seat, under which the interpreter is known in a talk. */
    readonly person: PersonId
    readonly name: string
    readonly since: string
    readonly connected: boolean
    /** ISO instant since when in the talk; null: not in it. The first one there gives their room its name (`InterpretedTalk`). */
    readonly admitted: string | null
  } | null
}

/** Somebody who waits to interpret, for everybody at the desks of the office. */
export interface WaitingInterpreter {
  readonly case: CaseId
  readonly caseNumber: string
  readonly interpreter: InterpreterId
  readonly name: string
  readonly language: InterpretedLanguage
  readonly since: string
  readonly connected: boolean
}

/** Who interprets, for the citizen's own screen. */
export interface Interpreting {
  readonly person: PersonId
  readonly name: string
  /** The service somebody comes from; empty: none was named. */
  readonly who: string
  readonly language: InterpretedLanguage
}

/** A talk an interpreter takes part in: everything its page needs for picture and sound. */
export interface InterpreterCall {
  readonly room: ConsultationId
  /** Makes the first offer. */
  readonly caller: PersonId
  /** The seat is taken. */
  readonly seated: boolean
  /** Everybody with whom picture and sound are exchanged; a citizen bears no name. */
  readonly people: readonly {
    readonly person: PersonId
    readonly name: string
    readonly role: SeatRole
    readonly place: string
  }[]
  /** The talk goes on: nothing is sent while it is held. */
  readonly flows: boolean
}

/** All an interpreter's page ever knows: the talk, and nothing of the case. */
export interface InterpreterPlace {
  /** Its own stream is `person/<seat>`. */
  readonly seat: PersonId
  readonly name: string
  readonly who: string
  readonly language: InterpretedLanguage
  readonly office: { readonly name: string; readonly authorityName: string; readonly district: string }
  /** Who let the interpreter in, or invited. */
  readonly keeperName: string
  /** In the talk, waiting for it, or out for good. */
  readonly state: 'waits' | 'there' | 'over'
  /** What the office says who sent the interpreter away; empty: nothing. */
  readonly farewell: string
  /** The citizen wants nobody to interpret now. */
  readonly refused: boolean
  readonly lines: readonly GuestLine[]
  /** Null: nobody talks now, or the interpreter is not let in. */
  readonly call: InterpreterCall | null
}
