import { v7 as uuidv7 } from 'uuid'
import type { CallbackSlot } from '#shared/contract/consultation-contract.ts'
import type { CallbackView, ConsultationView } from '#shared/model/consultation.ts'
import { slotEnd } from '#shared/model/duty.ts'
import type { CallbackId, ConsultationId, PersonId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { ConsultationCore, Meta } from './consultation-core.ts'
import { concerns, factsOf } from './consultation-policy.ts'
import { moved } from './consultation-rules.ts'
import { callbackView } from './consultation-view.ts'
import { earliestSlots, isFree, type Slot, type SlotSearch } from './slots.ts'

const offered = 3
const heldFor = 3 * 60_000

interface Hold extends Slot {
  readonly consultation: ConsultationId
  readonly heldUntil: Date
}

/** What is left when nobody can be reached: a promised time with a person on duty, or a question in writing. */
export class Callbacks {
  /** A courtesy between advisers of this node; what counts is the unique booking in the store. */
  #holds: Hold[] = []

  constructor(private readonly core: ConsultationCore) {}

  /** The earliest three real slots, held three minutes for this request. */
  async slots(
    tx: Tx,
    principal: Principal,
    id: ConsultationId,
  ): Promise<{ readonly slots: readonly CallbackSlot[]; readonly heldUntil: string }> {
    const record = await this.core.readFor(tx, principal, id, 'consultation.request')
    if (record.state !== 'exhausted') throw new Refused('E_STATE', 'not-exhausted')
    const { clock, names } = this.core.parts
    const now = clock.now()
    const slots = earliestSlots(await this.#search(tx, record, now), offered)
    const heldUntil = new Date(now.getTime() + heldFor)
    this.#holds = this.#holds.filter((hold) => hold.consultation !== id && hold.heldUntil > now)
    for (const slot of slots) this.#holds.push({ ...slot, consultation: id, heldUntil })
    return {
      slots: slots.map((slot) => ({
        from: slot.from.toISOString(),
        until: slot.until.toISOString(),
        person: slot.person,
        personName: names.person(slot.person),
      })),
      heldUntil: heldUntil.toISOString(),
    }
  }

  async book(
    act: Act,
    id: ConsultationId,
    from: string,
    person: PersonId,
    meta: Meta & { readonly phone?: string | undefined; readonly name?: string | undefined },
  ): Promise<CallbackView> {
    const record = await this.core.holdFor(act, id, 'consultation.request')
    const same = record.callback?.person === person && record.callback.from.getTime() === Date.parse(from)
    if (record.callback !== null && same) return callbackView(record, record.callback, this.core.parts.names)
    if (record.state !== 'exhausted') throw new Refused('E_STATE', 'not-exhausted')
    this.core.checkRevision(record, meta)
    const slot = await this.#freeSlot(act.tx, record, new Date(from), person, act.at)
    const callback = {
      id: uuidv7() as CallbackId,
      unit: record.unit,
      person,
      from: slot.from,
      until: slot.until,
      state: 'booked' as const,
      bookedBy: this.core.actorOf(act).person,
      bookedAt: act.at,
      phone: meta.phone?.trim() ?? null,
      caller: meta.name?.trim() ?? null,
    }
    if (!(await this.core.parts.records.book(act.tx, id, callback)))
      throw new Refused('E_STATE', 'slot-taken')
    await this.core.change(act, record, { ...moved(record, 'callback_booked'), stage: null, callback })
    act.afterCommit(() => {
      this.#holds = this.#holds.filter((hold) => hold.consultation !== id)
    })
    return callbackView(record, callback, this.core.parts.names)
  }

  /** The promise was kept. */
  async finish(act: Act, id: CallbackId): Promise<CallbackView> {
    await this.core.lock(act.tx)
    const actor = this.core.actorOf(act)
    const record = await this.core.parts.records.byCallback(act.tx, id)
    const facts = record === undefined ? {} : factsOf(record, actor, {})
    if (record === undefined || record.callback === null || !concerns(facts))
      throw new Refused('E_NOT_FOUND', 'callback-unknown')
    if (!may(actor, 'consultation.answer', facts)) throw new Refused('E_FORBIDDEN', 'role-may-not')
    const done = { ...record.callback, state: 'done' as const, phone: null, caller: null }
    if (record.callback.state !== 'done') {
      await this.core.parts.records.setCallbackState(act.tx, id, 'done')
      await this.core.change(act, record, { ...record, callback: done })
    }
    return callbackView(record, done, this.core.parts.names)
  }

  /** The question goes to the unit in writing. */
  async write(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.request')
    const actor = this.core.actorOf(act)
    if (record.state === 'written_request') return this.core.viewFor(record, actor)
    if (record.state !== 'exhausted') throw new Refused('E_STATE', 'not-exhausted')
    this.core.checkRevision(record, meta)
    const saved = await this.core.change(act, record, { ...moved(record, 'written_request'), stage: null })
    return this.core.viewFor(saved, actor)
  }

  /** Somebody of the unit answers the question in writing. */
  async answer(act: Act, id: ConsultationId, text: string, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.answer')
    const actor = this.core.actorOf(act)
    if (record.answer !== null)
      throw new Refused('E_STATE', 'written-answered', {
        name: this.core.parts.names.person(record.answer.by),
      })
    if (record.state !== 'written_request') throw new Refused('E_STATE', 'not-written')
    this.core.checkRevision(record, meta)
    const file = await this.core.parts.cases.view(act.tx, record.case)
    if (!file || file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const answer = { text: text.trim(), by: actor.person, at: act.at }
    const saved = await this.core.change(act, record, { ...moved(record, 'answered'), answer })
    return this.core.viewFor(saved, actor)
  }

  async #freeSlot(
    tx: Tx,
    record: ConsultationRecord,
    from: Date,
    person: PersonId,
    now: Date,
  ): Promise<Slot> {
    const search = await this.#search(tx, record, now)
    if (Number.isNaN(from.getTime()) || !isFree(search, person, from))
      throw new Refused('E_STATE', 'slot-taken')
    return { from, until: slotEnd(from), person }
  }

  async #search(tx: Tx, record: ConsultationRecord, now: Date): Promise<SlotSearch> {
    const { duty, names, records } = this.core.parts
    const roster = await duty.roster(tx, [record.unit])
    const people = [...new Set(roster.map((entry) => entry.person))]
    const booked = await records.bookings(tx, people, now)
    const held = this.#holds.filter((hold) => hold.consultation !== record.id && hold.heldUntil > now)
    return { unit: record.unit, staff: names.district.staff, roster, taken: [...booked, ...held], now }
  }
}
