import type { ChosenPresenceState } from '#shared/model/consultation.ts'
import type { Activity, PersonalSubstitution, RosterEntry } from '#shared/model/duty.ts'
import type { PersonId, SessionId, UnitId } from '#shared/model/ids.ts'
import type { Act, Tx } from '#server/platform/act.ts'

/** One row per person who may go on duty. */
export interface PresenceRecord {
  readonly person: PersonId
  readonly chosen: ChosenPresenceState
  /** The session in which it was chosen; a new one starts signed out. */
  readonly session: SessionId | null
  readonly since: Date
  /** Nobody connected: counts as there until then. */
  readonly leaseUntil: Date | null
  readonly goneAt: Date | null
}

/** What somebody does because of a consultation, and since when. */
export interface BusyWith {
  readonly activity: Activity
  readonly since: Date
}

/** Measured on the last accepted consultations of a unit, in seconds, newest first. */
export interface UnitExperience {
  readonly waits: readonly number[]
  readonly talks: readonly number[]
}

/** What the duty needs from whatever keeps its records. */
export interface DutyRecords {
  /** Held until the transaction ends: whoever decides about rings, seats or presence does so alone, on any node. */
  lock(tx: Tx): Promise<void>
  roster(tx: Tx, units: readonly UnitId[]): Promise<RosterEntry[]>
  substitutions(tx: Tx, units: readonly UnitId[]): Promise<PersonalSubstitution[]>
  plan(tx: Tx, entries: readonly RosterEntry[], substitutions: readonly PersonalSubstitution[]): Promise<void>
  presence(tx: Tx, persons: readonly PersonId[]): Promise<PresenceRecord[]>
  /** Everybody whose lease has not ended. */
  present(tx: Tx): Promise<PresenceRecord[]>
  savePresence(tx: Tx, record: PresenceRecord): Promise<void>
}

/** What consultations tell the duty. */
export interface ConsultationActivity {
  busy(tx: Tx, persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, BusyWith>>
  /** The last thirty accepted consultations of each unit; a unit without any is left out. */
  experience(tx: Tx, units: readonly UnitId[]): Promise<ReadonlyMap<UnitId, UnitExperience>>
}

/** Hears of presence in the same transaction and draws the consequences (rings end, seats are kept, queues are served). */
export interface PresenceWatcher {
  /** The first live connection of the person is there. */
  seen(act: Act, person: PersonId): Promise<void>
  /** Nobody has been connected since `since`. */
  unseen(act: Act, person: PersonId, since: Date): Promise<void>
  /** Can be rung from now on. */
  available(act: Act, person: PersonId): Promise<void>
  /** Cannot be rung any more: `gone` when the lease was lost, else by own choice. */
  unavailable(act: Act, person: PersonId, why: 'gone' | 'chosen'): Promise<void>
}
