import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import type { PersonId } from '#shared/model/ids.ts'
import { linkedBody } from '#server/gateway/ledger-port.ts'
import type { CommandLog, EventLog } from '#server/gateway/event-port.ts'
import type { KeptCommand } from '#server/platform/act.ts'
import { trxOf } from './tx.ts'

export const eventStore: EventLog = {
  async head(tx, stream) {
    const row = await trxOf(tx)
      .selectFrom('stream')
      .select('seq')
      .where('name', '=', stream)
      .executeTakeFirst()
    return row?.seq ?? 0
  },

  async since(tx, stream, after, limit) {
    const rows = await trxOf(tx)
      .selectFrom('event')
      .selectAll()
      .where('stream', '=', stream)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute()
    return rows.map(
      (row) =>
        ({
          stream,
          seq: row.seq,
          type: row.type,
          body: linkedBody(row, row.link),
          at: row.at.toISOString(),
        }) as unknown as StreamEvent,
    )
  },

  async trim(tx, before) {
    await trxOf(tx).deleteFrom('event').where('at', '<', before).execute()
  },
}

export const commandStore: CommandLog = {
  async find(tx, id) {
    const row = await trxOf(tx).selectFrom('command').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) return undefined
    return {
      person: row.person as PersonId,
      name: row.name,
      bodyHash: row.body_hash,
      reply: row.reply as unknown as KeptCommand['reply'],
    }
  },

  async trim(tx, before) {
    await trxOf(tx).deleteFrom('command').where('at', '<', before).execute()
  },
}
