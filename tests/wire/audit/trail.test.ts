import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { TrailPage, TrailRow } from '#shared/contract/audit-contract.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { codeOf, said, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const services = ['wohnsitz-anmelden', 'kfz-ummeldung'] as ServiceId[]

let desk: WireDesk
let brandt: Tab
let paulsen: Person
let auditor: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  paulsen = await desk.signIn('r.paulsen')
  auditor = await paulsen.tab()
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const opened = (by: Tab = brandt) => by.do(commands.openCase, { services, citizen: { name: 'Petra Wendt' } })

test('[AUDIT5] search by number, person, subject and day; no content; each look leaves a row', async () => {
  const { number, id } = await opened()
  await brandt.do(commands.renameCase, { case: id, citizen: { name: 'Petra Neumann' } })
  const before = await desk.auditHead()
  const { rows, next } = await auditor.do(commands.searchTrail, { number })
  expect(rows.map(({ action }) => action)).toEqual(['case.renamed', 'case.delegated', 'case.opened'])
  expect(rows[1]).toMatchObject({
    personName: 'Jana Brandt',
    caseNumber: number,
    detail: { authority: 'kreis', contract: '2024-07' },
  })
  expect(next).toBeNull()
  expect(JSON.stringify(rows)).not.toMatch(/Wendt|Neumann|wohnsitz/)
  const mine = await auditor.do(commands.searchTrail, { person: 'brandt', group: 'cases', day: '2026-03-02' })
  expect(mine.rows.length).toBeGreaterThan(2)
  expect(new Set(mine.rows.map(({ personName }) => personName))).toEqual(new Set(['Jana Brandt']))
  expect((await auditor.do(commands.searchTrail, { person: 'Niemand' })).rows).toEqual([])
  expect((await auditor.do(commands.searchTrail, { day: '2026-03-03' })).rows).toEqual([])
  expect(said(await auditor.ask(commands.searchTrail, { day: '2026-02-30' }))).toMatch(/^E_SCHEMA Diesen Tag/)
  const looks = (await desk.audit(before)).filter(({ action }) => action === 'audit.searched')
  expect(looks[0]!.detail).toEqual({ number, rows: 3 })
  expect(looks[1]!.detail).toMatchObject({ person: true, day: '2026-03-02' })
})

test('[AUDIT5] older rows come page by page, without a gap', async () => {
  await Promise.all(Array.from({ length: 30 }, () => opened()))
  const seen: number[] = []
  for (let before: number | null = null; ;) {
    const page: TrailPage = await auditor.do(commands.searchTrail, before === null ? {} : { before })
    seen.push(...page.rows.map(({ seq }) => seq))
    before = page.next
    if (before === null) break
  }
  expect(seen).toEqual(Array.from({ length: seen.length }, (_one, at) => seen.length - at))
  expect(seen.length).toBeGreaterThan(60)
})

test('[AUDIT5] saved as CSV and as JSON lines, what a spreadsheet would run is only text', async () => {
  const { number } = await opened()
  const csv = await paulsen.ask('/api/audit/export', 'POST', { as: 'csv', number })
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="protokoll.csv"')
  const bytes = Buffer.from(await csv.arrayBuffer()).toString('utf8')
  expect(bytes).toMatch(/^\uFEFFseq;at;personName;/)
  expect(bytes.trim().split('\r\n')).toHaveLength(3)
  const answer = await paulsen.ask('/api/audit/export', 'POST', { as: 'jsonl' })
  const rows = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrailRow)
  expect(rows.map(({ seq }) => seq)).toEqual(
    Array.from({ length: rows.length }, (_one, at) => rows.length - at),
  )
  expect(rows.map(({ action }) => action)).toContain('audit.exported')
  expect((await paulsen.ask('/api/audit/export', 'POST', { as: 'xls' })).status).toBe(400)
})

test('[AUDIT6] everybody finds what the table of rights says, on the socket and over HTTP', async () => {
  const { number } = await opened()
  const lorenz = await desk.tab('k.lorenz')
  await opened(lorenz)
  const manager = await desk.signIn('b.arndt')
  const found = await (await manager.tab()).do(commands.searchTrail, {})
  expect(found.rows.length).toBeGreaterThan(1)
  for (const row of found.rows) expect(row).toMatchObject({ detail: {}, personName: 'Jana Brandt' })
  const administrator = await desk.tab('d.kranz')
  const technical = await administrator.do(commands.searchTrail, {})
  expect(new Set(technical.rows.map(({ caseNumber }) => caseNumber))).toEqual(new Set([null]))
  expect((await administrator.do(commands.searchTrail, { number })).rows).toEqual([])
  for (const login of ['j.brandt', 'u.kessler', 'k.lorenz']) {
    const stranger = await desk.signIn(login)
    const tab = await stranger.tab()
    for (const command of [commands.trailState, commands.searchTrail, commands.verifyTrail])
      expect(codeOf(await tab.ask(command, {}))).toBe('E_FORBIDDEN')
    const before = await desk.auditHead()
    expect((await stranger.ask('/api/audit/export', 'POST', { as: 'csv' })).status).toBe(403)
    expect(await desk.audit(before)).toMatchObject([{ action: 'audit:export', outcome: 'refused' }])
  }
  expect((await desk.send('/api/audit/export', 'POST', { as: 'csv' })).status).toBe(401)
  expect(codeOf(await (await manager.tab()).ask(commands.verifyTrail, {}))).toBe('E_FORBIDDEN')
})

test('[AUDIT1] the auditor looks at the chain: sound, then with a row changed', async () => {
  const look = await auditor.do(commands.verifyTrail, {})
  expect(look).toMatchObject({ personName: expect.stringMatching(/Paulsen/), verdict: { ok: true } })
  expect((await auditor.do(commands.trailState, {})).look).toEqual(look)
  await desk.sql("update audit set action = 'case.closed' where seq = 4")
  expect(await auditor.do(commands.verifyTrail, {})).toMatchObject({
    verdict: { ok: false, fault: 'changed', seq: 4 },
    sentence: 'Die Protokollkette ist ab Zeile 4 gebrochen: Diese Zeile wurde verändert.',
  })
})
