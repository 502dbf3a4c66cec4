import { createHash } from 'node:crypto'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import { outliving, tracesByTable } from '#server/store/retention-store.ts'
import { lookAtPdf } from '#tests/support/pdf.ts'
import { pdf, upload } from '../evidence/papers.ts'
import { admission, codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

const residence = 'wohnsitz-anmelden' as ServiceId
const vehicle = 'kfz-ummeldung' as ServiceId

let desk: WireDesk
let brandt: Tab
let manager: Tab
let administrator: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  manager = await desk.tab('b.arndt')
  administrator = await desk.tab('d.kranz')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

/** A case in which everything ended, with an answer in its form. */
async function ended(services: readonly ServiceId[] = [residence]) {
  const opened = await brandt.do(commands.openCase, {
    services: [...services],
    citizen: { name: 'Petra Wendt' },
  })
  for (const { id } of opened.services)
    await brandt.do(commands.cancelService, { case: opened.id, caseService: id, reason: 'doppelt' })
  return opened
}

async function sealed(id: CaseId): Promise<void> {
  await expect
    .poll(async () => (await desk.sql('select 1 from retained_case where case_id = $1', [id])).length)
    .toBe(1)
}

/** Closed twenty years ago, as far as retention knows. */
async function longAgo(services: readonly ServiceId[] = [residence]): Promise<string> {
  const { id, number } = await ended(services)
  await brandt.do(commands.closeCase, { case: id })
  await sealed(id)
  await desk.sql(
    "update retained_case set closed_on = '2006-05-04', services = replace(services, '2026-03-02', '2006-05-04') where case_id = $1",
    [id],
  )
  return number
}

test('[KEEP1] a case with an open service, a talk or an unclear payment is not closed, and the sentence says what is left', async () => {
  const { id, services } = await brandt.do(commands.openCase, { services: [residence, vehicle] })
  const [first, second] = services
  const close = async () => said(await brandt.ask(commands.closeCase, { case: id }))
  await brandt.do(commands.cancelService, { case: id, caseService: first!.id, reason: 'doppelt' })
  expect(await close()).toMatch(/^E_STATE „.*“ ist noch nicht fertig/)

  const line = { caseService: second!.id, variant: 'einfach' }
  await brandt.do(commands.fixFee, { case: id, lines: [line] })
  await brandt.do(commands.settleFee, { case: id, method: 'terminal', total: 2450, simulate: 'timeout' })
  await brandt.do(commands.cancelService, { case: id, caseService: second!.id, reason: 'doppelt' })
  expect(await close()).toMatch(/^E_STATE Eine Zahlung ist noch nicht geklärt/)
  await desk.clock.advance(20_000)
  expect(await close()).toMatch(/^E_STATE Eine Zahlung ist noch nicht geklärt/)
  const fee = await brandt.do(commands.getFee, { case: id })
  const { payments } = fee
  await brandt.do(commands.reconcileFee, {
    payment: payments[0]!.id,
    result: 'not_paid',
    reason: 'kein Beleg',
  })
  expect(await close()).toBe('ok')
  expect(await close()).toMatch(/^E_STATE/)
  expect(said(await brandt.ask(commands.renameCase, { case: id, citizen: { name: 'Zu spät' } }))).toMatch(
    /^E_STATE/,
  )
  await sealed(id)
})

test('[KEEP2] after closing the answers stand in the seal, documents are gone for everybody, and who was away brings nothing back', async () => {
  const opened = await brandt.do(commands.openCase, {
    services: [residence],
    citizen: { name: 'Petra Wendt' },
  })
  const name = `${opened.id}.shared.${opened.generation}`
  const away = await (await brandt.owner.document(name)).sync()
  const answers = () => away.doc.getMap<Y.Map<unknown>>('forms').get(opened.services[0]!.id)!
  const street = [...answers().keys()].find((path) => path.endsWith('strasse'))!
  const typed = answers().get(street) as Y.Text
  away.update(() => typed.insert(0, 'Am Speicher'))
  await away.until('durable', ({ n }) => n >= 2)

  await brandt.do(commands.cancelService, {
    case: opened.id,
    caseService: opened.services[0]!.id,
    reason: 'doppelt',
  })
  await brandt.do(commands.closeCase, { case: opened.id })
  await sealed(opened.id)
  expect(await admission(await brandt.owner.document(name))).toBe('4409')
  expect(await admission(await brandt.owner.document(`${opened.id}.shared.2`))).toBe('4409')
  const seal = await brandt.do(commands.readSealed, { case: opened.id })
  expect(seal.archive?.services[0]?.snapshot.form.fields).toEqual({ [street]: 'Am Speicher' })
  expect(seal.hash).toMatch(/^[0-9a-f]{64}$/)
  const view = await brandt.do(commands.getCase, { case: opened.id })
  expect(view).toMatchObject({ generation: 2, closedAt: desk.clock.now().toISOString() })
  await expect
    .poll(
      async () =>
        await desk.sql(`select name, folded, head_seq from document where name like '${opened.id}%'`),
    )
    .toEqual([])
  const [row] = await desk.sql('select head_seq, hash from case_archive where case_id = $1', [opened.id])
  expect(row).toMatchObject({ hash: seal.hash })
  expect(Number(row?.['head_seq'])).toBeGreaterThan(0)
})

test('[KEEP9] a sealed case is a PDF/A-3a with the sealed data inside, the same each time; open or foreign there is none', async () => {
  const opened = await ended([residence, vehicle])
  const paper = (tab: Tab) => tab.owner.ask(`/api/cases/${opened.id}/sealed.pdf`, 'GET')
  expect((await paper(brandt)).status).toBe(409)
  await brandt.do(commands.closeCase, { case: opened.id })
  await sealed(opened.id)
  const [first, second] = [await paper(brandt), await paper(brandt)]
  expect(first.headers.get('content-disposition')).toBe(`attachment; filename="vorgang-${opened.number}.pdf"`)
  const content = Buffer.from(await first.arrayBuffer())
  expect(Buffer.from(await second.arrayBuffer()).equals(content)).toBe(true)
  const seen = lookAtPdf(content)
  expect(seen.faults).toEqual([])
  expect(seen.text).toMatch(
    /Abgeschlossener Vorgang[\s\S]*Petra Wendt[\s\S]*Wohnsitz anmelden[\s\S]*herausgenommen/,
  )
  const { hash } = await brandt.do(commands.readSealed, { case: opened.id })
  expect(createHash('sha256').update(seen.files.get('vorgang.json')!).digest('hex')).toBe(hash)
  expect((await paper(await desk.tab('t.wolf'))).status).toBe(404)
  expect((await desk.send(`/api/cases/${opened.id}/sealed.pdf`, 'GET')).status).toBe(401)
  const rows = await desk.sql(
    "select outcome from audit where case_id = $1 and action = 'case.sealed_handed'",
    [opened.id],
  )
  expect(rows).toHaveLength(2)
})

test('[KEEP3] a case in which everything ended is closed by the clock a day later, and what a crash left unsealed is sealed at the start', async () => {
  const { id } = await ended()
  await desk.sql("update case_file set changed_at = changed_at - interval '25 hours' where id = $1", [id])
  const half = await ended()
  await desk.sql('update case_file set closed_at = changed_at where id = $1', [half.id])
  await desk.again()
  await sealed(half.id)
  expect(await desk.sql('select 1 from retained_case where case_id = $1', [id])).toEqual([])
  await desk.clock.advance(60 * 60 * 1000)
  await sealed(id)
  brandt = await desk.tab('j.brandt')
  manager = await desk.tab('b.arndt')
  administrator = await desk.tab('d.kranz')
})

test('[KEEP5] the dry run counts and changes nothing; a hold and an open offer keep a case', async () => {
  const number = await longAgo()
  const trade = await longAgo(['gewerbe-anmelden' as ServiceId])
  const rows = async () => JSON.stringify(await desk.sql('select number from case_file order by number'))
  const before = await rows()
  const preview = await administrator.do(commands.previewDeletion, {})
  expect(preview.numbers).toContain(number)
  expect(preview.rows).toMatchObject({ case_archive: preview.numbers.length })
  expect(preview.kept).toContainEqual({ number: trade, why: 'offer' })
  expect(await rows()).toBe(before)

  await manager.do(commands.holdCase, { number, reason: 'Klage beim Verwaltungsgericht' })
  await manager.do(commands.answerOffer, { number: trade, answer: 'declined' })
  const now = await administrator.do(commands.previewDeletion, {})
  expect(now.numbers).not.toContain(number)
  expect(now.kept).toContainEqual({ number, why: 'hold' })
  expect(now.numbers).toContain(trade)
  const overview = await administrator.do(commands.readRetention, {})
  expect(JSON.stringify(overview)).not.toContain('Wendt')
  expect(said(await administrator.ask(commands.proposeDeletion, { numbers: [number] }))).toMatch(/^E_STATE/)
  expect(said(await manager.ask(commands.liftHold, { number, reason: 'vorbei' }))).toMatch(/^E_FORBIDDEN/)
  await administrator.do(commands.liftHold, { number, reason: 'Klage abgewiesen' })
})

test('[KEEP6] one proposes, another releases; the manifest says what went; nobody releases alone', async () => {
  const [first, held] = [await longAgo(), await longAgo()]
  const alone = await administrator.do(commands.proposeDeletion, { numbers: [first, held] })
  expect(said(await administrator.ask(commands.releaseDeletion, { run: alone.id }))).toMatch(
    /^E_FORBIDDEN Sie haben diese Löschung selbst vorgeschlagen/,
  )
  expect(said(await manager.ask(commands.proposeDeletion, { numbers: [first] }))).toMatch(/^E_STATE/)
  await administrator.do(commands.rejectDeletion, { run: alone.id, reason: 'falsche Liste' })

  const run = await manager.do(commands.proposeDeletion, { numbers: [first, held] })
  await manager.do(commands.holdCase, { number: held, reason: 'Widerspruch' })
  const done = await administrator.do(commands.releaseDeletion, { run: run.id })
  expect(done.manifest?.cases.map(({ number }) => number)).toEqual([first])
  expect(done.manifest?.cases[0]).toMatchObject({ files: 0, rows: { case_file: 1, case_service: 1 } })
  expect(await desk.sql('select number from case_file where number = any($1)', [[first, held]])).toEqual([
    { number: held },
  ])
  const trail = await desk.audit()
  expect(trail.at(-1)).toMatchObject({ action: 'deletion.done', detail: { manifest: done.manifestHash } })
  expect(codeOf(await administrator.ask(commands.releaseDeletion, { run: run.id }))).toBe('E_STATE')
})

test('[KEEP7] every table with a case in it is known to the deletion, or outlives it on purpose', async () => {
  const rows = await desk.sql(
    "select distinct table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'case_id'",
  )
  const known = new Set([...tracesByTable.map(([table]) => table), ...outliving])
  expect(rows.map(({ name }) => String(name)).filter((name) => !known.has(name))).toEqual([])
})

test('[KEEP8] what a crash left between file and row goes a day later; named and younger contents stay', async () => {
  const { id } = await brandt.do(commands.openCase, { services: [residence] })
  const { body } = await upload(brandt.owner, id, pdf('bleibt'))
  const place = (sha256: string) => join(desk.dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2))
  const [old, young] = ['a'.repeat(64), 'b'.repeat(64)]
  const now = desk.clock.now().getTime()
  for (const [sha256, hours] of [
    [old, 30],
    [young, 2],
    [body.sha256!, 30],
  ] as const) {
    if (sha256 !== body.sha256) {
      await mkdir(join(desk.dataDir, 'evidence', sha256.slice(0, 2)), { recursive: true })
      await writeFile(place(sha256), 'x')
    }
    const at = new Date(now - hours * 60 * 60 * 1000)
    await utimes(place(sha256), at, at)
  }
  await desk.clock.advance(60 * 60 * 1000)
  const kept = async () => {
    const files = await readdir(join(desk.dataDir, 'evidence'), { recursive: true })
    return [old, young, body.sha256!].map((sha256) =>
      files.includes(join(sha256.slice(0, 2), sha256.slice(2))),
    )
  }
  await expect.poll(kept).toEqual([false, true, true])
  const trail = await desk.audit()
  expect(trail).toContainEqual(
    expect.objectContaining({ action: 'files.orphans-removed', detail: { files: 1 } }),
  )
})
