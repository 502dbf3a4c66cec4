import type { AccountRecords } from '#server/identity/account-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type { PersonId, SessionId } from '#shared/model/ids.ts'
import { trxOf } from './tx.ts'

export const accountStore: AccountRecords = {
  async byLogin(tx, login) {
    const row = await trxOf(tx)
      .selectFrom('account')
      .selectAll()
      .where('login', '=', login)
      .executeTakeFirst()
    return (
      row && {
        person: row.person as PersonId,
        login: row.login,
        passwordHash: row.password_hash,
        active: row.active,
        oneTime: row.one_time,
      }
    )
  },

  async insert(tx, account) {
    const { person, login, passwordHash, active, oneTime } = account
    await trxOf(tx)
      .insertInto('account')
      .values({ person, login, password_hash: passwordHash, active, one_time: oneTime })
      .execute()
  },

  async setActive(tx, person, active) {
    const row = await trxOf(tx)
      .updateTable('account')
      .set({ active })
      .where('person', '=', person)
      .returning('person')
      .executeTakeFirst()
    return row !== undefined
  },

  async setPassword(tx, person, passwordHash, oneTime) {
    await trxOf(tx)
      .updateTable('account')
      .set({ password_hash: passwordHash, one_time: oneTime })
      .where('person', '=', person)
      .execute()
  },

  async unused(tx) {
    const rows = await trxOf(tx)
      .selectFrom('account')
      .select('person')
      .where('one_time', '=', true)
      .where('active', '=', true)
      .execute()
    return new Set(rows.map((row) => row.person as PersonId))
  },

  async openSession(tx, session) {
    await trxOf(tx)
      .insertInto('session')
      .values({
        id: session.id,
        token_hash: session.tokenHash,
        person: session.person,
        created_at: session.createdAt,
        expires_at: session.expiresAt,
      })
      .execute()
  },

  async liveSession(tx, tokenHash, at) {
    return sessionOf(await sessions(tx, tokenHash, at).where('locked_at', 'is', null).executeTakeFirst())
  },

  async lockedSession(tx, tokenHash, at) {
    return sessionOf(await sessions(tx, tokenHash, at).where('locked_at', 'is not', null).executeTakeFirst())
  },

  async lockSession(tx, id, at) {
    await trxOf(tx)
      .updateTable('session')
      .set({ locked_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
  },

  async stillLive(tx, ids, at) {
    if (ids.length === 0) return new Set()
    const rows = await trxOf(tx)
      .selectFrom('session')
      .innerJoin('account', 'account.person', 'session.person')
      .select('session.id')
      .where('session.id', 'in', [...ids])
      .where('ended_at', 'is', null)
      .where('locked_at', 'is', null)
      .where('expires_at', '>', at)
      .where('active', '=', true)
      .execute()
    return new Set(rows.map((row) => row.id as SessionId))
  },

  async endSession(tx, id, at) {
    await trxOf(tx)
      .updateTable('session')
      .set({ ended_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
  },

  async endAll(tx, person, at) {
    const rows = await trxOf(tx)
      .updateTable('session')
      .set({ ended_at: at })
      .where('person', '=', person)
      .where('ended_at', 'is', null)
      .returning('id')
      .execute()
    return rows.map((row) => row.id as SessionId)
  },
}

function sessions(tx: Tx, tokenHash: string, at: Date) {
  return trxOf(tx)
    .selectFrom('session')
    .innerJoin('account', 'account.person', 'session.person')
    .select(['session.id', 'session.person', 'session.expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .where('active', '=', true)
}

const sessionOf = (row: { id: string; person: string; expires_at: Date } | undefined) =>
  row && { id: row.id as SessionId, person: row.person as PersonId, expiresAt: row.expires_at }
