import type { GuestLine } from '#shared/model/guest.ts'
import type { ConsentView } from '#shared/model/case.ts'
import type { CaseId, ConsultationId, PersonId, SessionId } from '#shared/model/ids.ts'
import { type InterpreterCall, type InterpreterPlace, type Interpreting } from '#shared/model/interpreter.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { ConsultationRecords } from '#server/consultations/consultation-port.ts'
import {
  interpreterCallOf,
  type InterpreterChair,
  type InterpreterSeats,
} from '#server/consultations/interpreter-seats.ts'
import type { TurnGrant } from '#server/consultations/turn-credentials.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatSessions } from '#server/visits/seat-sessions.ts'
import type { SeatRecords, StoredSeat } from '#server/visits/visit-port.ts'
import type { InterpretedTalk } from './interpreted-talk.ts'
import type { InterpreterNews } from './interpreter-news.ts'
import type { InterpreterRecords, StoredInterpreter } from './interpreter-port.ts'

const shownLines = 200

export interface InterpreterSeatParts {
  readonly records: InterpreterRecords
  readonly seats: Pick<SeatRecords, 'find'>
  readonly cases: Pick<CaseService, 'view'>
  readonly consultations: Pick<ConsultationRecords, 'ofCase'>
  readonly table: Pick<InterpreterSeats, 'sit'>
  readonly talk: InterpretedTalk
  readonly news: InterpreterNews
  readonly sessions: Pick<SeatSessions, 'end'>
  /** After COMMIT: everything a session opened is closed. */
  readonly sessionEnded: (id: SessionId) => void
  readonly district: DistrictSource
  /** What a guest at home and the office wrote since then, while both are at the table. */
  readonly guestLines: (tx: Tx, id: CaseId, since: Date, at: Date) => Promise<GuestLine[]>
  /** Whether the person talks with somebody there, and credentials for it. */
  readonly sitsIn: (person: PersonId, room: ConsultationId) => Promise<boolean>
  readonly grant: (room: ConsultationId, person: PersonId) => TurnGrant
}

/** The interpreter's own side: the talk and who is there, and nothing of the case. */
export class InterpreterSeat {
  constructor(private readonly parts: InterpreterSeatParts) {}

  async see(tx: Tx, principal: Principal, at: Date): Promise<InterpreterPlace> {
    const { seat, interpreter } = await this.#own(tx, principal, at)
    const file = await this.parts.cases.view(tx, interpreter.case)
    const over = interpreter.closedAt !== null || !file || file.closedAt !== null
    const there = !over && interpreter.admittedAt !== null
    const district = this.parts.district.current()
    const office = district.offices.find((one) => one.id === interpreter.office)
    const authority = district.authorities.find((one) => one.id === office?.authority)
    return {
      seat: personOf(seat),
      name: seat.name,
      who: interpreter.who,
      language: interpreter.language,
      office: {
        name: office?.name ?? '',
        authorityName: authority?.name ?? '',
        district: district.name,
      },
      keeperName: nameOf(interpreter.keeper, district),
      state: stateOf(over, there),
      farewell: over ? (interpreter.farewell ?? '') : '',
      refused: !over && refuses(file.consents),
      lines: over ? [] : await this.#lines(tx, interpreter, seat, at),
      call: there ? await this.#call(tx, interpreter, seat, at) : null,
    }
  }

  /** The case whose talk the interpreter is in; null while waiting and afterwards. */
  async caseOf(tx: Tx, principal: Principal, at: Date): Promise<CaseId | null> {
    const { interpreter } = await this.#own(tx, principal, at)
    return isThere(interpreter) ? interpreter.case : null
  }

  async sit(act: Act, id: ConsultationId): Promise<null> {
    const { seat, interpreter } = await this.#own(act.tx, actorOf(act), act.at)
    if (!isThere(interpreter)) throw new Refused('E_STATE', 'no-talk-now')
    await this.parts.table.sit(act, interpreter.case, id, chairOf(interpreter, seat))
    act.announce(`person/${seat.id}`, 'seat.changed', {})
    return null
  }

  async ice(principal: Principal, room: ConsultationId): Promise<TurnGrant> {
    if (!(await this.parts.sitsIn(principal.person, room))) throw new Refused('E_STATE', 'no-talk-now')
    return this.parts.grant(room, principal.person)
  }

