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

/** Keeps live documents in the store; the journal insert is a single statement and so a commit of its own. */
export function documentStore(
  database: Pick<Database, 'kysely' | 'transaction' | 'writable'>,
): DocumentRecords {
  const { kysely } = database
  return {
    async append(commitId, body) {
      if (!database.writable()) throw new Refused('E_STORE', 'store-full')
      const written = await sql<{ seq: number }>`
        insert into document_journal (commit_id, body) values (${commitId}, ${bytes(body)})
        on conflict (commit_id) do update set commit_id = excluded.commit_id returning seq`.execute(kysely)
      const seq = written.rows[0]?.seq
      if (seq === undefined) throw new Error('The journal answered without a place')
      return seq
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
    },

    journal: (after, limit) =>
      kysely
        .selectFrom('document_journal')
        .select(['seq', 'body'])
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute(),
  }
}
