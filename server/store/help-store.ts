import type { Selectable } from 'kysely'
import type {
  CallRecords,
  HelpRecords,
  StoredCall,
  StoredHelp,
  StoredWord,
} from '#server/terminals/help-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type { VisitTables } from './tables/visits.ts'
import { trxOf } from './tx.ts'

export const helpStore: HelpRecords = {
  async add(tx, { case: of, askedAt, until, takenBy, ...rest }) {
    await trxOf(tx)
      .insertInto('help_request')
      .values({ ...rest, case_id: of, asked_at: askedAt, until_at: until, taken_by: takenBy })
      .execute()
  },

  async find(tx, id) {
    return helpOf(await live(tx).where('id', '=', id).executeTakeFirst())
  },

  async hold(tx, id) {
    return helpOf(await live(tx).where('id', '=', id).forUpdate().executeTakeFirst())
  },

  async ofSeat(tx, seat) {
    return helpOf(await live(tx).where('seat', '=', seat).executeTakeFirst())
  },

  async ofOffice(tx, office) {
    const rows = await live(tx).where('office', '=', office).orderBy('asked_at').execute()
    return rows.flatMap((row) => helpOf(row) ?? [])
  },

  async waiting(tx) {
    const rows = await live(tx).where('until_at', 'is not', null).execute()
    return rows.flatMap((row) => helpOf(row) ?? [])
  },

  async change(tx, id, { case: of, until, takenBy, ...rest }) {
    const values = {
      ...rest,
      ...(of === undefined ? {} : { case_id: of }),
      ...(until === undefined ? {} : { until_at: until }),
      ...(takenBy === undefined ? {} : { taken_by: takenBy }),
    }
    await trxOf(tx).updateTable('help_request').set(values).where('id', '=', id).execute()
  },

  async say(tx, word) {
    await trxOf(tx).insertInto('help_word').values(word).execute()
  },

  async words(tx, id) {
    const rows = await trxOf(tx)
      .selectFrom('help_word')
      .selectAll()
      .where('help', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return rows as unknown as StoredWord[]
  },

  async forget(tx, id) {
    await trxOf(tx).deleteFrom('help_word').where('help', '=', id).execute()
  },
}

export const helpCallStore: CallRecords = {
  async add(tx, { case: of, askedAt, ...rest }) {
    await trxOf(tx)
      .insertInto('help_call')
      .values({ ...rest, case_id: of, asked_at: askedAt })
      .execute()
  },

  async ofOffice(tx, office) {
    const rows = await trxOf(tx)
      .selectFrom('help_call')
      .selectAll()
      .where('office', '=', office)
      .orderBy('asked_at')
      .execute()
    return rows.map(callOf)
  },

  async done(tx, id, office) {
    const row = await trxOf(tx)
      .deleteFrom('help_call')
      .where('id', '=', id)
      .where('office', '=', office)
      .returningAll()
      .executeTakeFirst()
    return row && callOf(row)
  },
}

function callOf({ case_id, asked_at, ...rest }: Selectable<VisitTables['help_call']>): StoredCall {
  return { ...rest, case: case_id, askedAt: asked_at } as unknown as StoredCall
}

const live = (tx: Tx) => trxOf(tx).selectFrom('help_request').selectAll().where('state', '<>', 'ended')

function helpOf(row: Selectable<VisitTables['help_request']> | undefined): StoredHelp | undefined {
  if (row === undefined) return undefined
  const { case_id, asked_at, until_at, taken_by, ...rest } = row
  return {
    ...rest,
    case: case_id,
    askedAt: asked_at,
    until: until_at,
    takenBy: taken_by,
  } as unknown as StoredHelp
}