  async write(act: Act, { text }: { text: string }): Promise<null> {
    const { seat, interpreter } = await this.#own(act.tx, actorOf(act), act.at)
    const file = await this.parts.cases.view(act.tx, interpreter.case)
    if (interpreter.closedAt !== null || !file || file.closedAt !== null)
      throw new Refused('E_STATE', 'guest-gone')
    const line = { from: 'interpreter' as const, name: seat.name, text: text.trim() }
    await this.parts.records.write(act.tx, interpreter, { ...line, shared: isThere(interpreter) }, act.at)
    await this.parts.news.tellWritten(act, 'interpreter.wrote', interpreter, seat)
    return null
  }

  /**
   * Out of the talk and off the seat by one's own wish; the desk and the citizen learn of it at once. The link is as good as new until
   * its end: who left by slip, or comes back for the second half, needs no adviser to write again, and whoever comes by it waits to be
   * let in like everybody else. Only the office ends it for good (`InterpreterService.remove`, `revoke`).
   */
  async leave(act: Act): Promise<void> {
    const { seat, interpreter } = await this.#own(act.tx, actorOf(act), act.at)
    if (interpreter.closedAt === null) {
      await this.parts.records.change(act.tx, interpreter.id, { admittedAt: null, waitsSince: null })
      await this.parts.news.tellTalk(act, 'interpreter.ended', interpreter, seat)
    }
    await this.parts.sessions.end(act, seat)
    act.afterCommit(() => this.parts.sessionEnded(seat.id))
  }

  /** For the citizen's own screen: who interprets, and what was written in the talk. */
  async shownIn(
    tx: Tx,
    of: { readonly case: CaseId; readonly person: PersonId; readonly records: readonly ConsultationRecord[] },
    at: Date,
  ): Promise<{
    interpreters: Interpreting[]
    interpreted: GuestLine[]
    interpretedTalk: InterpreterCall | null
  }> {
    const there = await this.parts.records.admitted(tx, of.case, at)
    if (there.length === 0) return { interpreters: [], interpreted: [], interpretedTalk: null }
    return {
      interpretedTalk: await this.parts.talk.callOf(tx, of.case, of.person, of.records, at),
      interpreters: there.map(({ interpreter, seat }) => ({
        person: personOf(seat),
        name: seat.name,
        who: interpreter.who,
        language: interpreter.language,
      })),
      interpreted: await this.parts.records.sharedLines(tx, of.case, shownLines),
    }
  }

  /**
   * What was said to the office before is the interpreter's own; in the talk whatever everybody reads. What somebody wrote who came by
   * the same link before is for nobody who comes after.
   */
  async #lines(tx: Tx, interpreter: StoredInterpreter, seat: StoredSeat, at: Date): Promise<GuestLine[]> {
    const all = await this.parts.records.lines(tx, interpreter.id, shownLines)
    const own = all.filter((line) => new Date(line.at) >= seat.createdAt)
    if (interpreter.admittedAt === null) return own
    const guest = await this.parts.guestLines(tx, interpreter.case, interpreter.admittedAt, at)
    return [...own, ...guest].toSorted((one, other) => one.at.localeCompare(other.at))
  }

  async #call(
    tx: Tx,
    interpreter: StoredInterpreter,
    seat: StoredSeat,
    at: Date,
  ): Promise<InterpreterPlace['call']> {
    const records = await this.parts.consultations.ofCase(tx, interpreter.case)
    const table = interpreterCallOf(records, chairOf(interpreter, seat))
    return table ?? this.parts.talk.callOf(tx, interpreter.case, personOf(seat), records, at)
  }

  async #own(
    tx: Tx,
    principal: Principal,
    at: Date,
  ): Promise<{ seat: StoredSeat; interpreter: StoredInterpreter }> {
    const seat = await this.parts.seats.find(tx, principal.session, at)
    const interpreter = seat?.interpreter && (await this.parts.records.find(tx, seat.interpreter))
    if (!seat || !interpreter) throw new Refused('E_NOT_ADMITTED', 'not-signed-in')
    return { seat, interpreter }
  }
}

const personOf = ({ id }: StoredSeat): PersonId => id as string as PersonId
const isThere = ({ closedAt, admittedAt }: StoredInterpreter): boolean =>
  closedAt === null && admittedAt !== null
const refuses = (consents: readonly Pick<ConsentView, 'scope' | 'state'>[]): boolean =>
  consents.some(
    ({ scope, state }) => scope === 'interpreter' && (state === 'refused' || state === 'withdrawn'),
  )

function stateOf(over: boolean, there: boolean): InterpreterPlace['state'] {
  if (over) return 'over'
  return there ? 'there' : 'waits'
}

const chairOf = ({ who, language }: StoredInterpreter, seat: StoredSeat): InterpreterChair => ({
  person: personOf(seat),
  name: seat.name,
  place: who,
  language,
})
