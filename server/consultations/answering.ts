import type { CaseView } from '#shared/model/case.ts'
import type { ConsultationView, SeatRole } from '#shared/model/consultation.ts'
import type { ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { ConsultationCore, Meta } from './consultation-core.ts'
import {
  accepted,
  consentsFor,
  givenIn,
  isLive,
  pretalking,
  seatKeptFor,
  settledTable,
  withConsents,
} from './consultation-rules.ts'
import { checkRing, overFor } from './ringing.ts'
import { refuseFull } from './seat-guards.ts'

/** The yes of a specialist, and how much of the case it opens: staged disclosure. */
export class Answering {
  constructor(private readonly core: ConsultationCore) {}

  /** One winner over any number of tabs and nodes; the second learns who was first. */
  async accept(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.answer')
    const actor = this.core.actorOf(act)
    if (record.acceptedBy === actor.person && isLive(record)) return this.core.viewFor(record, actor)
    const ring = record.rings.findLast((each) => each.person === actor.person)
    if (record.state !== 'ringing' || ring?.state !== 'ringing') throw overFor(this.core, record)
    checkRing(ring, record, meta)
    const [file] = await Promise.all([
      this.core.parts.cases.view(act.tx, record.case),
      this.#refuseSecondCall(act.tx, actor.person),
    ])

    const mine = this.#seatOf(record, actor)
    const table = record.joins === null ? undefined : await this.core.parts.records.hold(act.tx, record.joins)
    if (table !== undefined) refuseFull(table)
    const seats = table === undefined ? [this.#requesterSeat(record, act.at), mine] : [mine]
    const consents = file === undefined ? [] : givenIn(file)
    const answered = pretalking(accepted({ ...record, consents: [] }, seats, actor.person, act.at), act.at)
    const saved = await this.core.change(
      act,
      record,
      settledTable(withConsents(answered, consents, act.at), act.at),
    )
    return this.core.viewFor(saved, actor)
  }

  /** The citizen gave or withdrew consents; called in the transaction that records them, with the case as it stands now. */
  async consentChanged(act: Act, file: CaseView): Promise<void> {
    const given = givenIn(file)
    await this.core.lock(act.tx)
    for (const { id } of await this.core.parts.records.ofCase(act.tx, file.id)) {
      // Read anew: the end of a talk ends what had joined it.
      const record = await this.core.parts.records.hold(act.tx, id)
      if (record === undefined || (!isLive(record) && record.disclosure === 0)) continue
      const counts = consentsFor(record, given)
      const same =
        counts.length === record.consents.length && counts.every((scope) => record.consents.includes(scope))
      if (!same) await this.core.change(act, record, withConsents(record, given, act.at))
    }
  }

  async #refuseSecondCall(tx: Tx, person: PersonId): Promise<void> {
    const busy = await this.core.parts.records.ofPerson(tx, person)
    const talking = busy.some((each) =>
      each.seats.some((seat) => seat.person === person && seat.state !== 'left'),
    )
    if (talking) throw new Refused('E_STATE', 'in-another-call')
  }

  #seatOf(record: ConsultationRecord, actor: Principal): Seat {
    const { names } = this.core.parts
    return {
      person: actor.person,
      name: actor.name,
      role: 'specialist',
      place: names.unitName(actor.unit ?? record.unit),
      state: 'taken',
      until: null,
    }
  }

  /** Whoever asked sits at the table even if their page is just being loaded anew. */
  #requesterSeat(record: ConsultationRecord, at: Date): Seat {
    const { names, connected } = this.core.parts
    const there = connected(record.requestedBy)
    // At a terminal the citizen asks without an adviser.
    const role: SeatRole = names.staff(record.requestedBy) ? 'adviser' : 'citizen'
    return {
      person: record.requestedBy,
      name: names.asker(record.requestedBy, record.office),
      role,
      place: names.officeName(record.office),
      state: there ? 'taken' : 'absent',
      until: there ? null : new Date(at.getTime() + seatKeptFor),
    }
  }
}
