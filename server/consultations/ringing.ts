import type { RequestedConsultation } from '#shared/contract/consultation-contract.ts'
import { answersQueue, planCall, queueSeconds, type PlannedRing } from '#shared/model/call-plan.ts'
import type {
  ConsultationState,
  ConsultationView,
  DeclineReason,
  StageReason,
} from '#shared/model/consultation.ts'
import type { CaseView } from '#shared/model/case.ts'
import type { ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import { admit } from '#server/cases/case-policy.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { CallPlanner } from './call-planner.ts'
import { refuseApart } from './confidential-rules.ts'
import type { ConsultationCore, Meta } from './consultation-core.ts'
import { atTable, cancelled, endRings, exhausted, inPretalk, moved, ringing } from './consultation-rules.ts'
import { consultationView } from './consultation-view.ts'
import { fresh, joining, serviceIn, unitFor, type Request } from './request-rules.ts'
import { refuseFull, refuseTrainee } from './seat-guards.ts'

/** From the request to the answer: whom it rings, and what happens when nobody comes. */
export class Ringing {
  readonly #planner: CallPlanner

  constructor(private readonly core: ConsultationCore) {
    this.#planner = new CallPlanner(core.parts)
  }

  /** Brings in the specialist for one service of a case. Possible before any consent: nothing personal is disclosed. */
  async request(act: Act, body: Request, meta: Meta): Promise<RequestedConsultation> {
    const { cases, names } = this.core.parts
    const actor = this.core.actorOf(act)
    const [, known] = await Promise.all([
      this.core.lock(act.tx),
      cases.factsFor(act.tx, actor, body.case, act.at),
    ])
    if (known === undefined) throw new Refused('E_NOT_FOUND', 'case-unknown')
    admit(actor, 'consultation.request', known.facts, known.lapsed)
    const { view: file } = known
    const service = serviceIn(file, body.service)
    const unit = unitFor(names, file, service)
    const table = body.joins === undefined ? null : await this.#tableFor(act, file, body.joins)
    // Whoever at the table asks, asks for the office the case belongs to.
    const office = names.office(file.office)
    const asker =
      table === null || office === undefined ? actor : { office: office.id, authority: office.authority }
    const acting = cases.mayStillAct(asker, service, act.at)
    if (meta.rev !== undefined && meta.rev !== file.rev) throw new Refused('E_STALE_REV', 'changed-meanwhile')

    const alone = fresh(file, service, unit, actor.person, body, act.at)
    const requested = table === null ? alone : joining(alone, table, names)
    const saved = await this.core.change(act, null, await this.#ringNext(act, requested), acting)
    const { stage } = consultationView(saved, names)
    return { id: saved.id, state: saved.state, stage }
  }

  /** The talk into which somebody is brought: of this case, under way, and the actor sits there. */
  async #tableFor(act: Act, file: CaseView, id: ConsultationId): Promise<ConsultationRecord> {
    const table = await this.core.holdFor(act, id, 'consultation.join')
    if (table.case !== file.id || table.joins !== null)
      throw new Refused('E_NOT_FOUND', 'consultation-unknown')
    if (!atTable(table)) throw new Refused('E_STATE', 'consultation-over')
    const { person } = this.core.actorOf(act)
    if (!table.seats.some((seat) => seat.person === person && seat.state === 'taken'))
      throw new Refused('E_STATE', 'not-seated')
    refuseTrainee(table, person)
    refuseApart(table, person)
    if (inPretalk(table)) throw new Refused('E_STATE', 'consultation-state')
    refuseFull(table)
    return table
  }

  /** Not me: with the last one who rings, the next stage begins at once. */
  async decline(
    act: Act,
    id: ConsultationId,
    reason: DeclineReason,
    meta: Meta,
  ): Promise<{ readonly state: ConsultationState }> {
    const record = await this.core.holdFor(act, id, 'consultation.answer')
    const { person } = this.core.actorOf(act)
    const ring = record.rings.findLast((each) => each.person === person)
    if (ring?.state === 'declined') return { state: record.state }
    if (record.state !== 'ringing' || ring?.state !== 'ringing') throw overFor(this.core, record)
    checkRing(ring, record, meta)
    const saved = await this.core.change(
      act,
      record,
      await this.#without(act, record, person, 'declined', reason),
    )
    return { state: saved.state }
  }

  async cancel(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.request')
    if (record.state === 'cancelled') return this.core.viewFor(record, this.core.actorOf(act))
    if (record.state !== 'ringing' && record.state !== 'exhausted') throw overFor(this.core, record)
    this.core.checkRevision(record, meta)
    const saved = await this.core.change(act, record, cancelled(record))
    return this.core.viewFor(saved, this.core.actorOf(act))
  }

  /** *Weiter warten*: keeps the place and rings whoever becomes free. */
  async wait(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consultation.request')
    const waiting = record.stage?.reason === 'queue'
    if (!waiting) {
      if (record.state !== 'exhausted') throw new Refused('E_STATE', 'not-exhausted')
      this.core.checkRevision(record, meta)
    }
    const saved = waiting ? record : await this.core.change(act, record, await this.#queued(act, record))
    return this.core.viewFor(saved, this.core.actorOf(act))
  }

  /** The time of the stage is up. */
  async stageOver(act: Act, record: ConsultationRecord): Promise<ConsultationRecord> {
    return this.#ringNext(act, { ...record, rings: endRings(record.rings, 'timeout') })
  }

  /** Somebody who rings has gone or does not want to be disturbed. */
  async unavailable(act: Act, person: PersonId, why: 'gone' | 'chosen'): Promise<void> {
    for (const found of await this.core.parts.records.ofPerson(act.tx, person)) {
      const rings = found.state === 'ringing' && ringing(found).some((ring) => ring.person === person)
      if (!rings) continue
      const record = (await this.core.parts.records.hold(act.tx, found.id)) ?? found
      const state = why === 'gone' ? 'lost' : 'declined'
      await this.core.change(act, record, await this.#without(act, record, person, state, 'busy'))
    }
  }

  /**
   * Persons have become free: who waits longest is served first, urgent matters before all others. With `untried` only
   * requests for which they have not been rung: who let one ring in vain is not rung for it again and again.
   */
  async serveQueue(act: Act, persons: readonly PersonId[], untried: boolean): Promise<void> {
    for (const person of persons) {
      const states = await this.core.parts.board.statesOf(act.tx, [person])
      if (states.get(person) !== 'available') continue
      const waiting = (await this.core.parts.records.queue(act.tx)).toSorted(byUrgency)
      for (const record of waiting) {
        const ring = answersQueue(
          await this.#planner.inputFor(act.tx, record, act.at, untried ? tried(record) : declined(record)),
          person,
        )
        if (ring === null || ringing(record).some((each) => each.person === person)) continue
        await this.core.change(act, record, this.#ring(record, 'queue', queueSeconds, [ring], act.at))
        break
      }
    }
  }

  async #without(
    act: Act,
    record: ConsultationRecord,
    person: PersonId,
    state: 'declined' | 'lost',
    reason: DeclineReason,
  ): Promise<ConsultationRecord> {
    const ended = endRings(record.rings, state, (ring) => ring.person === person)
    const rings = ended.map((ring, at) =>
      ring !== record.rings[at] && state === 'declined' ? { ...ring, declined: reason } : ring,
    )
    const next = { ...record, rings }
    return ringing(next).length > 0 ? next : this.#ringNext(act, next)
  }

  async #ringNext(act: Act, record: ConsultationRecord): Promise<ConsultationRecord> {
    const open = record.state === 'requested' ? moved(record, 'ringing') : record
    if (record.stage?.reason === 'queue') return exhausted(open, true)
    const input = await this.#planner.inputFor(act.tx, record, act.at, tried(record))
    const [stage] = planCall({ ...input, after: record.stage?.reason ?? null })
    if (stage === undefined) return exhausted(open, false)
    return this.#ring(open, stage.reason, stage.seconds, stage.ring, act.at)
  }

  async #queued(act: Act, record: ConsultationRecord): Promise<ConsultationRecord> {
    const input = await this.#planner.inputFor(act.tx, record, act.at, tried(record))
    const free = planCall({ ...input, after: null }).flatMap((stage) => stage.ring)
    if (free.length === 0) return exhausted(record, true)
    return this.#ring(record, 'queue', queueSeconds, free, act.at)
  }

  #ring(
    record: ConsultationRecord,
    reason: StageReason,
    seconds: number,
    people: readonly PlannedRing[],
    at: Date,
  ): ConsultationRecord {
    const joins = reason === 'queue' && record.state === 'ringing' && record.stage !== null
    const number = joins ? record.stage.number : record.stagesRung + 1
    const added = people.map(({ person, because }) => ({
      person,
      because,
      reason,
      at,
      stage: number,
      state: 'ringing' as const,
      rev: record.rev + 1,
      declined: null,
    }))
    return {
      ...moved(record, 'ringing'),
      stagesRung: number,
      stage: { number, reason, until: new Date(at.getTime() + seconds * 1_000) },
      rings: [...record.rings, ...added],
    }
  }
}

