import { sql } from 'kysely'
import type { AuditRow, Digest } from '#server/audit/audit-port.ts'
import type { Ledger, LedgerEntry } from '#server/gateway/ledger-port.ts'
import { trxOf } from './tx.ts'

interface Kept {
  /** Number of the last audit row. */
  readonly last_link: number | null
  /** Number of the last event of each stream. */
  readonly heads: readonly number[] | null
}

/** The ledger in SQL (migration 0007). `digest` is handed in so that the rule of the chain stays in the audit folder. */
export function ledgerStore(digest: Digest): Ledger {
  return {
    async close(tx, { at, person, command, rows, events }) {
      const places = placesOf(events)
      const column = <K extends keyof AuditRow>(key: K) => rows.map((row) => row[key])
      const { rows: kept } = await sql<Kept>`
        select last_link, heads from keep_act(${at}::timestamptz, ${person}::uuid,
          ${command?.id ?? null}::uuid, ${command?.person ?? null}::uuid, ${command?.name ?? null},
          ${command?.bodyHash ?? null}, ${command && JSON.stringify(command.reply)}::json,
          ${column('action')}::text[], ${column('outcome')}::text[], ${column('case')}::uuid[],
          ${column('subject')}::text[], ${column('history')}::boolean[],
          ${rows.map(({ payload }) => Buffer.byteLength(payload))}::integer[],
          ${rows.map(({ payload }) => digest.payload(payload))}::text[], ${column('payload')}::text[],
          ${rows.map((row) => digest.content(row))}::text[],
          ${places.streams}::text[], ${places.counts}::integer[], ${places.indexes}::integer[],
          ${places.fromBehind}::integer[], ${events.map(({ type }) => type)}::text[],
          ${events.map(({ body }) => JSON.stringify(body))}::text[],
          ${events.map(({ row }) => (row === undefined ? null : row + 1))}::integer[])`.execute(trxOf(tx))
      const { last_link: last, heads } = kept[0] ?? { last_link: null, heads: null }
      return {
        rows: rows.map((_row, index) => (last ?? 0) - rows.length + index + 1),
        events: events.map(
          (_event, index) =>
            (heads?.[(places.indexes[index] ?? 0) - 1] ?? 0) - (places.fromBehind[index] ?? 0),
        ),
      }
    },
  }
}

/** Where each event stands in its stream: the streams by name, and the events of each counted from behind. */
function placesOf(events: LedgerEntry['events']) {
  const counts = new Map<string, number>()
  for (const { stream } of events) counts.set(stream, (counts.get(stream) ?? 0) + 1)
  const streams = [...counts.keys()].toSorted()
  const left = new Map(counts)
  const fromBehind = events.map(({ stream }) => {
    const place = (left.get(stream) ?? 0) - 1
    left.set(stream, place)
    return place
  })
  return {
    streams,
    counts: streams.map((stream) => counts.get(stream) ?? 0),
    /** In SQL arrays begin with 1. */
    indexes: events.map(({ stream }) => streams.indexOf(stream) + 1),
    fromBehind,
  }
}
