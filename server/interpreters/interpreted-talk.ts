import { tableStates } from '#shared/model/consultation.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { CaseId, ConsultationId, InterpreterId, PersonId } from '#shared/model/ids.ts'
import type { InterpreterCall } from '#shared/model/interpreter.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { TurnGrant } from '#server/consultations/turn-credentials.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import type { Acts, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import { deviceOf } from '#server/visits/seat-talk.ts'
import type { StoredSeat } from '#server/visits/visit-port.ts'
import type { InterpreterRecords } from './interpreter-port.ts'

export interface InterpretedTalkParts {
  readonly acts: Acts
  readonly records: InterpreterRecords
  readonly cases: Pick<CaseService, 'readFor' | 'view'>
  /** Seats of citizens that show the case now. */
  readonly citizens: (tx: Tx, id: CaseId, at: Date) => Promise<StoredSeat[]>
  readonly names: DistrictNames
  readonly clock: Clock
  readonly grant: (room: ConsultationId, person: PersonId) => TurnGrant
}

interface Chair {
  readonly person: PersonId
  readonly name: string
  readonly role: 'adviser' | 'citizen' | 'interpreter'
  readonly place: string
  /** Whose desk stands in the same room. */
  readonly beside: PersonId | null
}

/**
 * Picture and sound while nobody of an authority is brought in: the first interpreter who was let in gives the room its name, and
 * whoever advises, the citizen's own device and those who interpret talk in it. With a consultation everybody sits in that.
 */
export class InterpretedTalk {
  constructor(private readonly parts: InterpretedTalkParts) {}

  /** With whom the person exchanges signals in this room; nobody when it is none. */
  peers(room: string, person: PersonId): Promise<PersonId[]> {
    return this.parts.acts.read(async (tx) => {
      const at = this.parts.clock.now()
      const first = await this.parts.records.find(tx, room as InterpreterId)
      if (!first || first.closedAt !== null || first.admittedAt === null) return []
      const found = await this.#room(tx, first.case, at)
      return found?.room === room ? partnersOf(found.chairs, person).map((one) => one.person) : []
    })
  }

  /** For whoever is at the table of a case while nobody talks with an authority there; null: there is no such talk. */
  async callOf(
    tx: Tx,
    id: CaseId,
    person: PersonId,
    records: readonly ConsultationRecord[],
    at: Date,
  ): Promise<InterpreterCall | null> {
    if (records.some(({ state }) => tableStates.includes(state))) return null
    const found = await this.#room(tx, id, at)
    if (!found) return null
    const people = partnersOf(found.chairs, person).map(({ beside: _room, ...one }) => one)
    return { room: found.room, caller: found.keeper, seated: true, people, flows: true }
  }

  /** Short-lived TURN credentials for who let the interpreter in. @throws Refused */
  async ice(
    tx: Tx,
    principal: Principal,
    wish: { readonly case: CaseId; readonly interpreter: InterpreterId },
  ): Promise<TurnGrant> {
    const at = this.parts.clock.now()
    await this.parts.cases.readFor(tx, principal, wish.case, 'interpreter.keep', at)
    const found = await this.#room(tx, wish.case, at)
    if (found?.room !== (wish.interpreter as string) || found.keeper !== principal.person)
      throw new Refused('E_STATE', 'interpreter-not-there')
    return this.parts.grant(found.room, principal.person)
  }

  async #room(
    tx: Tx,
    id: CaseId,
    at: Date,
  ): Promise<{ room: ConsultationId; keeper: PersonId; chairs: Chair[] } | null> {
    const there = await this.parts.records.admitted(tx, id, at)
    const [first] = there
    const file = first && (await this.parts.cases.view(tx, id))
    if (!first || !file || file.closedAt !== null) return null
    const { keeper, office } = first.interpreter
    const { names } = this.parts
    const adviser = {
      person: keeper,
      name: names.person(keeper),
      role: 'adviser',
      place: names.officeName(office),
      beside: null,
    } as const
    const citizens = (await this.parts.citizens(tx, id, at)).map((seat) => citizenOf(seat, names))
    const interpreters = there.map(({ interpreter, seat }) => ({
      person: seat.id as string as PersonId,
      name: seat.name,
      role: 'interpreter' as const,
      place: interpreter.who,
      beside: null,
    }))
    const room = first.interpreter.id as string as ConsultationId
    return { room, keeper, chairs: [adviser, ...citizens, ...interpreters] }
  }
}

const citizenOf = (seat: StoredSeat, names: DistrictNames): Chair => ({
  ...deviceOf(seat, names),
  name: '',
  role: 'citizen',
  place: '',
})

/** Everybody else, but nobody in the same room. */
function partnersOf(chairs: readonly Chair[], person: PersonId): Chair[] {
  const me = chairs.find((one) => one.person === person)
  if (!me) return []
  return chairs.filter((other) => other !== me && other.beside !== me.person && me.beside !== other.person)
}
