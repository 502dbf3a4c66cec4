import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import { linkContent, linkHash } from '#server/audit/audit-chain.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { AuditRow } from '#server/audit/audit-port.ts'
import { walkTrail } from '#server/audit/walk-trail.ts'
import type { LedgerEntry } from '#server/gateway/ledger-port.ts'
import type { Tx } from '#server/platform/act.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/store/database.ts'
import { commandStore, eventStore } from '#server/store/event-store.ts'
import { ledgerStore } from '#server/store/ledger-store.ts'
import { migrations, type StoreMigration } from '#server/store/migrations/index.ts'
import { isDuplicate } from '#server/store/store-errors.ts'
import { trailStore } from '#server/store/trail-store.ts'
import { asTx } from '#server/store/tx.ts'
import { stepsWithProbe } from '#tests/support/probe-step.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore, type StorePlace } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const ledger = ledgerStore({ content: linkContent, payload: sha256Hex })
const at = new Date('2026-11-26T09:00:00.123Z')
const person = uuidv7() as PersonId

const rowOf = (action: string, more: Partial<AuditRow> = {}): AuditRow => ({
  at,
  person,
  action,
  outcome: 'done',
  case: null,
  subject: null,
  history: false,
  payload: '{}',
  ...more,
})

const eventOf = (stream: string, state: string): LedgerEntry['events'][number] => ({
  stream,
  type: 'presence.changed',
  body: { state } as never,
})

/** Makes of a store what it was before the step 0007-ledger. */
const stepBack = [
  'drop function keep_act',
  'alter table command alter column reply type jsonb',
  'alter table event alter column body type jsonb, drop column link',
  'alter table audit_payload alter column body type jsonb',
  "delete from migration where name = '0007-ledger'",
]

/** Links whose predecessor is not the one before them. */
const broken = (chain: readonly { readonly previous: string; readonly hash: string }[]) =>
  chain.filter((link, index) => index > 0 && link.previous !== chain[index - 1]?.hash)

const open = async (place: StorePlace, steps: readonly StoreMigration[]) =>
  openDatabase({
    ...place,
    log: quietLog,
    clock: systemClock,
    onFatal: (sentence) => {
      throw new Error(sentence)
    },
    steps,
  })

