import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { commands } from '#shared/contract/wire.ts'
import { canonicalJson } from '#shared/model/canonical.ts'
import type { FeeView } from '#shared/model/fee.ts'
import type { CaseId, CaseServiceId, OfficeId, ServiceId } from '#shared/model/ids.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { postgresStore } from '#tests/support/stores.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

const services = ['wohnsitz-anmelden', 'personalausweis', 'kfz-ummeldung'] as ServiceId[]

let desk: WireDesk
let brandt: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

interface Costing {
  readonly case: CaseId
  readonly ids: readonly CaseServiceId[]
}
/** Registration for nothing, identity card 27,60 € to the Amt, vehicle 24,50 € to the Kreis. */
async function costing(by: Tab = brandt): Promise<Costing> {
  const opened = await by.do(commands.openCase, { services })
  const ids = opened.services.map(({ id }) => id)
  const lines = ['frei', 'unter-24', 'einfach'].map((variant, at) => ({ caseService: ids[at]!, variant }))
  await by.do(commands.fixFee, { case: opened.id, lines })
  return { case: opened.id, ids }
}
const cash = (id: CaseId, given = 6000) => ({ case: id, method: 'cash' as const, total: 5210, given })
const card = (id: CaseId, simulate?: 'timeout' | 'declined') => ({
  case: id,
  method: 'terminal' as const,
  total: 5210,
  ...(simulate && { simulate }),
})
const fee = (id: CaseId) => brandt.do(commands.getFee, { case: id })
const stateOf = (view: FeeView) => view.lines.map(({ state }) => state)
/** Moves the clock on until the case says so. */
async function until(id: CaseId, milliseconds: number, state: string): Promise<FeeView> {
  await desk.clock.advance(milliseconds)
  const { body } = await brandt.hears(
    'fee.changed',
    (event) => event.body.fee.case === id && event.body.fee.payments.some((one) => one.state === state),
  )
  return body.fee
}

test('[FEE4] [FEE16] lines by payee with source; free, computed, fixed with a variant, exempt with a reason', async () => {
  const opened = await brandt.do(commands.openCase, { services })
  const before = await fee(opened.id)
  expect(before).toMatchObject({
    rev: 0,
    total: 7050,
    due: 0,
    terminal: { name: 'Simulator', simulator: true, steerable: true },
  })
  expect(before.sums).toEqual([
    { payee: 'seendorf', payeeName: 'Amt Seendorf', cents: 4600 },
    { payee: 'kreis', payeeName: 'Landkreis Lindetal', cents: 2450 },
  ])
  expect(stateOf(before)).toEqual(['exempt', 'computed', 'computed'])
  const [, card1, vehicle] = opened.services.map(({ id }) => id)
  const fixed = await brandt.do(commands.fixFee, {
    case: opened.id,
    lines: [
      { caseService: card1!, variant: 'unter-24' },
      { caseService: vehicle!, exempt: 'Schwerbehinderung' },
    ],
  })
  expect(stateOf(fixed)).toEqual(['exempt', 'fixed', 'exempt'])
  expect(fixed).toMatchObject({ rev: 1, total: 2760, due: 2760 })
  expect(fixed.lines[2]).toMatchObject({ cents: 0, exempt: 'Schwerbehinderung', contract: '2024-07' })
  const wrong = { case: opened.id, lines: [{ caseService: card1!, variant: 'ab-99' }] }
  expect(said(await brandt.ask(commands.fixFee, wrong))).toMatch(/^E_SCHEMA Diese Gebühr gibt es für/)
  const twice = { case: opened.id, lines: [fixedLine(card1!), fixedLine(card1!)] }
  expect(codeOf(await brandt.ask(commands.fixFee, twice))).toBe('E_SCHEMA')
})
const fixedLine = (caseService: CaseServiceId) => ({ caseService, variant: 'ab-24' })

