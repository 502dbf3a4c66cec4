import type { PersonId, SessionId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

export interface Account {
  readonly person: PersonId
  readonly login: string
  readonly passwordHash: string
  readonly active: boolean
  /** The password is good for one sign-in, which sets another. */
  readonly oneTime: boolean
}

interface StoredSession {
  readonly id: SessionId
  readonly person: PersonId
  readonly expiresAt: Date
}

/** What identity needs from whatever keeps its records. */
export interface AccountRecords {
  byLogin(tx: Tx, login: string): Promise<Account | undefined>
  insert(tx: Tx, account: Account): Promise<void>
  /** False when there is no account of the person. */
  setActive(tx: Tx, person: PersonId, active: boolean): Promise<boolean>
  setPassword(tx: Tx, person: PersonId, passwordHash: string, oneTime: boolean): Promise<void>
  /** Active accounts whose one-time password was not used yet. */
  unused(tx: Tx): Promise<Set<PersonId>>
  openSession(
    tx: Tx,
    session: StoredSession & { readonly tokenHash: string; readonly createdAt: Date },
  ): Promise<void>
  /** Only sessions that are neither ended nor expired nor locked, of accounts that are active. */
  liveSession(tx: Tx, tokenHash: string, at: Date): Promise<StoredSession | undefined>
  /** Which of these sessions are still live. */
  stillLive(tx: Tx, ids: readonly SessionId[], at: Date): Promise<Set<SessionId>>
  /** The session of a desk that was locked and not opened again. */
  lockedSession(tx: Tx, tokenHash: string, at: Date): Promise<StoredSession | undefined>
  lockSession(tx: Tx, id: SessionId, at: Date): Promise<void>
  endSession(tx: Tx, id: SessionId, at: Date): Promise<void>
  /** Ends every session of a person; returns their ids. */
  endAll(tx: Tx, person: PersonId, at: Date): Promise<SessionId[]>
}
