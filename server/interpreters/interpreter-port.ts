import type { GuestLine } from '#shared/model/guest.ts'
import type { CaseId, InterpreterId, OfficeId, PersonId } from '#shared/model/ids.ts'
import type { InterpretedLanguage } from '#shared/model/interpreted-language.ts'
import type { Tx } from '#server/platform/act.ts'
import type { StoredSeat } from '#server/visits/visit-port.ts'

export interface StoredInterpreter {
  readonly id: InterpreterId
  readonly case: CaseId
  readonly office: OfficeId
  /** Who asked, and later who let the interpreter in. */
  readonly keeper: PersonId
  readonly language: InterpretedLanguage
  readonly who: string
  readonly createdAt: Date
  readonly expiresAt: Date
  /** When somebody came by the code who has not left since; null: it opens a seat. */
  readonly waitsSince: Date | null
  /** In the talk since then; null: not in it. */
  readonly admittedAt: Date | null
  readonly closedAt: Date | null
  readonly farewell: string | null
}

type InterpreterChange = Partial<
  Pick<StoredInterpreter, 'keeper' | 'waitsSince' | 'admittedAt' | 'closedAt' | 'farewell'>
>

/** An interpreter and the live seat behind the code. */
interface SeatedInterpreter {
  readonly interpreter: StoredInterpreter
  readonly seat: StoredSeat
}

/** What interpreters need from whatever keeps them. */
export interface InterpreterRecords {
  add(tx: Tx, interpreter: StoredInterpreter & { readonly hash: string }): Promise<void>
  /** The interpreter behind a code, by one seat at a time; undefined when unknown, in use, ended or expired. */
  spend(tx: Tx, hash: string, at: Date): Promise<StoredInterpreter | undefined>
  /** The same without using it. */
  behind(tx: Tx, hash: string, at: Date): Promise<StoredInterpreter | undefined>
  find(tx: Tx, id: InterpreterId): Promise<StoredInterpreter | undefined>
  /** Not ended; unused ones only while they hold. The oldest first. */
  ofCase(tx: Tx, id: CaseId, at: Date): Promise<StoredInterpreter[]>
  /** In the talk of the case now, each with its seat; the first who came in first. */
  admitted(tx: Tx, id: CaseId, at: Date): Promise<SeatedInterpreter[]>
  /** Who waits for the office and is not let in, each with its seat; longest first. */
  waiting(tx: Tx, office: OfficeId, at: Date): Promise<SeatedInterpreter[]>
  change(tx: Tx, id: InterpreterId, change: InterpreterChange): Promise<void>
  seatOf(tx: Tx, id: InterpreterId, at: Date): Promise<StoredSeat | undefined>
  write(
    tx: Tx,
    interpreter: StoredInterpreter,
    line: Omit<GuestLine, 'at'> & { readonly shared: boolean },
    at: Date,
  ): Promise<void>
  /** The newest `count`, the oldest of them first. */
  lines(tx: Tx, id: InterpreterId, count: number): Promise<GuestLine[]>
  /** What was written in the talk of a case, by and to everybody who interpreted there. */
  sharedLines(tx: Tx, id: CaseId, count: number): Promise<GuestLine[]>
}
