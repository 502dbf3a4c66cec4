import { v7 as uuidv7 } from 'uuid'
import type { BodyOf } from '#shared/contract/command.ts'
import type { queueCommands } from '#shared/contract/queue-contract.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import type { PersonId, QueueTicketId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { numberOf, type QueueTicket } from '#shared/model/queue.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { QueueRecords, StoredTicket } from './queue-port.ts'
import { terminalOf } from './seat-view.ts'
import type { SeatRecords } from './visit-port.ts'
import type { VisitService } from './visit-service.ts'

/** Wartenummern of an office: drawn, called by exactly one adviser, over when served. Of a day that is over nothing is known. */
export class QueueService {
  constructor(
    private readonly records: QueueRecords,
    private readonly seats: Pick<SeatRecords, 'bound'>,
    private readonly visits: Pick<VisitService, 'changeCitizen'>,
    private readonly district: DistrictSource,
  ) {}

  async list(tx: Tx, { office }: Principal, at: Date) {
    const place = { office, day: germanToday(at) }
    const [tickets, usualMinutes] = await Promise.all([
      this.records.list(tx, place),
      this.records.usualWait(tx, place),
    ])
    return { tickets: tickets.map((one) => this.#view(one)), usualMinutes }
  }

  async draw(act: Act, wish: BodyOf<typeof queueCommands.drawTicket>): Promise<QueueTicket> {
    const { office } = actorOf(act)
    const drawn = await this.records.draw(act.tx, {
      id: uuidv7({ msecs: act.at.getTime() }) as QueueTicketId,
      office,
      day: germanToday(act.at),
      name: wish.name?.trim() ?? null,
      wish: wish.wish?.trim() ?? '',
      drawnAt: act.at,
    })
    return this.#tell(act, drawn, 'queue.drawn')
  }

  async call(act: Act, { ticket: id }: { ticket: QueueTicketId }): Promise<QueueTicket> {
    const { person } = actorOf(act)
    const ticket = await this.#hold(act, id)
    if (ticket.calledBy !== null) {
      const name = nameOf(ticket.calledBy, this.district.current())
      throw new Refused('E_STATE', 'ticket-called', { number: numberOf(ticket.count), name })
    }
    await this.#endOthersOf(act, person)
    await this.records.called(act.tx, id, { person, at: act.at })
    await this.#clearOwnScreens(act)
    return this.#tell(act, { ...ticket, calledAt: act.at, calledBy: person }, 'queue.called')
  }

  async putBack(act: Act, { ticket: id }: { ticket: QueueTicketId }): Promise<QueueTicket> {
    const ticket = await this.#hold(act, id)
    if (ticket.calledBy === null) throw new Refused('E_STATE', 'ticket-waits')
    await this.records.called(act.tx, id, null)
    return this.#tell(act, { ...ticket, calledAt: null, calledBy: null }, 'queue.returned')
  }

  async end(act: Act, wish: { ticket: QueueTicketId; why: 'served' | 'absent' }): Promise<null> {
    const ticket = await this.#hold(act, wish.ticket)
    await this.records.end(act.tx, wish.ticket)
    this.#tell(act, ticket, wish.why === 'served' ? 'queue.served' : 'queue.absent')
    return null
  }

  /** Whoever stood at this desk before is through. */
  async #endOthersOf(act: Act, person: PersonId): Promise<void> {
    const place = { office: actorOf(act).office, day: germanToday(act.at) }
    for (const ticket of await this.records.list(act.tx, place)) {
      if (ticket.calledBy !== person) continue
      await this.records.end(act.tx, ticket.id)
      this.#tell(act, ticket, 'queue.served')
    }
  }

  /** The next citizen comes to this desk: what its screen showed of the one before is wiped, with proof. */
  async #clearOwnScreens(act: Act): Promise<void> {
    const { person, office } = actorOf(act)
    const district = this.district.current()
    for (const seat of await this.seats.bound(act.tx, act.at)) {
      const own = seat.keeper === person && seat.office === office && seat.case !== null
      if (own && seat.counter !== null && terminalOf(seat, district) === undefined)
        await this.visits.changeCitizen(act, { counter: seat.counter })
    }
  }

  async #hold(act: Act, id: QueueTicketId): Promise<StoredTicket> {
    const place = { office: actorOf(act).office, day: germanToday(act.at) }
    const ticket = await this.records.hold(act.tx, id, place)
    if (!ticket) throw new Refused('E_NOT_FOUND', 'ticket-unknown')
    return ticket
  }

  #tell(act: Act, ticket: StoredTicket, action: string): QueueTicket {
    act.record({ action, subject: ticket.id, detail: { number: numberOf(ticket.count) } })
    act.announce(`office/${ticket.office}`, 'queue.changed', { ticket: ticket.id })
    return this.#view(ticket)
  }

  #view({ id, count, name, wish, drawnAt, calledAt, calledBy }: StoredTicket): QueueTicket {
    const district = this.district.current()
    return {
      id,
      number: numberOf(count),
      name,
      wish,
      drawnAt: drawnAt.toISOString(),
      calledAt: calledAt?.toISOString() ?? null,
      calledBy,
      calledByName: calledBy === null ? '' : nameOf(calledBy, district),
    }
  }
}
