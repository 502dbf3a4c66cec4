import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import type { StoredSeat } from '#server/visits/visit-port.ts'
import type { StoredInterpreter } from './interpreter-port.ts'

export interface InterpreterNewsParts {
  /** Seats of citizens that show the case now: they read anew. */
  readonly shownTo: (tx: Tx, id: CaseId, at: Date) => Promise<PersonId[]>
  /** The seat is out of every talk, in the same transaction. */
  readonly gone: (act: Act, person: PersonId) => Promise<void>
  /** After COMMIT: the person hears no more that something happens in the case. */
  readonly unheed: (person: PersonId, id: CaseId) => void
}

/** Who learns what about those who interpret; the trail names the language and never what was said. */
export class InterpreterNews {
  constructor(private readonly parts: InterpreterNewsParts) {}

  /** The office and the interpreter's own page. */
  tell(act: Act, action: string, interpreter: StoredInterpreter, seat?: StoredSeat): void {
    const { id, language, case: of } = interpreter
    act.record({ action, case: of, subject: id, history: true, detail: { language } })
    this.tellOffice(act, interpreter)
    if (seat) act.announce(`person/${seat.id}`, 'seat.changed', {})
  }

  /** Everybody at the table as well: somebody came in, or is out of every talk from now on. */
  async tellTalk(
    act: Act,
    action: string,
    interpreter: StoredInterpreter,
    seat: StoredSeat | undefined,
  ): Promise<void> {
    this.tell(act, action, interpreter, seat)
    await this.#tellCitizens(act, interpreter.case)
    if (!seat || action === 'interpreter.admitted') return
    const person = seat.id as string as PersonId
    await this.parts.gone(act, person)
    act.afterCommit(() => this.parts.unheed(person, interpreter.case))
  }

  /** A line was written. */
  async tellWritten(
    act: Act,
    action: string,
    interpreter: StoredInterpreter,
    seat: StoredSeat | undefined,
  ): Promise<void> {
    const { id, case: of } = interpreter
    act.record({ action, case: of, subject: id })
    this.tellOffice(act, interpreter)
    if (seat) act.announce(`person/${seat.id}`, 'seat.changed', {})
    if (interpreter.admittedAt !== null) await this.#tellCitizens(act, of)
  }

  /** Everybody at the case, and who looks after the waiting room. */
  tellOffice(act: Act, { case: of, office }: StoredInterpreter): void {
    act.announce(`case/${of}`, 'interpreters.changed', {})
    act.announce(`office/${office}`, 'interpreters.changed', {})
  }

  async #tellCitizens(act: Act, id: CaseId): Promise<void> {
    for (const person of await this.parts.shownTo(act.tx, id, act.at))
      act.announce(`person/${person}`, 'seat.changed', {})
  }
}
