import type { ConsultationView } from '#shared/model/consultation.ts'
import type { Staff } from '#shared/model/district.ts'
import type { ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { refuseApart } from './confidential-rules.ts'
import type { ConsultationCore, Meta } from './consultation-core.ts'
import { atTable } from './consultation-rules.ts'
import { refuseFull, refuseTrainee } from './seat-guards.ts'

export interface Colleague {
  readonly person: PersonId
  readonly name: string
}

/** Hospitation: somebody who learns sits along, seen by all, only while the citizen wants it; the seat opens nothing. */
export class Trainees {
  constructor(private readonly core: ConsultationCore) {}

  /** Colleagues of the person's own office or unit who are there and sit nowhere. */
  async candidates(
    tx: Tx,
    principal: Principal,
    id: ConsultationId,
  ): Promise<{ colleagues: readonly Colleague[] }> {
    const record = await this.core.readFor(tx, principal, id, 'consultation.join')
    const near = this.core.parts.names.district.staff.filter((one) => this.#near(one, principal, record))
    const busy = await Promise.all(near.map((one) => this.#busy(tx, one.id)))
    return { colleagues: near.filter((_, at) => !busy[at]).map(({ id: person, name }) => ({ person, name })) }
  }

  /** Somebody at the table lets a colleague sit along. */
  async bring(act: Act, id: ConsultationId, person: PersonId, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.join')
    const actor = this.core.actorOf(act)
    if (!atTable(record) || record.joins !== null) throw new Refused('E_STATE', 'consultation-over')
    if (!record.seats.some((seat) => seat.person === actor.person && seat.state === 'taken'))
      throw new Refused('E_STATE', 'not-seated')
    refuseTrainee(record, actor.person)
    refuseApart(record, actor.person)
    if (record.seats.some((seat) => seat.person === person && seat.state !== 'left'))
      return this.core.viewFor(record, actor)
    this.core.checkRevision(record, meta)
    if (!record.consents.includes('trainee')) throw new Refused('E_STATE', 'trainee-consent-first')
    const staff = this.core.parts.names.staff(person)
    if (staff === undefined || !this.#near(staff, actor, record) || (await this.#busy(act.tx, person)))
      throw new Refused('E_STATE', 'trainee-not-there')
    refuseFull(record)
    const others = record.seats.filter((seat) => seat.person !== person)
    const after = { ...record, seats: [...others, this.#seatOf(staff)] }
    return this.core.viewFor(await this.core.change(act, record, after), actor)
  }

  #near(one: Staff, principal: Principal, record: ConsultationRecord): boolean {
    const unit = principal.unit !== undefined && one.unit === principal.unit
    const office = principal.office === record.office && one.office === principal.office
    const learns = one.roles.includes('adviser') || one.roles.includes('specialist')
    return learns && one.id !== principal.person && (unit || office) && this.core.parts.connected(one.id)
  }

  /** Sits at a table or is rung. */
  async #busy(tx: Tx, person: PersonId): Promise<boolean> {
    const found = await this.core.parts.records.ofPerson(tx, person)
    return found.some(
      (each) =>
        (atTable(each) && each.seats.some((seat) => seat.person === person && seat.state !== 'left')) ||
        each.rings.some((ring) => ring.person === person && ring.state === 'ringing'),
    )
  }

  #seatOf(staff: Staff): Seat {
    const { names } = this.core.parts
    const place = staff.unit === undefined ? names.officeName(staff.office) : names.unitName(staff.unit)
    return { person: staff.id, name: staff.name, role: 'trainee', place, state: 'taken', until: null }
  }
}
