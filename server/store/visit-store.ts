import type { Selectable } from 'kysely'
import type { Tx } from '#server/platform/act.ts'
import type { PairingWish, SeatChange, SeatRecords, StoredSeat } from '#server/visits/visit-port.ts'
import type { SessionId } from '#shared/model/ids.ts'
import type { VisitTables } from './tables/visits.ts'
import { trxOf } from './tx.ts'

export const visitStore: SeatRecords = {
  async addCode(tx, { hash, counter, office, person, at, until }) {
    const trx = trxOf(tx)
    await trx
      .updateTable('pairing_code')
      .set({ spent_at: at })
      .where('counter', '=', counter)
      .where('spent_at', 'is', null)
      .execute()
    await trx
      .insertInto('pairing_code')
      .values({ hash, counter, office, person, at, expires_at: until })
      .execute()
  },

  async spendCode(tx, hash, at) {
    const row = await trxOf(tx)
      .updateTable('pairing_code')
      .set({ spent_at: at })
      .where('hash', '=', hash)
      .where('spent_at', 'is', null)
      .where('expires_at', '>', at)
      .returning(['counter', 'office', 'person'])
      .executeTakeFirst()
    return row as PairingWish | undefined
  },

  async open(tx, seat) {
    await trxOf(tx)
      .insertInto('seat_session')
      .values({
        id: seat.id,
        token_hash: seat.tokenHash,
        office: seat.office,
        counter: seat.counter,
        invitation: seat.invitation,
        interpreter: seat.interpreter,
        name: seat.name,
        keeper: seat.keeper,
        created_at: seat.createdAt,
        expires_at: seat.expiresAt,
        case_id: seat.case,
        step: seat.step,
        case_service: seat.caseService,
        blank: seat.blank,
        wiping: seat.wiping,
        asks: seat.asks !== null,
        signing: null,
      })
      .execute()
  },

  async byToken(tx, tokenHash, at) {
    return seatOf(await live(tx, at).where('token_hash', '=', tokenHash).executeTakeFirst())
  },

  async find(tx, id, at) {
    return seatOf(await live(tx, at).where('id', '=', id).executeTakeFirst())
  },

  async lockCounter(tx, counter, at) {
    return seatOf(await live(tx, at).where('counter', '=', counter).forUpdate().executeTakeFirst())
  },

  async ofOffice(tx, office, at) {
    const rows = await live(tx, at).where('office', '=', office).execute()
    return rows.flatMap((row) => seatOf(row) ?? [])
  },

  async bound(tx, at) {
    const rows = await live(tx, at).where('case_id', 'is not', null).execute()
    return rows.flatMap((row) => seatOf(row) ?? [])
  },

  async shows(tx, seat, id, at) {
    const row = await live(tx, at)
      .where('id', '=', seat)
      .where('case_id', '=', id)
      .where('blank', 'is', null)
      .executeTakeFirst()
    return row !== undefined
  },

  async hasSeat(tx, id, at) {
    const row = await live(tx, at).where('case_id', '=', id).executeTakeFirst()
    return row !== undefined
  },

  async showing(tx, id, at) {
    const rows = await live(tx, at).where('case_id', '=', id).where('blank', 'is', null).execute()
    return rows.flatMap((row) => seatOf(row) ?? [])
  },

  async stillLive(tx, ids, at) {
    if (ids.length === 0) return new Set()
    const rows = await live(tx, at)
      .where('id', 'in', [...ids])
      .execute()
    return new Set(rows.map((row) => row.id as SessionId))
  },

  async change(tx, id, change) {
    const values = valuesOf(change)
    if (Object.keys(values).length === 0) return
    await trxOf(tx).updateTable('seat_session').set(values).where('id', '=', id).execute()
  },

  async end(tx, id, at) {
    await trxOf(tx)
      .updateTable('seat_session')
      .set({ ended_at: at, case_id: null })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
  },
}

function live(tx: Tx, at: Date) {
  return trxOf(tx)
    .selectFrom('seat_session')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
}

function valuesOf({ case: id, caseService, asks, signing, ...rest }: SeatChange) {
  return {
    ...rest,
    ...(signing === undefined ? {} : { signing: signing === null ? null : JSON.stringify(signing) }),
    ...(asks === undefined ? {} : { asks: asks !== null, asks_about: asks ?? 'company' }),
    ...(id === undefined ? {} : { case_id: id }),
    ...(caseService === undefined ? {} : { case_service: caseService }),
  }
}

function seatOf(row: Selectable<VisitTables['seat_session']> | undefined): StoredSeat | undefined {
  if (row === undefined) return undefined
  const { token_hash: _secret, ended_at: _over, asks, asks_about, created_at, expires_at, ...kept } = row
  const { case_id, case_service, ...rest } = kept
  const times = { createdAt: created_at, expiresAt: expires_at }
  const place = { case: case_id, caseService: case_service }
  return { ...rest, ...times, ...place, asks: asks ? asks_about : null } as unknown as StoredSeat
}
