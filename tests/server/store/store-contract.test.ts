import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import { openDatabase, type Database } from '#server/store/database.ts'
import { codeOf, isDuplicate } from '#server/store/store-errors.ts'
import { asTx, trxOf } from '#server/store/tx.ts'
import { probing, stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore, type StorePlace } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const open = (place: StorePlace, steps = stepsWithProbe): Promise<Database> => {
  const onFatal = (sentence: string) => {
    throw new Error(sentence)
  }
  return openDatabase({ ...place, log: quietLog, clock: systemClock, onFatal, steps })
}

describe.each([
  ['embedded', embeddedStore],
  ['postgres', postgresStore],
] as const)('the %s store', (kind, newStore) => {
  let place: StorePlace
  let database: Database

  beforeAll(async () => {
    place = await newStore()
    database = await open(place)
  })
  afterAll(() => database.close())

  const names = async (prefix: string) => {
    const rows = await probing(database)
      .selectFrom('probe')
      .select('name')
      .where('name', 'like', `${prefix}%`)
      .orderBy('name')
      .execute()
    return rows.map((row) => row.name)
  }

  test('[STORE1] a transaction comes out whole', async () => {
    const answer = await database.transaction(async (trx) => {
      await sql`insert into probe (name) values ('whole-1'), ('whole-2')`.execute(trx)
      return 'done'
    })
    expect(answer).toBe('done')
    expect(await names('whole-')).toEqual(['whole-1', 'whole-2'])
  })

  test('[STORE1] a transaction that fails leaves nothing and throws what the work threw', async () => {
    const failure = database.transaction(async (trx) => {
      await sql`insert into probe (name) values ('broken-1')`.execute(trx)
      throw new RangeError('no')
    })
    await expect(failure).rejects.toThrow(RangeError)
    expect(await names('broken-')).toEqual([])
  })

  test('[STORE2] values come back as they went in: bytes, JSON, instants, big numbers, days', async () => {
    const bytes = Buffer.from([0, 255, 7, 0])
    const at = new Date('2026-03-29T01:30:00.123Z')
    const body = { text: 'Straße „Ä“', list: [1, null, true] }
    await probing(database)
      .insertInto('probe')
      .values({
        name: 'values',
        count: 2 ** 53 - 1,
        bytes,
        at,
        body: JSON.stringify(body),
        day: '2026-03-29',
      })
      .execute()
    const row = await probing(database)
      .selectFrom('probe')
      .selectAll()
      .where('name', '=', 'values')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ count: 2 ** 53 - 1, bytes, at, body, day: '2026-03-29' })
    expect(Buffer.isBuffer(row.bytes) && row.at instanceof Date).toBe(true)
  })

  test('[STORE2] six megabytes come back unharmed (a document may have five)', async () => {
    const bytes = Buffer.alloc(6 * 1024 ** 2, 'lotse')
    await probing(database).insertInto('probe').values({ name: 'large', count: 0, bytes }).execute()
    const row = await probing(database)
      .selectFrom('probe')
      .select('bytes')
      .where('name', '=', 'large')
      .executeTakeFirstOrThrow()
    expect(row.bytes?.equals(bytes)).toBe(true)
  })

  test('[STORE3] a duplicate is told apart by its constraint', async () => {
    await sql`insert into probe (name) values ('once')`.execute(database.kysely)
    const second = await sql`insert into probe (name) values ('once')`
      .execute(database.kysely)
      .catch((error: unknown) => error)
    expect(isDuplicate(second)).toBe(true)
    expect(isDuplicate(second, 'probe_name')).toBe(true)
    expect(isDuplicate(second, 'probe_pkey')).toBe(false)
  })

  test('[STORE4] twenty parallel transactions on one row lose no increment', async () => {
    await sql`insert into probe (name) values ('counter')`.execute(database.kysely)
    const increment = () =>
      database.transaction(async (trx) => {
        const { rows } = await sql<{
          count: number
        }>`select count from probe where name = 'counter' for update`.execute(trx)
        await sql`update probe set count = ${(rows[0]?.count ?? 0) + 1} where name = 'counter'`.execute(trx)
      })
    await Promise.all(Array.from({ length: 20 }, increment))
    const { count } = await probing(database)
      .selectFrom('probe')
      .select('count')
      .where('name', '=', 'counter')
      .executeTakeFirstOrThrow()
    expect(count).toBe(20)
  })

  test('[STORE5] a conflict runs the work again until it goes through', async () => {
    let runs = 0
    await database.transaction(async (trx) => {
      runs++
      await sql`insert into probe (name) values (${`conflict-${runs}`})`.execute(trx)
      if (runs < 3)
        await sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`.execute(trx)
    })
    expect(await names('conflict-')).toEqual(['conflict-3'])
  })

  test('[STORE5] a conflict that never ends is thrown as it is', async () => {
    const endless = database.transaction((trx) =>
      sql`do $$ begin raise exception 'x' using errcode = '40P01'; end $$`.execute(trx),
    )
    expect(codeOf(await endless.catch((error: unknown) => error))).toBe('40P01')
  })

  test('[STORE6] a reading transaction cannot write', async () => {
    const attempt = database.read((trx) => sql`insert into probe (name) values ('read-only')`.execute(trx))
    expect(codeOf(await attempt.catch((error: unknown) => error))).toBe('25006')
    expect(await names('read-only')).toEqual([])
  })

  test('[STORE7] a store opened again still has everything and repeats no migration', async () => {
    await sql`insert into probe (name) values ('stays')`.execute(database.kysely)
    await database.close()
    database = await open(place)
    expect(await names('stays')).toEqual(['stays'])
    expect(await database.ready()).toBe(true)
  })

  test('[STORE8] a store from a newer version is refused with a sentence and is left alone', async () => {
    await database.close()
    await expect(open(place, stepsWithProbe.slice(0, -1))).rejects.toThrow(
      /^Der Datenbestand in .+ stammt aus einer neueren Version von Lotse \(9999-probe\)\. Bitte die neuere Version starten oder eine Sicherung einspielen\.$/,
    )
    database = await open(place)
    expect(await names('stays')).toEqual(['stays'])
  })

  test('[STORE9] an open transaction of the domains is the one the store opened', async () => {
    await database.transaction(async (trx) => {
      const tx = asTx(trx)
      expect(trxOf(tx)).toBe(trx)
      expect(() => trxOf({ ...tx })).toThrow(TypeError)
    })
  })

  test('[STORE10] a closed store is not ready and refuses', async () => {
    await database.close()
    expect(await database.ready()).toBe(false)
    await expect(database.transaction((trx) => sql`select 1`.execute(trx))).rejects.toThrow(
      new Refused('E_STORE', 'store-away'),
    )
    database = await open(place)
    expect(database.kind).toBe(kind)
  })
})
