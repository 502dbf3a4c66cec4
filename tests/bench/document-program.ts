import { randomUUID } from 'node:crypto'
import { FoldThread } from '#server/documents/fold-thread.ts'
import { encodeJournal } from '#server/documents/journal.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { documentStore } from '#server/store/document-store.ts'
import { startDocuments } from '#tests/support/document-server.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { answerQuestions } from './answers.mjs'

// The documents engine on a durable store, to be measured from outside.
const [dataDir = '', databaseUrl = '', warm = ''] = process.argv.slice(2)
const database = await openDatabase({
  dataDir,
  ...(databaseUrl === '' ? {} : { databaseUrl }),
  log: quietLog,
  clock: systemClock,
  onFatal: () => process.exit(70),
})
const records = documentStore(database)
if (warm !== '') {
  // As after some hours of work: V8 has compiled what of the embedded engine is used. Nothing of it stays in the journal.
  let last = 0
  for (let commit = 0; commit < 6_000; commit++) last = await records.append(randomUUID(), encodeJournal([]))
  await records.fold([], last)
}
const server = await startDocuments({ records, folding: new FoldThread() })
answerQuestions(server.port)