test('[FEE5] cash: change, too little and another amount than the one on the screen', async () => {
  const { case: id } = await costing()
  expect(said(await brandt.ask(commands.settleFee, cash(id, 5200)))).toBe(
    'E_STATE Das reicht nicht: Es fehlen 0,10\u00a0€.',
  )
  expect(said(await brandt.ask(commands.settleFee, { ...cash(id), total: 5000 }))).toBe(
    'E_STATE Der Betrag hat sich geändert. Er beträgt jetzt 52,10\u00a0€. Bitte noch einmal bestätigen.',
  )
  expect(codeOf(await brandt.ask(commands.settleFee, { case: id, method: 'cash', total: 5210 }))).toBe(
    'E_SCHEMA',
  )
  expect((await fee(id)).payments).toEqual([])
  const paid = await brandt.do(commands.settleFee, cash(id))
  expect(stateOf(paid)).toEqual(['exempt', 'paid', 'paid'])
  expect(paid.due).toBe(0)
  expect(paid.payments).toMatchObject([
    { method: 'cash', cents: 5210, given: 6000, change: 790, state: 'paid' },
  ])
  expect(paid.payments[0]!.sums).toMatchObject([
    { payee: 'seendorf', cents: 2760 },
    { payee: 'kreis', cents: 2450 },
  ])
  const again = { case: id, lines: [{ caseService: paid.lines[1]!.caseService, variant: 'ab-24' }] }
  expect(codeOf(await brandt.ask(commands.fixFee, again))).toBe('E_STATE')
})

test('[FEE6] a repeated id, a double click and two windows pay once', async () => {
  const { case: id } = await costing()
  const second = await brandt.owner.tab()
  const one = uuidv7()
  const replies = await Promise.all([
    brandt.ask(commands.settleFee, cash(id), { id: one }),
    brandt.ask(commands.settleFee, cash(id), { id: one }),
    second.ask(commands.settleFee, cash(id)),
    second.ask(commands.settleFee, card(id)),
  ])
  const good = new Set(replies.flatMap((reply) => (reply.ok ? [canonicalJson(reply.value)] : [])))
  expect(good.size).toBe(1)
  await desk.clock.advance(25_000)
  expect((await fee(id)).payments).toHaveLength(1)
  expect(said(await brandt.ask(commands.settleFee, cash(id)))).toMatch(/^E_STATE (Es ist kein|Das Kartent)/)
})

test('[FEE7] no answer of the terminal: unclear, not asked again by anybody, cleared up by a person', async () => {
  const { case: id, ids } = await costing()
  const asked = await brandt.do(commands.settleFee, card(id, 'timeout'))
  expect(asked.payments).toMatchObject([{ state: 'running', receipt: null }])
  expect(said(await brandt.ask(commands.settleFee, card(id)))).toMatch(
    /^E_STATE Das Kartenterminal ist schon/,
  )
  const unclear = await until(id, 20_000, 'unclear')
  expect(stateOf(unclear)).toEqual(['exempt', 'open', 'open'])
  for (const wish of [card(id), cash(id)])
    expect(said(await brandt.ask(commands.settleFee, wish))).toMatch(
      /^E_STATE Eine Kartenzahlung ist ungeklärt/,
    )
  const exempt = { case: id, lines: [{ caseService: ids[1]!, exempt: 'erlassen' }] }
  expect(codeOf(await brandt.ask(commands.fixFee, exempt))).toBe('E_STATE')
  expect((await fee(id)).payments).toHaveLength(1)

  const payment = unclear.payments[0]!.id
  const looked = await brandt.do(commands.reconcileFee, { payment, result: 'not_paid', reason: 'kein Beleg' })
  expect(looked.payments).toMatchObject([{ state: 'not_paid', reason: 'kein Beleg', receipt: null }])
  expect(stateOf(looked)).toEqual(['exempt', 'fixed', 'fixed'])
  const once = { payment, result: 'paid', reason: 'doch' } as const
  expect(codeOf(await brandt.ask(commands.reconcileFee, once))).toBe('E_STATE')
  await brandt.do(commands.settleFee, card(id))
  expect(await until(id, 2_000, 'paid')).toMatchObject({
    payments: [{}, { state: 'paid', method: 'terminal' }],
  })
})

