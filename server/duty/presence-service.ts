import type { ChosenPresenceState, PresenceState } from '#shared/model/consultation.ts'
import type { LegId, PersonId, SessionId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Deadlines } from '#server/platform/deadlines.ts'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DutyBoard } from './duty-board.ts'
import type { DutyRecords, PresenceRecord, PresenceWatcher } from './duty-port.ts'

const second = 1_000
/** A reload of the last tab takes less; with the heartbeat's 10 s a dead tab is gone after 15 s at most. */
const reloadGrace = 5 * second
/** After a start of the server everybody who was there may come back. */
export const restartGrace = 15 * second
/** Who comes back later in the same session has to go on duty anew. */
const remembers = 12 * 3_600 * second

/** Presence (Erreichbarkeit): a lease kept by the live connections of a person. Several tabs are one person. */
export class PresenceService {
  readonly #legs = new Map<PersonId, Map<LegId, SessionId>>()
  readonly #turns = new Map<PersonId, Promise<void>>()
  /** When the last connection closed; who was never connected here has been away since the start. */
  readonly #closedAt = new Map<PersonId, Date>()
  #startedAt: Date
  readonly #deadlines: Deadlines
  #watcher: PresenceWatcher | undefined

  constructor(
    private readonly acts: Acts,
    private readonly records: DutyRecords,
    private readonly board: DutyBoard,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#startedAt = clock.now()
    this.#deadlines = new Deadlines(clock, (person) => this.#reconcile(person as PersonId), log)
  }

  /** Who draws the consequences; set once while the app is put together. */
  watch(watcher: PresenceWatcher): void {
    this.#watcher = watcher
  }

  isConnected(person: PersonId): boolean {
    return this.#legs.has(person)
  }

