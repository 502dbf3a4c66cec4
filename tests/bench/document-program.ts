import { FoldThread } from '#server/documents/fold-thread.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { documentStore } from '#server/store/document-store.ts'
import { startDocuments } from '#tests/support/document-server.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { answerQuestions } from './answers.mjs'

// The documents engine on a durable store, to be measured from outside.
const [dataDir = '', databaseUrl = ''] = process.argv.slice(2)
const database = await openDatabase({
  dataDir,
  ...(databaseUrl === '' ? {} : { databaseUrl }),
  log: quietLog,
  clock: systemClock,
  onFatal: () => process.exit(70),
})
const server = await startDocuments({ records: documentStore(database), folding: new FoldThread() })
answerQuestions(server.port)