describe.each([
  ['embedded', embeddedStore],
  ['postgres', postgresStore],
] as const)('the ledger of the %s store', (_kind, newStore) => {
  let database: Database

  beforeAll(async () => {
    database = await open(await newStore(), stepsWithProbe)
  })
  afterAll(() => database.close())

  const close = async (entry: Partial<LedgerEntry>, work = async () => undefined) => {
    const whole = { at, person, command: null, rows: [], events: [], ...entry }
    const { closed } = await database.transactionWith(work, (trx) => ledger.close(asTx(trx), whole))
    return closed
  }
  const probes = async (name: string) => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from probe where name = ${name}`.execute(database.kysely)
    return rows[0]?.n
  }

  test('[STORE40] the chain in the store is the chain of the audit rule, row by row, whatever the rows say', async () => {
    const file = uuidv7() as CaseId
    const rows = [
      rowOf('a', { history: true, case: file, payload: '{"name":"Straße „Ä“ \\\\ \\" {,}"}' }),
      rowOf('b', { subject: 'x,y "z" \\ {NULL}', outcome: 'refused' }),
      rowOf('c', { payload: '{"list":[1,null,true]}' }),
    ]
    const first = await close({ rows })
    const second = await close({ rows: [rowOf('d', { person: null })], person: null })
    expect(second.rows).toEqual([(first.rows[2] ?? 0) + 1])
    const kept = await database.kysely.selectFrom('audit').selectAll().orderBy('seq').execute()
    const wanted = [...rows, rowOf('d', { person: null })]
    const start = kept.length - wanted.length
    for (const [index, row] of wanted.entries()) {
      const link = kept[start + index]
      expect(link).toMatchObject({
        action: row.action,
        subject: row.subject,
        payload_sha256: sha256Hex(row.payload),
      })
      expect(link?.hash).toBe(linkHash(link?.previous ?? '', link?.seq ?? 0, row))
    }
    expect(broken(kept)).toEqual([])
    const payload = await sql<{
      body: unknown
    }>`select body from audit_payload where seq = ${first.rows[0]}`.execute(database.kysely)
    expect(payload.rows[0]?.body).toEqual({ name: 'Straße „Ä“ \\ " {,}' })
  })

  test('[STORE41] forty acts at once leave one chain without a gap and streams without a gap', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        close({
          rows: [rowOf(`busy-${n}`), rowOf(`busy-${n}-too`)],
          events: [eventOf('duty/b', 'x'), eventOf('duty/a', 'y'), eventOf('duty/b', 'z')],
        }),
      ),
    )
    const inOrder = (values: number[]) => values.toSorted((a, b) => a - b)
    const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, n) => from + n)
    const chain = inOrder(numbers.flatMap((one) => one.rows))
    expect(chain).toEqual(upTo(80, chain[0]))
    expect(inOrder(numbers.flatMap(({ events }) => [events[0] ?? 0, events[2] ?? 0]))).toEqual(upTo(80))
    expect(inOrder(numbers.map(({ events }) => events[1] ?? 0))).toEqual(upTo(40))
    expect(numbers.every(({ events }) => events[2] === (events[0] ?? 0) + 1)).toBe(true)
    const kept = await database.kysely.selectFrom('audit').selectAll().orderBy('seq').execute()
    expect(broken(kept)).toEqual([])
  })

  test('[STORE40] an event that tells of an audit row carries its number when it is read again', async () => {
    const { rows, events } = await close({
      rows: [rowOf('before'), rowOf('told')],
      events: [{ stream: 'case/told', type: 'case.history', body: { entry: { seq: 0 } } as never, row: 1 }],
    })
    const read = await database.read((trx) => eventStore.since(asTx(trx), 'case/told', 0, 10))
    expect(read).toMatchObject([{ seq: events[0], body: { entry: { seq: rows[1] } } }])
  })

  test('[STORE42] the same command a second time fails as a duplicate and takes its effect along', async () => {
    const command = {
      id: uuidv7(),
      person,
      name: 'case:open',
      bodyHash: 'x',
      reply: { value: { text: 'Ä"' } },
    }
    await close({ command })
    const again = database.transactionWith(
      (trx) => sql`insert into probe (name) values ('twice')`.execute(trx),
      (trx) => ledger.close(asTx(trx), { at, person, command, rows: [rowOf('twice')], events: [] }),
    )
    expect(isDuplicate(await again.catch((error: unknown) => error), 'command_pkey')).toBe(true)
    expect(await probes('twice')).toBe(0)
  })

  test('[STORE43] statements executed together reach the store in their order, and see what was written before', async () => {
    const seen = await database.transaction(async (trx) => {
      const [, found] = await Promise.all([
        sql`insert into probe (name) values ('together')`.execute(trx),
        sql<{ n: number }>`select count(*)::int as n from probe where name = 'together'`.execute(trx),
      ])
      return found.rows[0]?.n
    })
    expect(seen).toBe(1)
  })

  test('[STORE43] a statement nobody waited for dooms the transaction with its own error', async () => {
    const doomed = database.transaction(async (trx) => {
      sql`insert into probe (name) values ('unwatched')`.execute(trx).catch(() => undefined)
      sql`select 1 / 0`.execute(trx).catch(() => undefined)
    })
    await expect(doomed).rejects.toMatchObject({ code: '22012' })
    expect(await probes('unwatched')).toBe(0)
  })

  test('[STORE43] a conflict runs the work again also when a later statement told of it', async () => {
    let runs = 0
    await database.transaction(async (trx) => {
      runs++
      if (runs === 1)
        sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`
          .execute(trx)
          .catch(() => undefined)
      await sql`insert into probe (name) values ('again')`.execute(trx)
    })
    expect([runs, await probes('again')]).toEqual([2, 1])
  })

  test('[STORE43] a statement behind the COMMIT is refused, and the connection is as good as before', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await database.transaction(async (trx) => {
      late = (async () => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        await sql`insert into probe (name) values ('late')`.execute(trx)
      })()
      late.catch(() => undefined)
    })
    await expect(late).rejects.toThrow(/The transaction is over/)
    expect(await probes('late')).toBe(0)
  })

  test('[STORE44] a store that was written before there was a ledger goes on with its chain, streams and commands', async () => {
    const place = await newStore()
    const old = await open(place, migrations)
    for (const statement of stepBack) await sql.raw(statement).execute(old.kysely)
    const row = rowOf('old', { payload: '{"a":1,"b":"ä"}' })
    const hash = linkHash('0'.repeat(64), 1, row)
    const id = uuidv7()
    await sql`insert into audit (seq, at, person, action, outcome, history, length, payload_sha256, previous, hash)
      values (1, ${at}, ${person}, 'old', 'done', false, 16, ${sha256Hex(row.payload)}, ${'0'.repeat(64)}, ${hash})`.execute(
      old.kysely,
    )
    await sql`insert into audit_payload (seq, body) values (1, ${row.payload})`.execute(old.kysely)
    await sql`update audit_head set seq = 1, hash = ${hash}`.execute(old.kysely)
    await sql`insert into stream (name, seq) values ('duty/old', 1)`.execute(old.kysely)
    await sql`insert into event (stream, seq, type, body, at) values ('duty/old', 1, 'x', '{"n":1}', ${at})`.execute(
      old.kysely,
    )
    await sql`insert into command (id, person, name, body_hash, reply, at)
      values (${id}, ${person}, 'case:open', 'x', '{"value":1}', ${at})`.execute(old.kysely)
    await old.close()

    const now = await open(place, migrations)
    try {
      const entry = { at, person, command: null, rows: [rowOf('new')], events: [eventOf('duty/old', 'y')] }
      const closed = await now.transaction((trx) => ledger.close(asTx(trx), entry))
      expect(closed).toEqual({ rows: [2], events: [2] })
      const read = <T>(work: (tx: Tx) => Promise<T>) => now.read((trx) => work(asTx(trx)))
      expect(await walkTrail(trailStore, 'none', read)).toMatchObject({ ok: true, seq: 2 })
      expect(await read((tx) => eventStore.since(tx, 'duty/old', 0, 9))).toMatchObject([
        { seq: 1, body: { n: 1 } },
        { seq: 2, body: { state: 'y' } },
      ])
      expect(await read((tx) => commandStore.find(tx, id))).toMatchObject({ reply: { value: 1 } })
    } finally {
      await now.close()
    }
  })
})