  /** After a start, before anybody connects: whoever was there has {@link restartGrace} to come back. */
  async rearm(): Promise<void> {
    this.#startedAt = this.clock.now()
    const until = new Date(this.#startedAt.getTime() + restartGrace)
    const present = await this.acts.run(null, async (act) => {
      await this.records.lock(act.tx)
      const rows = await this.records.present(act.tx)
      for (const row of rows) await this.records.savePresence(act.tx, { ...row, leaseUntil: until })
      return rows
    })
    for (const row of present) this.#deadlines.arm(row.person, until)
  }

  async stop(): Promise<void> {
    await this.#deadlines.stop()
    await Promise.all(this.#turns.values())
  }

  /** Resolves when everything connections and alarms have set off is done. */
  async idle(): Promise<void> {
    await this.#deadlines.idle()
    await Promise.all(this.#turns.values())
  }

  /** A live connection of the person is there. Resolves when it is taken note of; a fault of the store is made up for later. */
  async legOpened(principal: Principal, leg: LegId): Promise<void> {
    const legs = this.#legs.get(principal.person) ?? new Map<LegId, SessionId>()
    const first = legs.size === 0
    legs.set(leg, principal.session)
    this.#legs.set(principal.person, legs)
    this.#closedAt.delete(principal.person)
    if (first)
      await this.#reconcile(principal.person).catch((error: unknown) => this.log.fault('presence', error))
  }

  /** A live connection has closed, for whatever reason. */
  async legClosed(principal: Principal, leg: LegId): Promise<void> {
    const legs = this.#legs.get(principal.person)
    if (legs?.delete(leg) !== true || legs.size > 0) return
    this.#legs.delete(principal.person)
    this.#closedAt.set(principal.person, this.clock.now())
    await this.#reconcile(principal.person).catch((error: unknown) => this.log.fault('presence', error))
  }

  /**
   * The person chooses a state. While in a call it is kept for afterwards.
   * @returns the effective state, which others see.
   */
  async set(act: Act, state: ChosenPresenceState): Promise<{ readonly state: PresenceState }> {
    const { actor } = act
    if (actor === null || !may(actor, 'presence.set')) throw new Refused('E_FORBIDDEN', 'role-may-not')
    await this.records.lock(act.tx)
    const before = await this.#stateOf(act, actor.person)
    const leaseUntil = this.isConnected(actor.person) ? null : new Date(act.at.getTime() + reloadGrace)
    await this.records.savePresence(act.tx, {
      person: actor.person,
      chosen: state,
      session: actor.session,
      since: act.at,
      leaseUntil,
      goneAt: null,
    })
    act.record({ action: 'presence.set', subject: actor.person, detail: { state } })
    act.afterCommit(() => this.#deadlines.arm(actor.person, leaseUntil))
    await this.#tellConsequences(act, actor.person, before, 'chosen')
    return { state: await this.#stateOf(act, actor.person) }
  }

  async #stateOf(act: Act, person: PersonId): Promise<PresenceState> {
    return (await this.board.statesOf(act.tx, [person])).get(person) ?? 'signed_out'
  }

  /** Brings what is stored in line with the connections there are now; in turn per person, safe to repeat. */
  #reconcile(person: PersonId): Promise<void> {
    const turn = (this.#turns.get(person) ?? Promise.resolve()).then(() => this.#takeNote(person))
    const quiet = turn.catch(() => this.#deadlines.arm(person, new Date(this.clock.now().getTime() + second)))
    this.#turns.set(person, quiet)
    void quiet.finally(() => {
      if (this.#turns.get(person) === quiet) this.#turns.delete(person)
    })
    return turn
  }

  #takeNote(person: PersonId): Promise<void> {
    return this.acts.run(null, async (act) => {
      await this.records.lock(act.tx)
      const connected = this.isConnected(person)
      const [row] = await this.records.presence(act.tx, [person])
      if (row !== undefined) await this.#renewLease(act, row, connected)
      if (connected) await this.#watcher?.seen(act, person)
      else await this.#watcher?.unseen(act, person, this.#closedAt.get(person) ?? this.#startedAt)
    })
  }

  async #renewLease(act: Act, row: PresenceRecord, connected: boolean): Promise<void> {
    const next = connected ? this.#back(row, act.at) : without(row, act.at)
    act.afterCommit(() => this.#deadlines.arm(row.person, next.leaseUntil))
    if (next === row) return
    const before = await this.#stateOf(act, row.person)
    await this.records.savePresence(act.tx, next)
    await this.#tellConsequences(act, row.person, before, 'gone')
  }

  /** In the same session the choice still holds; a new session starts signed out. */
  #back(row: PresenceRecord, at: Date): PresenceRecord {
    if (row.goneAt === null) return row.leaseUntil === null ? row : { ...row, leaseUntil: null }
    const sessions = [...(this.#legs.get(row.person)?.values() ?? [])]
    const same = row.session !== null && sessions.includes(row.session)
    const recent = at.getTime() - row.goneAt.getTime() < remembers
    const chosen = same && recent ? row.chosen : 'signed_out'
    return { ...row, chosen, since: at, leaseUntil: null, goneAt: null }
  }

  async #tellConsequences(
    act: Act,
    person: PersonId,
    before: PresenceState,
    why: 'gone' | 'chosen',
  ): Promise<void> {
    const after = await this.#stateOf(act, person)
    if (before === after && why === 'gone') return
    const rung = before === 'available' || before === 'ringing'
    if (rung && after !== 'available' && after !== 'ringing')
      await this.#watcher?.unavailable(act, person, why)
    if (after === 'available' && before !== 'available') await this.#watcher?.available(act, person)
    await this.board.announce(act, [person])
  }
}

/** Nobody is connected: a short lease first, then gone. */
function without(row: PresenceRecord, at: Date): PresenceRecord {
  if (row.goneAt !== null) return row
  if (row.leaseUntil === null) return { ...row, leaseUntil: new Date(at.getTime() + reloadGrace) }
  return row.leaseUntil <= at ? { ...row, leaseUntil: null, goneAt: at } : row
}
