import type { DutyDesk } from '#shared/contract/duty-contract.ts'
import type { ConsultationView } from '#shared/model/consultation.ts'
import type { CaseId, CaseServiceId, ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Deadlines } from '#server/platform/deadlines.ts'
import type { Log } from '#server/platform/log.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import type { DutyBoard } from '#server/duty/duty-board.ts'
import type { DutyRecords, PresenceWatcher } from '#server/duty/duty-port.ts'
import { restartGrace } from '#server/duty/presence-service.ts'
import { Answering } from './answering.ts'
import { Callbacks } from './callbacks.ts'
import { CitizenSeats } from './citizen-seats.ts'
import { Company } from './company.ts'
import { ConsultationCore } from './consultation-core.ts'
import { ConsultationNews } from './consultation-news.ts'
import { relayPeers } from './consultation-policy.ts'
import type { CaseFacts, ConsultationRecords, OnDisclosureChanged } from './consultation-port.ts'
import { answererAway, atTable, cancelled, ended, isLive } from './consultation-rules.ts'
import { callbackView, consultationView, ringCards } from './consultation-view.ts'
import { InterpreterSeats } from './interpreter-seats.ts'
import { Ringing } from './ringing.ts'
import { RoomVoice } from './room-voice.ts'
import { Seating } from './seating.ts'
import { Trainees } from './trainees.ts'
import { nextDeadline, overtaken } from './due-rules.ts'
import { sitsAlong } from './seat-guards.ts'

export interface ConsultationServiceParts {
  readonly acts: Acts
  readonly records: ConsultationRecords
  readonly duty: DutyRecords
  readonly board: DutyBoard
  readonly names: DistrictNames
  readonly cases: CaseFacts
  readonly clock: Clock
  readonly log: Log
  readonly connected: (person: PersonId) => boolean
  readonly onDisclosureChanged: OnDisclosureChanged
}

const seatCheck = 'seats:'

/** Consultations (Zuschaltungen) as a whole: its subjects, its timers, and what others may ask. */
export class ConsultationService implements PresenceWatcher {
  readonly ringing: Ringing
  readonly answering: Answering
  readonly seating: Seating
  readonly callbacks: Callbacks
  readonly company: Company
  readonly trainees: Trainees
  readonly citizens: CitizenSeats
  readonly interpreters: InterpreterSeats
  readonly room: RoomVoice
  readonly #core: ConsultationCore
  readonly #deadlines: Deadlines
  #startedAt: Date

