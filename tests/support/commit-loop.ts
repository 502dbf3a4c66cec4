import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'

// A process to be killed: commits rows and journal entries for ever and prints their names, `late` after COMMIT or `early` (wrongly) before.
const [dataDir = '', prefix = '', when = 'late'] = process.argv.slice(2)
const rowsPerCommit = 5
const padding = Buffer.alloc(1_000, 7)

const database = await openDatabase({
  dataDir,
  log: quietLog,
  clock: systemClock,
  onFatal: () => process.exit(70),
  steps: stepsWithProbe,
})
process.stdout.write('open\n')

for (let commit = 0; ; commit++) {
  const names = Array.from({ length: rowsPerCommit }, (_, row) => `${prefix}-${commit}-${row}`)
  const entry = `${prefix}-${commit}-journal`
  const told = `${names.join(' ')} ${entry}\n`
  if (when === 'early') process.stdout.write(told)
  await database.transaction(async (trx) => {
    for (const name of names)
      await sql`insert into probe (name, bytes) values (${name}, ${padding})`.execute(trx)
  })
  await database.journal?.append(randomUUID(), Buffer.from(entry))
  if (when === 'late') process.stdout.write(told)
}
