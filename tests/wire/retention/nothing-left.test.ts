import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sql } from 'kysely'
import pg from 'pg'
import * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore } from '#tests/support/stores.ts'
import { signingHash } from '#shared/model/signature.ts'
import { pdf, upload } from '../evidence/papers.ts'
import { admission, WireDesk } from '../gateway/wire-desk.ts'
import { handedOver } from '../handover/bundles.ts'

const vehicle = 'kfz-ummeldung' as ServiceId

/** Words that stand nowhere else; `kanarienvogel` in each, so that one search finds them all. */
const canary = (what: string) => `Kanarienvogel${what}`
const everywhere = /kanarienvogel/i

/** A case with a canary in everything people can type, send or say, closed. Answers its number. */
async function fullCase(desk: WireDesk): Promise<string> {
  const brandt = await desk.tab('j.brandt')
  const kessler = await desk.tab('u.kessler')
  await kessler.do(commands.setPresence, { state: 'available' })
  const { id, number, generation, services } = await brandt.do(commands.openCase, {
    services: [vehicle],
    citizen: { name: canary('Name') },
  })
  const caseService = services[0]!.id
  const document = await (await brandt.owner.document(`${id}.shared.${generation}`)).sync()
  const answers = () => document.doc.getMap<Y.Map<unknown>>('forms').get(caseService)!
  const texts = () => [...answers().values()].filter((one) => one instanceof Y.Text)
  // Typed and removed, typed and cleared, typed and left.
  document.update(() => texts()[0]!.insert(0, canary('Getippt')))
  document.update(() => texts()[0]!.delete(0, 6))
  document.update(() => texts()[1]!.insert(0, canary('Geleert')))
  document.update(() => texts()[1]!.delete(0, texts()[1]!.length))
  document.update(() => texts()[2]!.insert(0, canary('Bleibt')))
  await document.until('durable', ({ n }) => n >= 6)
  const staff = await (await brandt.owner.document(`${id}.staff.${generation}`)).sync()
  staff.update(() => {
    const note = new Y.Map<unknown>()
    note.set('author', brandt.person)
    note.set('text', canary('Notiz'))
    staff.doc.getArray('notes').push([note])
  })

  const paper = { name: `${canary('Datei')}.pdf`, fields: { caseService, title: canary('Titel') } }
  const { body } = await upload(brandt.owner, id, pdf(canary('Inhalt')), paper)
  expect(body.sha256).toBeDefined()
  const gone = await upload(brandt.owner, id, pdf(canary('Geloescht')), { ...paper, name: 'weg.pdf' })
  expect(gone.status).toBe(200)
  const { evidence } = await brandt.do(commands.listEvidence, { case: id })
  await brandt.do(commands.withdrawEvidence, {
    case: id,
    evidence: evidence.at(-1)!.id,
    reason: canary('Zurueck'),
  })
  const asked = await brandt.do(commands.request, {
    case: id,
    service: vehicle,
    question: canary('Frage'),
  })
  await kessler.do(commands.accept, { consultation: asked.id })
  await kessler.do(commands.end, { consultation: asked.id })
  await kessler.do(commands.close, {
    consultation: asked.id,
    outcome: 'solved',
    note: canary('Ergebnis'),
  })
  await brandt.do(commands.cancelService, { case: id, caseService, reason: canary('Grund') })
  await brandt.do(commands.closeCase, { case: id })
  await brandt.hears('case.changed', ({ body: told }) => told.case?.generation === 2)
  expect(await admission(await brandt.owner.document(`${id}.shared.${generation}`))).toBe('4409')
  return number
}

/** The same for a case that went the whole way: promised, decided, signed, handed over, questioned, answered, rejected. */
async function wholeWay(desk: WireDesk): Promise<string> {
  const brandt = await desk.tab('j.brandt')
  const kessler = await desk.tab('u.kessler')
  const { id, number, services } = await brandt.do(commands.openCase, {
    services: [vehicle],
    citizen: { name: canary('Name') },
  })
  const place = { case: id, caseService: services[0]!.id }
  const stands = (state: string) =>
    desk.sql('update case_service set state = $2 where id = $1', [place.caseService, state])
  await brandt.do(commands.followEvidence, { ...place, title: canary('Folgt'), until: '2026-03-10' })
  await brandt.do(commands.attestEvidence, { case: id, kind: 'reisepass' })
  const { caseService } = place
  const paper = { name: `${canary('Datei')}.pdf`, fields: { caseService, title: canary('Titel') } }
  expect((await upload(brandt.owner, id, pdf(canary('Inhalt')), paper)).status).toBe(200)
  const checked = await brandt.do(commands.runPrecheck, place)
  const snapshot = checked.services[0]!.run!.hash
  await desk.sql("update precheck_run set colour = 'green', rows = '[]' where case_service = $1", [
    caseService,
  ])
  await stands('signed_off')
  const { documents } = await brandt.do(commands.listSignatures, { case: id })
  const [first, second] = documents[0]!.documents.map((sheet) => ({
    ...place,
    document: sheet.id,
    hash: signingHash(caseService, sheet, snapshot),
  }))
  const proof = { kind: 'vollmacht' as const, proof: canary('Vollmacht') }
  await brandt.do(commands.addSignature, {
    ...first!,
    signer: canary('Unterschrift'),
    unable: canary('Hand'),
    representative: proof,
  })
  await brandt.do(commands.refuseSignature, { ...second!, reason: canary('Verweigert') })
  await stands('fee_due')
  await brandt.do(commands.fixFee, { case: id, lines: [{ caseService, exempt: canary('Befreit') }] })
  await stands('fee_settled')
  await brandt.do(commands.issueSlip, { case: id, note: canary('Hinweis') })
  const [one] = await handedOver(brandt, { case: id })
  const { questions } = await kessler.do(commands.respond, {
    handover: one!.id,
    response: 'query',
    questions: [{ caseService, field: 'fin', text: canary('Rueckfrage') }],
  })
  await brandt.do(commands.answerQuestion, {
    case: id,
    question: questions[0]!.id,
    text: canary('Antwort'),
  })
  const [again] = await handedOver(brandt, { case: id })
  await kessler.do(commands.openBundle, { handover: again!.id })
  await kessler.do(commands.respond, {
    handover: again!.id,
    response: 'rejected',
    reason: canary('Abgelehnt'),
    remedy: canary('Widerspruch'),
  })
  return number
}

