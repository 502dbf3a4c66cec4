import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore } from '#tests/support/stores.ts'

test.each([['embedded', embeddedStore], ['postgres', postgresStore]] as const)('smoke %s', async (_n, store) => {
  const t = Date.now()
  const place = await store()
  console.log('copy', Date.now() - t)
  const db = await openDatabase({ ...place, log: quietLog, clock: systemClock, onFatal: (s) => { throw new Error(s) } })
  console.log('open', Date.now() - t)
  expect((await sql`select 1 as one`.execute(db.kysely)).rows).toEqual([{ one: 1 }])
  await db.close()
})