const tried = (record: ConsultationRecord): PersonId[] => record.rings.map((ring) => ring.person)
const declined = (record: ConsultationRecord): PersonId[] =>
  record.rings.filter((ring) => ring.state === 'declined').map((ring) => ring.person)

/** Those for whom nobody rings yet first, urgent matters before others, then by time. */
const byUrgency = (a: ConsultationRecord, b: ConsultationRecord): number =>
  Number(a.state === 'ringing') - Number(b.state === 'ringing') ||
  Number(b.urgency === 'urgent') - Number(a.urgency === 'urgent') ||
  a.requestedAt.getTime() - b.requestedAt.getTime()

/** An answer holds while the ring lasts, though others of the same stage may have declined meanwhile. */
export function checkRing(ring: { readonly rev: number }, record: ConsultationRecord, meta: Meta): void {
  if (meta.rev !== undefined && (meta.rev < ring.rev || meta.rev > record.rev)) {
    throw new Refused('E_STALE_REV', 'changed-meanwhile')
  }
}

/** Why an answer or a cancellation comes too late, in words of the person. */
export function overFor(core: ConsultationCore, record: ConsultationRecord): Refused {
  if (record.acceptedBy !== null) {
    return new Refused('E_STATE', 'accepted-by-other', { name: core.parts.names.person(record.acceptedBy) })
  }
  return new Refused('E_STATE', record.state === 'cancelled' ? 'request-cancelled' : 'ring-over')
}