test('[FEE7] the server restarts while the terminal is asked: the payment becomes unclear all the same', async () => {
  const { databaseUrl } = await postgresStore()
  const env = { DATABASE_URL: databaseUrl }
  const before = await WireDesk.start({ env })
  const { case: id } = await costing(await before.tab('j.brandt'))
  const first = await before.tab('j.brandt')
  await first.do(commands.settleFee, card(id))
  await before.stop()
  const after = await WireDesk.start({ env })
  try {
    const again = await after.tab('j.brandt')
    expect(await again.do(commands.getFee, { case: id })).toMatchObject({ payments: [{ state: 'running' }] })
    await again.do(commands.getCase, { case: id })
    await after.clock.advance(20_000)
    const { body } = await again.hears('fee.changed')
    expect(body.fee).toMatchObject({ due: 0, payments: [{ state: 'unclear', receipt: null }] })
    expect(codeOf(await again.ask(commands.settleFee, card(id)))).toBe('E_STATE')
  } finally {
    await after.stop()
  }
  expect([...before.faults, ...after.faults]).toEqual([])
})

test('[FEE14] outside of a demo nobody says how a terminal behaves', async () => {
  const { databaseUrl } = await postgresStore()
  const env = { DATABASE_URL: databaseUrl }
  const demo = await WireDesk.start({ env })
  const { case: id } = await costing(await demo.tab('j.brandt'))
  await demo.stop()
  const earnest = await WireDesk.start({ env: { ...env, DEMO: 'off' } })
  try {
    const tab = await earnest.tab('j.brandt')
    const { terminal } = await tab.do(commands.getFee, { case: id })
    expect(terminal).toEqual({ name: 'Simulator', simulator: true, steerable: false })
    expect(said(await tab.ask(commands.settleFee, card(id, 'declined')))).toBe(
      'E_SCHEMA Das Verhalten des Terminals lässt sich nur am Simulator einer Demo vorgeben.',
    )
    await tab.do(commands.settleFee, card(id))
  } finally {
    await earnest.stop()
  }
  expect([...demo.faults, ...earnest.faults]).toEqual([])
})

test('[FEE8] a declined card leaves the fee open, cash goes through', async () => {
  const { case: id } = await costing()
  await brandt.do(commands.settleFee, card(id, 'declined'))
  expect(await until(id, 2_000, 'declined')).toMatchObject({ due: 5210 })
  expect(stateOf(await brandt.do(commands.settleFee, cash(id)))).toEqual(['exempt', 'paid', 'paid'])
  expect(codeOf(await brandt.ask(commands.settleFee, { ...cash(id), simulate: 'declined' }))).toBe('E_STATE')
})

test('[FEE9] a refund is done once, with its own receipt, and the fee is fixed and paid anew', async () => {
  const { case: id, ids } = await costing()
  const { payments } = await brandt.do(commands.settleFee, cash(id))
  const payment = payments[0]!.id
  const replies = await Promise.all(
    [1, 2].map(() => brandt.ask(commands.refundFee, { payment, reason: 'falsche Person' })),
  )
  expect(replies.map(codeOf).toSorted()).toEqual(['E_STATE', 'ok'])
  const after = await fee(id)
  expect(stateOf(after)).toEqual(['exempt', 'refunded', 'refunded'])
  expect(after).toMatchObject({ total: 0, due: 0 })
  const [first, back] = after.payments
  expect(back).toMatchObject({ kind: 'refund', refundOf: payment, cents: 5210, reason: 'falsche Person' })
  expect(back!.receipt).not.toBe(first!.receipt)
  const refundOfRefund = { payment: back!.id, reason: 'x' }
  expect(codeOf(await brandt.ask(commands.refundFee, refundOfRefund))).toBe('E_STATE')
  const anew = { case: id, lines: [{ caseService: ids[1]!, variant: 'ab-24' }] }
  expect(await brandt.do(commands.fixFee, anew)).toMatchObject({ due: 4600 })
})

