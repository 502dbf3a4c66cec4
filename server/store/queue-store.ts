import { sql, type Selectable } from 'kysely'
import type { OfficeId, PersonId, QueueTicketId } from '#shared/model/ids.ts'
import type { QueueRecords, StoredTicket } from '#server/visits/queue-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type { VisitTables } from './tables/visits.ts'
import { trxOf } from './tx.ts'

interface Place {
  readonly office: OfficeId
  readonly day: string
}
const open = (tx: Tx, { office, day }: Place) =>
  trxOf(tx)
    .selectFrom('queue_ticket')
    .selectAll()
    .where('office', '=', office)
    .where('day', '=', day)
    .where('over', '=', false)

export const queueStore: QueueRecords = {
  async draw(tx, { drawnAt, ...ticket }) {
    const { rows } = await sql<{ last: number }>`
      insert into queue_count (office, day, last) values (${ticket.office}, ${ticket.day}, 1)
      on conflict (office, day) do update set last = queue_count.last + 1 returning last`.execute(trxOf(tx))
    const count = rows[0]?.last
    if (count === undefined) throw new Error('The store gave a new ticket no number')
    await trxOf(tx)
      .insertInto('queue_ticket')
      .values({ ...ticket, count, drawn_at: drawnAt, called_at: null, called_by: null, over: false })
      .execute()
    return { ...ticket, count, drawnAt, calledAt: null, calledBy: null }
  },

  async hold(tx, id, place) {
    const row = await open(tx, place).where('id', '=', id).forUpdate().executeTakeFirst()
    return row && ticketOf(row)
  },

  async list(tx, place) {
    return (await open(tx, place).orderBy('count').execute()).map(ticketOf)
  },

  async called(tx, id, by) {
    const values = { called_at: by?.at ?? null, called_by: by?.person ?? null }
    await trxOf(tx).updateTable('queue_ticket').set(values).where('id', '=', id).execute()
  },

  async end(tx, id) {
    // The name has done its work; how long the wait was is kept for the day.
    const values = { over: true, name: null, wish: '' }
    await trxOf(tx).updateTable('queue_ticket').set(values).where('id', '=', id).execute()
  },

  async usualWait(tx, { office, day }) {
    const { rows } = await sql<{ seconds: number | null }>`
      select extract(epoch from avg(called_at - drawn_at))::float8 as seconds from queue_ticket
      where office = ${office} and day = ${day} and called_at is not null`.execute(trxOf(tx))
    const seconds = rows[0]?.seconds ?? null
    return seconds === null ? null : Math.round(seconds / 60)
  },

  async forget(tx, before) {
    await trxOf(tx).deleteFrom('queue_ticket').where('day', '<', before).execute()
    await trxOf(tx).deleteFrom('queue_count').where('day', '<', before).execute()
  },
}

function ticketOf(row: Selectable<VisitTables['queue_ticket']>): StoredTicket {
  return {
    id: row.id as QueueTicketId,
    office: row.office as OfficeId,
    day: row.day,
    count: row.count,
    name: row.name,
    wish: row.wish,
    drawnAt: row.drawn_at,
    calledAt: row.called_at,
    calledBy: row.called_by as PersonId | null,
  }
}
