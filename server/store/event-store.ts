import { sql } from 'kysely'
import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { CommandLog, EventLog, StoredCommand } from '#server/gateway/event-port.ts'
import { trxOf } from './tx.ts'

export const eventStore: EventLog = {
  async append(tx, event) {
    const trx = trxOf(tx)
    const { seq } = await trx
      .insertInto('stream')
      .values({ name: event.stream, seq: 1 })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: sql`stream.seq + 1` }))
      .returning('seq')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('event')
      .values({
        stream: event.stream,
        seq,
        type: event.type,
        body: JSON.stringify(event.body),
        at: new Date(event.at),
      })
      .execute()
    return { ...event, seq }
  },

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
          body: row.body,
          at: row.at.toISOString(),
        }) as unknown as StreamEvent,
    )
  },

  async trim(tx, before) {
    await trxOf(tx).deleteFrom('event').where('at', '<', before).execute()
  },
}

export const commandStore: CommandLog = {
  async claim(tx, id, command, at) {
    const row = await trxOf(tx)
      .insertInto('command')
      .values({
        id,
        person: command.person,
        name: command.name,
        body_hash: command.bodyHash,
        reply: '{}',
        at,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  },

  async find(tx, id) {
    const row = await trxOf(tx).selectFrom('command').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) return undefined
    return {
      person: row.person as PersonId,
      name: row.name,
      bodyHash: row.body_hash,
      reply: row.reply as unknown as StoredCommand['reply'],
    }
  },

  async answer(tx, id, reply) {
    await trxOf(tx)
      .updateTable('command')
      .set({ reply: JSON.stringify(reply) })
      .where('id', '=', id)
      .execute()
  },

  async trim(tx, before) {
    await trxOf(tx).deleteFrom('command').where('at', '<', before).execute()
  },
}
