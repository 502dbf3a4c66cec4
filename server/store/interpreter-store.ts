import type { Selectable } from 'kysely'
import type { GuestLine } from '#shared/model/guest.ts'
import type { SessionId } from '#shared/model/ids.ts'
import type { InterpreterRecords, StoredInterpreter } from '#server/interpreters/interpreter-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type { InterpreterTables } from './tables/interpreters.ts'
import { trxOf } from './tx.ts'
import { visitStore } from './visit-store.ts'

export const interpreterStore: InterpreterRecords = {
  async add(tx, { hash, id, office, keeper, language, who, ...rest }) {
    await trxOf(tx)
      .insertInto('interpreter')
      .values({
        id,
        office,
        keeper,
        language,
        who,
        case_id: rest.case,
        code_hash: hash,
        created_at: rest.createdAt,
        expires_at: rest.expiresAt,
        farewell: null,
      })
      .execute()
  },

  async spend(tx, hash, at) {
    const row = await trxOf(tx)
      .updateTable('interpreter')
      .set({ waits_since: at })
      .where('code_hash', '=', hash)
      .where('waits_since', 'is', null)
      .where('closed_at', 'is', null)
      .where('expires_at', '>', at)
      .returningAll()
      .executeTakeFirst()
    return row && interpreterOf(row)
  },

  async behind(tx, hash, at) {
    const row = await trxOf(tx)
      .selectFrom('interpreter')
      .selectAll()
      .where('code_hash', '=', hash)
      .where('waits_since', 'is', null)
      .where('closed_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst()
    return row && interpreterOf(row)
  },

  async find(tx, id) {
    const row = await trxOf(tx).selectFrom('interpreter').selectAll().where('id', '=', id).executeTakeFirst()
    return row && interpreterOf(row)
  },

  async ofCase(tx, id, at) {
    const rows = await trxOf(tx)
      .selectFrom('interpreter')
      .selectAll()
      .where('case_id', '=', id)
      .where('closed_at', 'is', null)
      .where((where) => where.or([where('waits_since', 'is not', null), where('expires_at', '>', at)]))
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map(interpreterOf)
  },

  async admitted(tx, id, at) {
    const rows = await trxOf(tx)
      .selectFrom('interpreter')
      .selectAll()
      .where('case_id', '=', id)
      .where('closed_at', 'is', null)
      .where('admitted_at', 'is not', null)
      .orderBy('admitted_at')
      .orderBy('id')
      .execute()
    return seated(tx, rows, at)
  },

  async waiting(tx, office, at) {
    const rows = await trxOf(tx)
      .selectFrom('interpreter')
      .selectAll()
      .where('office', '=', office)
      .where('closed_at', 'is', null)
      .where('waits_since', 'is not', null)
      .where('admitted_at', 'is', null)
      .orderBy('waits_since')
      .orderBy('id')
      .execute()
    return seated(tx, rows, at)
  },

  async change(tx, id, { keeper, waitsSince, admittedAt, closedAt, farewell }) {
    const times = { waits_since: waitsSince, admitted_at: admittedAt, closed_at: closedAt }
    const columns = { keeper, farewell, ...times }
    const values = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
    await trxOf(tx).updateTable('interpreter').set(values).where('id', '=', id).execute()
  },

  async seatOf(tx, id, at) {
    const row = await trxOf(tx)
      .selectFrom('seat_session')
      .select('id')
      .where('interpreter', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return row && visitStore.find(tx, row.id as SessionId, at)
  },

  async write(tx, interpreter, { from: side, name, text, shared }, at) {
    const { id, case: of } = interpreter
    await trxOf(tx)
      .insertInto('interpreter_line')
      .values({ case_id: of, interpreter: id, side, name, text, at, shared })
      .execute()
  },

  async lines(tx, id, count) {
    return linesOf(await newest(tx, count).where('interpreter', '=', id).execute())
  },

  async sharedLines(tx, id, count) {
    return linesOf(await newest(tx, count).where('case_id', '=', id).where('shared', '=', true).execute())
  },
}

/** Those of whom a seat is left. */
async function seated(tx: Tx, rows: readonly Selectable<InterpreterTables['interpreter']>[], at: Date) {
  const found = rows.map(interpreterOf)
  const seats = await Promise.all(found.map((one) => interpreterStore.seatOf(tx, one.id, at)))
  return found.flatMap((interpreter, index) => {
    const seat = seats[index]
    return seat ? [{ interpreter, seat }] : []
  })
}

function newest(tx: Tx, count: number) {
  return trxOf(tx)
    .selectFrom('interpreter_line')
    .select(['side', 'name', 'text', 'at'])
    .orderBy('seq', 'desc')
    .limit(count)
}

function linesOf(
  rows: readonly Pick<Selectable<InterpreterTables['interpreter_line']>, 'side' | 'name' | 'text' | 'at'>[],
): GuestLine[] {
  return rows.toReversed().map(({ side, name, text, at }) => ({
    from: side as GuestLine['from'],
    name,
    text,
    at: at.toISOString(),
  }))
}

function interpreterOf(row: Selectable<InterpreterTables['interpreter']>): StoredInterpreter {
  const { id, office, keeper, language, who, farewell } = row
  return {
    id,
    office,
    keeper,
    language,
    who,
    farewell,
    case: row.case_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    waitsSince: row.waits_since,
    admittedAt: row.admitted_at,
    closedAt: row.closed_at,
  } as unknown as StoredInterpreter
}