test('[FEE10] [FEE11] receipts without a gap, and a day whose payees, methods and receipts add up', async () => {
  const lorenz = await desk.tab('k.lorenz')
  const vehicle = async () => {
    const { id, services: own } = await lorenz.do(commands.openCase, {
      services: ['kfz-ummeldung' as ServiceId],
    })
    await lorenz.do(commands.fixFee, { case: id, lines: [{ caseService: own[0]!.id, variant: 'einfach' }] })
    const wish = { case: id, method: 'cash', total: 2450, given: 2450 } as const
    return lorenz.ask(commands.settleFee, wish)
  }
  const paid = await Promise.all(Array.from({ length: 6 }, vehicle))
  const [first] = paid
  if (!first?.ok) throw new Error('not paid')
  const payment = first.value.payments[0]!.id
  await lorenz.do(commands.refundFee, { payment, reason: 'doppelt' })
  const day = await lorenz.do(commands.readDay, { day: '2026-03-02' })
  expect(day.receipts.map(({ receipt }) => receipt)).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((one) => `BOITZENFURT-2026-0000${one}`),
  )
  expect(day).toMatchObject({
    payees: [{ payee: 'kreis', taken: 14700, refunded: 2450, cents: 12250 }],
    methods: { cash: 12250, terminal: 0 },
    total: 12250,
  })
  const own = await brandt.do(commands.readDay, { day: '2026-03-02' })
  const sum = (list: readonly { cents: number }[]) => list.reduce((all, { cents }) => all + cents, 0)
  expect(own.payees.map(({ payee }) => payee).toSorted()).toEqual(['kreis', 'seendorf'])
  for (const list of [own, day]) {
    expect(sum(list.payees)).toBe(list.total)
    expect(sum(list.receipts)).toBe(list.total)
    expect(list.methods.cash + list.methods.terminal).toBe(list.total)
    for (const one of list.receipts) expect(sum(one.sums)).toBe(Math.abs(one.cents))
  }
  expect(own.receipts.map(({ receipt }) => Number(receipt!.slice(-5)))).toEqual(
    own.receipts.map((_one, at) => at + 1),
  )
  const foreign = { office: 'seendorf' as OfficeId, day: '2026-03-02' }
  expect(codeOf(await lorenz.ask(commands.readDay, foreign))).toBe('E_NOT_FOUND')
  expect(codeOf(await lorenz.ask(commands.readDay, { day: '2026-02-31' }))).toBe('E_SCHEMA')
  const paulsen = await desk.tab('r.paulsen')
  expect((await paulsen.do(commands.readDay, foreign)).total).toBe(own.total)
})

test('[FEE12] every decision is audited with authority and contract, and no free text', async () => {
  const before = await desk.auditHead()
  const { case: id } = await costing()
  const { payments } = await brandt.do(commands.settleFee, cash(id))
  await brandt.do(commands.refundFee, { payment: payments[0]!.id, reason: 'Frau Wendt war schon da' })
  const rows = await desk.audit(before)
  for (const action of ['fee.fixed', 'payment.cash.line', 'payment.refunded.line'])
    expect(rows.filter((row) => row.action === action).map(({ detail }) => detail)).toContainEqual(
      expect.objectContaining({ authority: 'kreis', contract: '2024-07', cents: 2450 }),
    )
  expect(JSON.stringify(rows)).not.toContain('Wendt')
})

test('[FEE12] the contract has ended: the own fee is taken, the other authority’s is not', async () => {
  const other = await WireDesk.start({ clock: new HandClock(new Date('2026-12-31T22:59:51Z')) })
  try {
    const wolf = await other.tab('t.wolf')
    const { id, services: own } = await wolf.do(commands.openCase, {
      services: ['personalausweis', 'kfz-ummeldung'] as ServiceId[],
    })
    await other.clock.advance(13_000)
    const lines = [
      { caseService: own[0]!.id, variant: 'ab-24' },
      { caseService: own[1]!.id, variant: 'einfach' },
    ]
    expect(said(await wolf.ask(commands.fixFee, { case: id, lines }))).toMatch(
      /^E_FORBIDDEN Die Gebühr für „Fahrz/,
    )
    expect(await wolf.do(commands.fixFee, { case: id, lines: lines.slice(0, 1) })).toMatchObject({
      due: 4600,
    })
  } finally {
    await other.stop()
  }
})