  constructor(private readonly parts: ConsultationServiceParts) {
    this.#deadlines = new Deadlines(parts.clock, (key) => this.#wake(key), parts.log)
    this.#core = new ConsultationCore({
      ...parts,
      news: new ConsultationNews(parts.names, parts.onDisclosureChanged),
      arm: (id, at) => this.#deadlines.arm(id, at),
    })
    this.ringing = new Ringing(this.#core)
    this.answering = new Answering(this.#core)
    this.seating = new Seating(this.#core)
    this.callbacks = new Callbacks(this.#core)
    this.trainees = new Trainees(this.#core)
    this.citizens = new CitizenSeats(this.#core)
    this.interpreters = new InterpreterSeats(this.#core)
    this.room = new RoomVoice(this.#core)
    this.company = new Company(this.#core)
    this.#core.onChanged((act, before, after) => this.company.follow(act, before, after))
    this.#core.onFreed((act, persons, untried) => this.ringing.serveQueue(act, persons, untried))
    this.#startedAt = parts.clock.now()
  }

  /** After a start: every stage, seat, wrap-up and callback goes on with the time it had left. */
  async rearm(): Promise<void> {
    this.#startedAt = this.parts.clock.now()
    const checkAt = new Date(this.#startedAt.getTime() + restartGrace)
    const pending = await this.parts.acts.read((tx) => this.parts.records.pending(tx))
    for (const { id, deadline, seated } of pending) {
      this.#deadlines.arm(id, deadline)
      if (seated) this.#deadlines.arm(`${seatCheck}${id}`, checkAt)
    }
  }

  stop(): Promise<void> {
    return this.#deadlines.stop()
  }

  /** Resolves when nothing that an alarm has set off is still at work. */
  idle(): Promise<void> {
    return this.#deadlines.idle()
  }

  async read(tx: Tx, principal: Principal, id: ConsultationId): Promise<ConsultationView> {
    return this.#core.viewFor(await this.#core.readFor(tx, principal, id, 'consultation.read'), principal)
  }

  /** To whom signals of the person go in this consultation; empty for strangers. */
  async peers(id: ConsultationId, person: PersonId, words = false): Promise<ReadonlySet<PersonId>> {
    const look = () => this.parts.acts.read((tx) => this.parts.records.find(tx, id))
    const known = await this.#core.recall(id, look)
    return new Set(known === undefined ? [] : relayPeers(known, person, words))
  }

  /** The part of the specialist's page that comes from consultations. */
  async matters(
    tx: Tx,
    principal: Principal,
  ): Promise<Pick<DutyDesk, 'rings' | 'current' | 'callbacks' | 'written'>> {
    const { records, names } = this.parts
    const { person, unit } = principal
    const [mine, promised, written] = await Promise.all([
      records.ofPerson(tx, person),
      records.callbacksOf(tx, person),
      unit === undefined ? [] : records.written(tx, unit),
    ])
    const cards = mine.flatMap((record) => ringCards(record, names))
    const answers = (record: ConsultationRecord) =>
      record.acceptedBy === person && record.state !== 'closed' && !answererAway(record)
    const current = mine.find(answers) ?? mine.find((record) => sitsAlong(record, person))
    return {
      rings: cards.filter(({ ring }) => ring.person === person).map(({ card }) => card),
      current: current === undefined ? null : this.#core.viewFor(current, principal),
      callbacks: promised.flatMap((record) =>
        record.callback === null ? [] : [callbackView(record, record.callback, names)],
      ),
      written: written.map((record) => {
        const view = consultationView(record, names)
        return {
          consultation: record.id,
          caseNumber: view.caseNumber,
          serviceTitle: view.serviceTitle,
          officeName: view.officeName,
          question: view.question,
          at: view.requestedAt,
        }
      }),
    }
  }

  /** A service of a case was called off: what rings for it falls silent, who talks about it comes to the wrap-up. */
  async serviceCancelled(act: Act, id: CaseId, service: CaseServiceId): Promise<void> {
    await this.#core.lock(act.tx)
    for (const found of await this.parts.records.ofCase(act.tx, id)) {
      const record = (await this.parts.records.hold(act.tx, found.id)) ?? found
      if (record.caseService !== service || !isLive(record)) continue
      const next = atTable(record) ? ended(record, 'partly', act.at) : cancelled(record)
      await this.#core.change(act, record, next)
    }
  }

  /** Who stood at a terminal has gone: nobody is rung for them any more, and a talk they asked for or sat in ends. */
  async askerLeft(act: Act, id: CaseId, asker: PersonId): Promise<void> {
    await this.#core.lock(act.tx)
    for (const found of await this.parts.records.ofCase(act.tx, id)) {
      const record = (await this.parts.records.hold(act.tx, found.id)) ?? found
      const theirs = record.requestedBy === asker || record.seats.some(({ person }) => person === asker)
      if (!theirs || !isLive(record)) continue
      const next = atTable(record) ? ended(record, 'citizen_left', act.at) : cancelled(record)
      await this.#core.change(act, record, next)
    }
  }

  seen(act: Act, person: PersonId): Promise<void> {
    return this.seating.seen(act, person)
  }

  unseen(act: Act, person: PersonId, since: Date): Promise<void> {
    return this.seating.unseen(act, person, since)
  }

  available(act: Act, person: PersonId): Promise<void> {
    return this.ringing.serveQueue(act, [person], false)
  }

  unavailable(act: Act, person: PersonId, why: 'gone' | 'chosen'): Promise<void> {
    return this.ringing.unavailable(act, person, why)
  }

  #wake(key: string): Promise<void> {
    if (!key.startsWith(seatCheck)) return this.#onDeadline(key as ConsultationId)
    const id = key.slice(seatCheck.length) as ConsultationId
    return this.parts.acts.run(null, (act) => this.seating.checkSeats(act, id, this.#startedAt))
  }

  /** Reads the record anew and does what is due; nothing when somebody was faster. */
  #onDeadline(id: ConsultationId): Promise<void> {
    const { acts, duty, records } = this.parts
    return acts.run(null, async (act) => {
      const [, record] = await Promise.all([duty.lock(act.tx), records.hold(act.tx, id)])
      if (record === undefined) return
      let next = overtaken(record, act.at)
      const until = next.state === 'ringing' ? (next.stage?.until ?? null) : null
      if (until !== null && until <= act.at) next = await this.ringing.stageOver(act, next)
      if (next.callback !== null && next.callback.state !== record.callback?.state) {
        await records.setCallbackState(act.tx, next.callback.id, next.callback.state)
      }
      if (next !== record) await this.#core.change(act, record, next)
      else act.afterCommit(() => this.#deadlines.arm(id, nextDeadline(record)))
    })
  }
}
