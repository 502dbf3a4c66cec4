import { sql } from 'kysely'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'

/** What `commit-loop` left in a store: names of rows, and names in the journal. */
export async function storedNames(dataDir: string): Promise<Set<string>> {
  const database = await openDatabase({
    dataDir,
    log: quietLog,
    clock: systemClock,
    onFatal: () => undefined,
    steps: stepsWithProbe,
  })
  const { rows } = await sql<{ name: string }>`select name from probe`.execute(database.kysely)
  const journal = await database.kysely.selectFrom('document_journal').select('body').execute()
  await database.close()
  return new Set([...rows.map((row) => row.name), ...journal.map(({ body }) => body.toString())])
}
