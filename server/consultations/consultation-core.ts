import type { ConsultationView } from '#shared/model/consultation.ts'
import type { Activity } from '#shared/model/duty.ts'
import type { ConsultationId, PersonId } from '#shared/model/ids.ts'
import { may, type Action, type Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { Acting } from '#server/cases/acting.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import type { DutyBoard } from '#server/duty/duty-board.ts'
import type { DutyRecords } from '#server/duty/duty-port.ts'
import { isOutsider } from '#shared/model/table-partners.ts'
import { settledRoom } from './confidential-rules.ts'
import type { ConsultationNews } from './consultation-news.ts'
import { concerns, factsOf } from './consultation-policy.ts'
import type { CaseFacts, ConsultationRecords } from './consultation-port.ts'
import { atTable, isLive, ringing } from './consultation-rules.ts'
import { consultationView, outsideView } from './consultation-view.ts'
import { nextDeadline } from './due-rules.ts'

export interface Meta {
  readonly rev?: number
}

export interface CoreParts {
  readonly records: ConsultationRecords
  readonly duty: DutyRecords
  readonly board: DutyBoard
  readonly names: DistrictNames
  readonly cases: CaseFacts
  readonly clock: Clock
  readonly news: ConsultationNews
  /** Whether the person has a live connection. */
  readonly connected: (person: PersonId) => boolean
  readonly arm: (id: ConsultationId, at: Date | null) => void
}

/** `untried`: serve only requests for which they have not been rung yet. */
type Freed = (act: Act, persons: readonly PersonId[], untried: boolean) => Promise<void>

type Followed = (act: Act, before: ConsultationRecord | null, after: ConsultationRecord) => Promise<void>

/** Reads and writes consultations in one way: under the lock, right checked, everybody told. */
export class ConsultationCore {
  /** The newest state known to this node, for signals: they are too many to ask the store each time. */
  readonly #known = new Map<ConsultationId, ConsultationRecord>()
  #freed: Freed | undefined
  #followed: Followed | undefined

  constructor(readonly parts: CoreParts) {}

  /** Who is told, within the transaction, that persons may be free again. */
  onFreed(serve: Freed): void {
    this.#freed = serve
  }

  /** Who keeps the consultations of one table in step, within the transaction. */
  onChanged(follow: Followed): void {
    this.#followed = follow
  }

  actorOf(act: Act): Principal {
    if (act.actor === null) throw new Refused('E_FORBIDDEN', 'role-may-not')
    return act.actor
  }

  /** From here on nobody else changes rings, seats or presence until the transaction ends. */
  lock(tx: Tx): Promise<void> {
    return this.parts.duty.lock(tx)
  }

  /**
   * The consultation, held for this transaction, when the actor may do `action` with it.
   * @throws Refused `E_NOT_FOUND` (unknown or none of their business), `E_FORBIDDEN`.
   */
  async holdFor(act: Act, id: ConsultationId, action: Action): Promise<ConsultationRecord> {
    const [, record] = await Promise.all([this.lock(act.tx), this.parts.records.hold(act.tx, id)])
    return this.#admitted(act.tx, this.actorOf(act), record, action)
  }

  /** The same for a question. */
  async readFor(
    tx: Tx,
    principal: Principal,
    id: ConsultationId,
    action: Action,
  ): Promise<ConsultationRecord> {
    return this.#admitted(tx, principal, await this.parts.records.find(tx, id), action)
  }

  async #admitted(
    tx: Tx,
    principal: Principal,
    record: ConsultationRecord | undefined,
    action: Action,
  ): Promise<ConsultationRecord> {
    const facts = record === undefined ? undefined : await this.#facts(tx, principal, record)
    if (record === undefined || facts === undefined || !concerns(facts)) {
      throw new Refused('E_NOT_FOUND', 'consultation-unknown')
    }
    if (!may(principal, action, facts)) throw new Refused('E_FORBIDDEN', 'role-may-not')
    return record
  }

  async #facts(tx: Tx, principal: Principal, record: ConsultationRecord): Promise<Facts> {
    if (record.office !== principal.office) return factsOf(record, principal, {})
    const known = await this.parts.cases.factsFor(tx, principal, record.case, this.parts.clock.now())
    return factsOf(record, principal, known?.facts ?? {})
  }

  /** Writes the change, tells everybody, sets the alarm. `before` null: a new one. */
  async change(
    act: Act,
    before: ConsultationRecord | null,
    draft: ConsultationRecord,
    acting: Acting = {},
  ): Promise<ConsultationRecord> {
    const after = { ...settledRoom(draft, act.at), rev: (before?.rev ?? 0) + 1 }
    const moved = differing(before === null ? new Map() : doingIn(before), doingIn(after))
    const listed = after.state === before?.state && after.callback?.state === before.callback?.state
    this.parts.news.tell(act, before, after, acting)
    // Sent one behind the other, so that what is told is read behind the write; waited for once.
    await Promise.all([
      this.#write(act, before, after),
      listed ? undefined : this.parts.cases.statusChanged(act, after.case),
      this.parts.board.announce(act, moved.all),
    ])
    act.afterCommit(() => this.#remember(after))
    await this.#followed?.(act, before, after)
    if (moved.finished.length > 0) await this.#freed?.(act, moved.finished, false)
    if (moved.unanswered.length > 0) await this.#freed?.(act, moved.unanswered, true)
    return after
  }

  async #write(act: Act, before: ConsultationRecord | null, after: ConsultationRecord): Promise<void> {
    const deadline = nextDeadline(after)
    if (before === null) {
      const alone = await this.parts.records.insert(act.tx, after, deadline)
      if (!alone) throw new Refused('E_STATE', 'consultation-running')
    } else {
      const first = await this.parts.records.save(act.tx, after, before.rev, deadline)
      if (!first) throw new Refused('E_STALE_REV', 'changed-meanwhile')
    }
    act.afterCommit(() => this.parts.arm(after.id, deadline))
  }

  /** For signals: no question of rights, at most one look into the store per consultation and start. */
  async recall(id: ConsultationId, look: () => Promise<ConsultationRecord | undefined>) {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const found = await look()
    if (found !== undefined) this.#remember(found)
    return this.#known.get(id)
  }

  #remember(record: ConsultationRecord): void {
    const newer = this.#known.get(record.id)
    if (newer !== undefined && newer.rev > record.rev) return
    if (isLive(record)) this.#known.set(record.id, record)
    else this.#known.delete(record.id)
  }

  /** As the person may see it. */
  viewFor(record: ConsultationRecord, person: Principal): ConsultationView {
    const own =
      person.kind === 'staff' && person.office === record.office && person.person !== record.acceptedBy
    return own
      ? consultationView(record, this.parts.names)
      : outsideView(record, this.parts.names, person.person)
  }

  checkRevision(record: ConsultationRecord, meta: Meta): void {
    if (meta.rev !== undefined && meta.rev !== record.rev)
      throw new Refused('E_STALE_REV', 'changed-meanwhile')
  }
}

/** What the consultation makes its people do. */
function doingIn(record: ConsultationRecord): Map<PersonId, Activity> {
  const doing = new Map<PersonId, Activity>()
  if (record.state === 'ringing') for (const ring of ringing(record)) doing.set(ring.person, 'ringing')
  if (atTable(record))
    for (const seat of record.seats)
      if (seat.state !== 'left' && !isOutsider(seat.role)) doing.set(seat.person, 'in_call')
  if (record.state === 'wrapup' && record.acceptedBy !== null) doing.set(record.acceptedBy, 'wrapup')
  return doing
}

interface Difference {
  readonly all: PersonId[]
  /** Were in a call or in wrap-up and are not any more. */
  readonly finished: PersonId[]
  /** Rang and do not any more, without having answered. */
  readonly unanswered: PersonId[]
}

function differing(before: Map<PersonId, Activity>, after: Map<PersonId, Activity>): Difference {
  const people = new Set([...before.keys(), ...after.keys()])
  const all = [...people].filter((person) => before.get(person) !== after.get(person))
  const freed = all.filter((person) => !after.has(person))
  return {
    all,
    finished: freed.filter((person) => before.get(person) !== 'ringing'),
    unanswered: freed.filter((person) => before.get(person) === 'ringing'),
  }
}
