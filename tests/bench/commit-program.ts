import { randomUUID } from 'node:crypto'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { documentStore } from '#server/store/document-store.ts'
import { quietLog } from '#tests/support/quiet-log.ts'

// A bare commit loop on the store of the product: one small row after the other. Prints the milliseconds of every commit.
const [dataDir = '', milliseconds = '2000'] = process.argv.slice(2)
const database = await openDatabase({
  dataDir,
  log: quietLog,
  clock: systemClock,
  onFatal: () => process.exit(70),
})
const store = documentStore(database)
const body = new Uint8Array(100).fill(7)
const times: number[] = []
for (const end = performance.now() + Number(milliseconds); performance.now() < end;) {
  const from = performance.now()
  await store.append(randomUUID(), body)
  times.push(performance.now() - from)
}
process.stdout.write(JSON.stringify(times))
await database.close()
