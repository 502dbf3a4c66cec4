import type { ConsultationView, Outcome } from '#shared/model/consultation.ts'
import type { ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { refuseApart } from './confidential-rules.ts'
import type { ConsultationCore, Meta } from './consultation-core.ts'
import {
  atTable,
  closed,
  ended,
  isLive,
  moved,
  pretalkOver,
  seatKeptFor,
  settledTable,
  withSeat,
} from './consultation-rules.ts'
import { refuseFull, refuseTrainee } from './seat-guards.ts'

/** The table: seats survive reloads and reconnects; who sits there may hold, end and wrap up. */
export class Seating {
  constructor(private readonly core: ConsultationCore) {}

  /** Takes a seat, or the same one again. While it still rings there is no table yet and nothing changes. */
  async join(act: Act, id: ConsultationId): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.join')
    const actor = this.core.actorOf(act)
    if (!isLive(record)) throw new Refused('E_STATE', 'consultation-over')
    const seat = record.seats.find((each) => each.person === actor.person)
    if (!atTable(record) || seat?.state === 'taken') return this.core.viewFor(record, actor)
    // Back from a reload is back; who has left is asked in anew.
    if (seat?.state === 'left') {
      refuseTrainee(record, actor.person)
      this.#refuseGuest(record, actor)
    }
    if (seat?.state !== 'absent') refuseFull(record)
    const others = record.seats.filter((each) => each.person !== actor.person)
    const taken: Seat =
      seat === undefined ? this.#newSeat(record, actor) : { ...seat, state: 'taken', until: null }
    return this.#keep(act, record, settledTable({ ...record, seats: [...others, taken] }, act.at))
  }

  /** Gives the seat back. When one side is empty after that, the consultation ends. */
  async leave(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.join')
    const actor = this.core.actorOf(act)
    const seat = record.seats.find((each) => each.person === actor.person)
    if (seat === undefined) throw new Refused('E_STATE', 'not-seated')
    if (!atTable(record) || seat.state === 'left') return this.core.viewFor(record, actor)
    refuseApart(record, actor.person)
    this.core.checkRevision(record, meta)
    return this.#keep(act, record, withSeat(record, actor.person, { state: 'left', until: null }, act.at))
  }

  /** Adviser and specialist have talked alone long enough; the citizen comes in. */
  async connect(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.#seated(act, id, meta)
    return this.#keep(act, record, pretalkOver(record, act.at))
  }

  async hold(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.#seated(act, id, meta)
    return this.#keep(act, record, moved(record, 'held'))
  }

  async resume(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.#seated(act, id, meta)
    if (record.state !== 'held') throw new Refused('E_STATE', 'consultation-state')
    return this.#keep(act, record, moved(record, 'connected'))
  }

  /** Hangs up for everybody; the wrap-up begins. */
  async end(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.join')
    if (record.state === 'wrapup') return this.core.viewFor(record, this.core.actorOf(act))
    if (!atTable(record)) throw new Refused('E_STATE', 'consultation-over')
    this.#refuseGuest(record, this.core.actorOf(act))
    refuseApart(record, this.core.actorOf(act).person)
    this.core.checkRevision(record, meta)
    const proposal: Outcome = record.connectedAt === null ? 'partly' : 'solved'
    return this.#keep(act, record, ended(record, proposal, act.at))
  }

  /** Wrap-up: how it ended. Afterwards the specialist is free again. */
  async close(
    act: Act,
    id: ConsultationId,
    outcome: Outcome,
    note: string | null,
    meta: Meta,
  ): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.close')
    if (record.state === 'closed') throw new Refused('E_STATE', 'already-closed')
    if (record.state !== 'wrapup') throw new Refused('E_STATE', 'not-in-wrapup')
    this.#refuseGuest(record, this.core.actorOf(act))
    this.core.checkRevision(record, meta)
    return this.#keep(act, record, closed(record, outcome, note))
  }

  /** The person is connected again: the same seat, the same role, the state from before. */
  async seen(act: Act, person: PersonId): Promise<void> {
    for (const record of await this.#tablesOf(act, person, 'absent')) {
      await this.#moved(act, record.id, person, 'absent', { state: 'taken', until: null })
    }
  }

  /** The last connection of the person has closed: the seat is kept for a while. */
  async unseen(act: Act, person: PersonId, since: Date): Promise<void> {
    const until = new Date(since.getTime() + seatKeptFor)
    for (const record of await this.#tablesOf(act, person, 'taken')) {
      await this.#moved(act, record.id, person, 'taken', { state: 'absent', until })
    }
  }

  /** After a start of the server: who has not come back by now is absent since that start. */
  async checkSeats(act: Act, id: ConsultationId, startedAt: Date): Promise<void> {
    await this.core.lock(act.tx)
    const record = await this.core.parts.records.hold(act.tx, id)
    if (record === undefined || !atTable(record)) return
    const until = new Date(startedAt.getTime() + seatKeptFor)
    const missing = record.seats.filter(
      (seat) => seat.state === 'taken' && !this.core.parts.connected(seat.person),
    )
    if (missing.length === 0) return
    let next = record
    for (const seat of missing) next = withSeat(next, seat.person, { state: 'absent', until }, act.at)
    await this.core.change(act, record, next)
  }

  /** Read anew: a table that was joined has moved its guests' seats along. */
  async #moved(
    act: Act,
    id: ConsultationId,
    person: PersonId,
    from: Seat['state'],
    to: Pick<Seat, 'state' | 'until'>,
  ): Promise<void> {
    const record = await this.core.parts.records.hold(act.tx, id)
    const sits = record?.seats.some((seat) => seat.person === person && seat.state === from)
    if (record === undefined || !atTable(record) || sits !== true) return
    await this.core.change(act, record, withSeat(record, person, to, act.at))
  }

  async #tablesOf(act: Act, person: PersonId, state: Seat['state']): Promise<ConsultationRecord[]> {
    const found = await this.core.parts.records.ofPerson(act.tx, person)
    return found.filter(
      (record) =>
        atTable(record) && record.seats.some((seat) => seat.person === person && seat.state === state),
    )
  }

  async #seated(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationRecord> {
    const record = await this.core.holdFor(act, id, 'consultation.join')
    const { person } = this.core.actorOf(act)
    if (!record.seats.some((seat) => seat.person === person && seat.state === 'taken')) {
      throw new Refused('E_STATE', atTable(record) ? 'not-seated' : 'consultation-over')
    }
    refuseTrainee(record, person)
    refuseApart(record, person)
    this.core.checkRevision(record, meta)
    return record
  }

  /** Who joined the talk of others leaves it alone; its end and its outcome are theirs. */
  #refuseGuest(record: ConsultationRecord, actor: Principal): void {
    refuseTrainee(record, actor.person)
    if (actor.office !== record.office && actor.person !== record.acceptedBy)
      throw new Refused('E_FORBIDDEN', 'only-your-own-seat')
  }

  #newSeat(record: ConsultationRecord, actor: Principal): Seat {
    const { names } = this.core.parts
    const adviser = actor.office === record.office
    return {
      person: actor.person,
      name: actor.name,
      role: adviser ? 'adviser' : 'specialist',
      place: adviser ? names.officeName(actor.office) : names.unitName(actor.unit ?? record.unit),
      state: 'taken',
      until: null,
    }
  }

  async #keep(act: Act, before: ConsultationRecord, after: ConsultationRecord): Promise<ConsultationView> {
    const saved = await this.core.change(act, before, after)
    return this.core.viewFor(saved, this.core.actorOf(act))
  }
}
