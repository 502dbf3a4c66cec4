import { sql } from 'kysely'
import type { DocumentRecords, StoredDocument } from '#server/documents/document-port.ts'
import { Refused } from '#server/platform/refused.ts'
import type { Database } from './database.ts'

const bytes = (from: Uint8Array): Buffer => Buffer.from(from.buffer, from.byteOffset, from.byteLength)

const row = (document: StoredDocument) => ({
  name: document.name,
  epoch: document.epoch,
  state: document.state === null ? null : bytes(document.state),
  folded: document.folded,
  head_seq: document.headSeq,
  head: bytes(document.head),
  owners: JSON.stringify([...document.owners]),
})

const insertRow = 'insert into document_journal (commit_id, body) values ($1, $2) returning seq'

function seqOf(rows: readonly { readonly seq: number }[]): number {
  const seq = rows[0]?.seq
  if (seq === undefined) throw new Error('The journal answered without a place')
  return seq
}

/**
 * Keeps live documents in the store. Group commits go to the engine's own journal where it has one; otherwise a commit is a
 * row, its insert a single statement and so a commit of its own. No index watches over commit ids: only when the same id comes
 * again (an answer was lost) the table is searched for it.
 */
export function documentStore(
  database: Pick<Database, 'kysely' | 'journal' | 'transaction' | 'prepared' | 'writable'>,
): DocumentRecords {
  const { kysely, journal } = database
  let lastTried = ''

  /** Waits for an insert that may still be under way on a lost connection, then looks. */
  const appendAgain = (commitId: string, body: Uint8Array): Promise<number> =>
    database.transaction(async (trx) => {
      await sql`lock table document_journal in share row exclusive mode`.execute(trx)
      const known = await trx
        .selectFrom('document_journal')
        .select('seq')
        .where('commit_id', '=', commitId)
        .orderBy('seq')
        .limit(1)
        .execute()
      if (known.length > 0) return seqOf(known)
      return seqOf(
        await trx
          .insertInto('document_journal')
          .values({ commit_id: commitId, body: bytes(body) })
          .returning('seq')
          .execute(),
      )
    })

  /** What a former process left, or all of it where commits are rows. */
  const tableRows = (after: number, limit: number) =>
    kysely
      .selectFrom('document_journal')
      .select(['seq', 'body'])
      .where('seq', '>', after)
      // Should an insert whose answer was lost have been written after all, the first one counts.
      .where((is) =>
        is.not(
          is.exists(
            is
              .selectFrom('document_journal as earlier')
              .select('earlier.seq')
              .whereRef('earlier.commit_id', '=', 'document_journal.commit_id')
              .whereRef('earlier.seq', '<', 'document_journal.seq'),
          ),
        ),
      )
      .orderBy('seq')
      .limit(limit)
      .execute()

  return {
    async append(commitId, body) {
      if (!database.writable()) throw new Refused('E_STORE', 'store-full')
      if (journal !== undefined) return journal.append(commitId, body)
      if (commitId === lastTried) return appendAgain(commitId, body)
      lastTried = commitId
      return seqOf(await database.prepared<{ seq: number }>('journal', insertRow, [commitId, bytes(body)]))
    },

    async load(name) {
      const found = await kysely
        .selectFrom('document')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst()
      if (found === undefined) return undefined
      return {
        name: found.name,
        epoch: found.epoch,
        state: found.state,
        folded: found.folded,
        headSeq: found.head_seq,
        head: found.head,
        owners: new Map(JSON.parse(found.owners) as [number, string][]),
      }
    },

    async create(document) {
      if (!database.writable()) throw new Refused('E_STORE', 'store-full')
      await kysely
        .insertInto('document')
        .values(row(document))
        .onConflict((on) => on.column('name').doNothing())
        .execute()
    },

    async fold(documents, trim) {
      await database.transaction(async (trx) => {
        if (documents.length > 0) {
          await trx
            .insertInto('document')
            .values(documents.map(row))
            .onConflict((on) =>
              on.column('name').doUpdateSet((excluded) => ({
                state: excluded.ref('excluded.state'),
                folded: excluded.ref('excluded.folded'),
                head_seq: excluded.ref('excluded.head_seq'),
                head: excluded.ref('excluded.head'),
                owners: excluded.ref('excluded.owners'),
              })),
            )
            .execute()
        }
        await trx.deleteFrom('document_journal').where('seq', '<=', trim).execute()
      })
      await journal?.trim(trim)
    },

    async forget(caseId) {
      await kysely.deleteFrom('document').where('name', 'like', `${caseId}.%`).execute()
    },

    async journal(after, limit) {
      const rows = await tableRows(after, limit)
      if (journal === undefined || rows.length === limit) return rows
      return [...rows, ...(await journal.read(after, limit - rows.length))]
    },
  }
}