async function withStore<T>(
  dataDir: string,
  work: (store: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const store = await openDatabase({
    dataDir,
    log: quietLog,
    clock: systemClock,
    onFatal: (sentence) => {
      throw new Error(sentence)
    },
  })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function filesIn(directory: string): Promise<number> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  return files.filter((one) => one.isFile()).length
}

/** Files below a directory in which the words stand. */
async function found(directory: string): Promise<string[]> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true })
  const hits: string[] = []
  for (const file of files.filter((one) => one.isFile())) {
    const path = join(file.parentPath, file.name)
    if (everywhere.test(path) || everywhere.test((await readFile(path)).toString('latin1')))
      hits.push(path.slice(directory.length))
  }
  return hits
}

test('[T21] after the period nothing of a case is left in tables, files, log and journal, whatever was typed, removed or sent', async () => {
  const { dataDir } = await embeddedStore()
  const clock = new HandClock()
  const desk = await WireDesk.start({ embeddedIn: dataDir, clock })
  onTestFinished(() => desk.stop())
  const number = await fullCase(desk)
  await desk.stop()
  expect((await found(dataDir)).length).toBeGreaterThan(3)
  await withStore(dataDir, async ({ kysely }) => {
    // Samples of the columns are kept as statistics, as after a night.
    await sql`analyze`.execute(kysely)
    await kysely
      .updateTable('retained_case')
      .set({
        closed_on: '2001-01-01',
        services: JSON.stringify([{ service: vehicle, closedOn: '2001-01-01', handedOverOn: null }]),
      })
      .where('number', '=', number)
      .execute()
  })

  const later = await WireDesk.start({ embeddedIn: dataDir, clock })
  onTestFinished(() => later.stop())
  const manager = await later.tab('b.arndt')
  const administrator = await later.tab('d.kranz')
  const run = await manager.do(commands.proposeDeletion, { numbers: [number] })
  const done = await administrator.do(commands.releaseDeletion, { run: run.id })
  expect(done.manifest?.cases).toMatchObject([{ number, files: 2 }])
  await later.stop()
  expect(later.faults).toEqual([])
  expect(await found(dataDir)).toEqual([])
}, 120_000)

test.each([
  ['typed in, talked about and closed', fullCase],
  ['taken the whole way to the authority and back', wholeWay],
] as const)(
  '[T21] on a PostgreSQL server no table holds anything of a case %s any more',
  async (_what, made) => {
    const desk = await WireDesk.start()
    onTestFinished(() => desk.stop())
    const number = await made(desk)
    await expect.poll(async () => (await desk.sql('select 1 from retained_case')).length).toBe(1)
    const hits = async () => {
      const tables = await desk.sql("select tablename as name from pg_tables where schemaname = 'public'")
      const counts = await Promise.all(
        tables.map(async ({ name }) => {
          const [row] = await desk.sql(
            `select count(*)::int as n from ${pg.escapeIdentifier(String(name))} one where one::text ilike '%kanarienvogel%'`,
          )
          return [name, row?.['n']] as const
        }),
      )
      return counts.filter(([, n]) => n !== 0).map(([name]) => name)
    }
    expect((await hits()).length).toBeGreaterThan(3)
    await desk.sql(
      "update retained_case set closed_on = '2001-01-01', services = replace(services, '2026-03-02', '2001-01-01')",
    )
    const manager = await desk.tab('b.arndt')
    const administrator = await desk.tab('d.kranz')
    const run = await manager.do(commands.proposeDeletion, { numbers: [number] })
    await desk.sql('analyze')
    await administrator.do(commands.releaseDeletion, { run: run.id })
    expect(await hits()).toEqual([])
    expect(await found(desk.dataDir)).toEqual([])
    for (const folder of ['evidence', 'handover']) expect(await filesIn(join(desk.dataDir, folder))).toBe(0)
    const samples = () =>
      desk.sql(
        "select tablename from pg_stats where schemaname = 'public' and most_common_vals::text ilike '%kanarienvogel%'",
      )
    await expect.poll(samples, { timeout: 20_000 }).toEqual([])
  },
)
