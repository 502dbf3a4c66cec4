import { FoldThread } from '#server/documents/fold-thread.ts'
import type { DocumentRecords } from '#server/documents/document-port.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { documentStore } from '#server/store/document-store.ts'
import { startDocuments } from '#tests/support/document-server.ts'
import { quietLog } from '#tests/support/quiet-log.ts'

// A documents server to be killed. `early` acknowledges before it stores: the control that has to fail.
const [dataDir = '', when = 'late'] = process.argv.slice(2)
const database = await openDatabase({
  dataDir,
  log: quietLog,
  clock: systemClock,
  onFatal: () => process.exit(70),
})
const store = documentStore(database)
let given = 1_000_000
const early: DocumentRecords = {
  ...store,
  append(commitId, body) {
    setTimeout(() => void store.append(commitId, body), 60)
    given += 1
    return Promise.resolve(given)
  },
  fold: () => Promise.resolve(),
}
const server = await startDocuments({ records: when === 'early' ? early : store, folding: new FoldThread() })
process.stdout.write(`${server.port}\n`)
