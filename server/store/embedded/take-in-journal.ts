import type pg from 'pg'
import { leftInJournal, removeJournal } from './journal-file.ts'
import type { JournalRecord } from './journal-record.ts'

const rowsAtOnce = 200

/**
 * Moves what a former process left in its journal files into the table `document_journal`, where everybody looks for it, and
 * answers the highest place in the journal ever given. A crash on the way repeats it without harm.
 */
export async function takeInJournal(pool: pg.Pool, directory: string): Promise<number> {
  const { rows } = await pool.query<{ known: boolean }>(
    `select to_regclass('public.document_journal') is not null as known`,
  )
  if (rows[0]?.known !== true) return 0
  const left = await leftInJournal(directory)
  for (let at = 0; at < left.length; at += rowsAtOnce) await insert(pool, left.slice(at, at + rowsAtOnce))
  await removeJournal(directory)
  return await highestPlace(pool)
}

/** One statement, so one commit. */
async function insert(pool: pg.Pool, records: readonly JournalRecord[]): Promise<void> {
  const values = records.map(
    (_, at) => `($${at * 3 + 1}::bigint, $${at * 3 + 2}::uuid, $${at * 3 + 3}::bytea)`,
  )
  await pool.query(
    `insert into document_journal (seq, commit_id, body) overriding system value
     values ${values.join(', ')} on conflict (seq) do nothing`,
    records.flatMap(({ seq, commitId, body }) => [seq, commitId, Buffer.from(body)]),
  )
}

/** Snapshots remember a place whose row is long gone; a new row must never get a number below it. */
async function highestPlace(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    `select greatest(
       (select coalesce(max(seq), 0) from document_journal),
       (select coalesce(max(folded), 0) from document),
       (select last_value from document_journal_seq_seq)) as last`,
  )
  return Number(rows[0]?.last ?? 0)
}
