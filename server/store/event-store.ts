import { sql } from 'kysely'
import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { CommandLog, EventLog, StoredCommand } from '#server/gateway/event-port.ts'
import { trxOf } from './tx.ts'

export const eventStore: EventLog = {
  async append(tx, events) {
    if (events.length === 0) return []
    const trx = trxOf(tx)
    const counts = new Map<string, number>()
    for (const { stream } of events) counts.set(stream, (counts.get(stream) ?? 0) + 1)
    // In the order of their names, so that two transactions never wait for each other crosswise.
    const streams = [...counts]
      .map(([name, seq]) => ({ name, seq }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const heads = await trx
      .insertInto('stream')
      .values(streams)
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: sql`stream.seq + excluded.seq` }))
      .returning(['name', 'seq'])
      .execute()
    const next = new Map(heads.map(({ name, seq }) => [name, seq - (counts.get(name) ?? 0)]))
    const numbered = events.map((event) => {
      const seq = (next.get(event.stream) ?? 0) + 1
      next.set(event.stream, seq)
      return { ...event, seq }
    })
    const rows = numbered.map(({ stream, seq, type, body, at }) => ({
      stream,
      seq,
      type,
      body: JSON.stringify(body),
      at: new Date(at),
    }))
    await trx.insertInto('event').values(rows).execute()
    return numbered
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
