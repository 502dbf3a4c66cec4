import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, HandoverId } from '#shared/model/ids.ts'
import { readXdomeaSchema } from '#server/handover/xdomea-check.ts'
import { lookAtPdf } from '#tests/support/pdf.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'
import { dataOf, fileOf, handedOver, kfz, readyCase, settle, wohnsitz } from './bundles.ts'

const schemas = '../shared/data/xdomea'

let desk: WireDesk
let brandt: Tab
let kessler: Tab
let menge: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  kessler = await desk.tab('u.kessler')
  menge = await desk.tab('o.menge')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const hashOf = (content: Buffer | Uint8Array) => createHash('sha256').update(content).digest('hex')
/** The manifest of an archive, verified by a program of its own. */
function countedAnew(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-bundle-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      files: { name: string; sha256: string }[]
    }
    const list = manifest.files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
    return execFileSync('sha256sum', ['-c'], {
      cwd: folder,
      input: list,
      env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] },
    }).toString()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
const stateOf = async (id: CaseId) =>
  (await brandt.do(commands.getCase, { case: id })).services.map(({ state }) => state)
const withEvidence = async (id: string, name = 'zb1.pdf') => {
  const form = new FormData()
  form.set('title', 'Zulassungsbescheinigung Teil I')
  form.set('file', new Blob(['%PDF-1.4\n%âãÏÓ\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n']), name)
  const answer = await fetch(`${desk.url}/api/cases/${id}/evidence`, {
    method: 'POST',
    headers: { origin: desk.url, cookie: brandt.owner.cookie },
    body: form,
  })
  expect(answer.status).toBe(200)
}

test('[HAND1] each authority gets one bundle of its services: paper, data, papers, message and manifest; every hash is right', async () => {
  const ready = await readyCase(desk, brandt)
  await withEvidence(ready.case)
  const [town, district] = await handedOver(brandt, ready)
  expect(
    [town, district].map((one) => [one!.authority, one!.unit, one!.number, one!.services[0]!.service]),
  ).toEqual([
    ['seendorf', null, `${ready.number}/1`, wohnsitz],
    ['kreis', 'kfz', `${ready.number}/2`, kfz],
  ])
  expect(await stateOf(ready.case)).toEqual(['handed_over', 'handed_over'])
  const again = { case: ready.case, caseService: ready.ids[1]! }
  expect(codeOf(await brandt.ask(commands.runPrecheck, again))).toBe('E_STATE')
  const { files, citizenName } = await kessler.do(commands.openBundle, { handover: district!.id })
  expect(citizenName).toBe('Petra Wendt')
  expect(files.map(({ role }) => role)).toEqual(['paper', 'data', 'evidence', 'message', 'manifest'])
  for (const file of files) expect(hashOf(await fileOf(kessler.owner, district!.id, file))).toBe(file.sha256)
  const manifest = JSON.parse(
    (
      await fileOf(
        kessler.owner,
        district!.id,
        files.find(({ role }) => role === 'manifest')!,
      )
    ).toString(),
  )
  expect(manifest).toMatchObject({ number: `${ready.number}/2`, files: files.slice(0, -1) })
  expect(district!.total).toBe(files.at(-1)!.sha256)
  expect(await kessler.do(commands.verifyBundle, { handover: district!.id })).toEqual({
    whole: true,
    broken: [],
  })
  expect(await dataOf(kessler, district!)).toMatchObject({
    format: 'lotse.handover.v1',
    case: { number: ready.number, citizen: 'Petra Wendt', officeName: 'Bürgerbüro Seendorf' },
    authority: { name: 'Landkreis Lindetal' },
    services: [{ service: kfz, kind: 'full', contract: '2024-07', signOff: null }],
    evidence: [{ kind: 'file', title: 'Zulassungsbescheinigung Teil I' }],
  })
})

test('[HAND2] the paper is PDF/A-3a with the data inside and says to people what the data say', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const [one] = await handedOver(brandt, ready)
  const { files } = await kessler.do(commands.openBundle, { handover: one!.id })
  const [paper, data] = ['paper', 'data'].map((role) => files.find((file) => file.role === role)!)
  const seen = lookAtPdf(await fileOf(kessler.owner, one!.id, paper!))
  expect(seen.faults).toEqual([])
  expect(hashOf(seen.files.get('daten.json')!)).toBe(data!.sha256)
  for (const words of ['Übergabe an Zulassungsstelle', 'Petra Wendt', 'Vorprüfung', 'Protokoll', '2024-07'])
    expect(seen.text).toContain(words)
})

test.skipIf(!existsSync(schemas))(
  `[HAND3] the message is valid under the official schema of xdomea 3.0.0 (skipped without ${schemas}), and a wrong one is told`,
  async () => {
    const ready = await readyCase(desk, brandt)
    await withEvidence(ready.case)
    const [, one] = await handedOver(brandt, ready)
    const { files } = await kessler.do(commands.openBundle, { handover: one!.id })
    const message = files.find(({ role }) => role === 'message')!
    expect(message.name).toBe(`${one!.id}_Abgabe.Abgabe.0401.xml`)
    const xml = (await fileOf(kessler.owner, one!.id, message)).toString()
    const faults = await readXdomeaSchema(schemas)
    expect(faults(xml)).toEqual([])
    expect(faults(xml.replace('<xdomea:Importbestaetigung>1', '<xdomea:Importbestaetigung>0'))).not.toEqual(
      [],
    )
    expect(faults(`${xml}<`)).not.toEqual([])
  },
)

test('[HAND4] a second click, a repeated id and two windows make exactly one bundle', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const other = await brandt.owner.tab()
  const id = uuidv7()
  const replies = await Promise.all([
    brandt.ask(commands.handOver, { case: ready.case }, { id }),
    brandt.ask(commands.handOver, { case: ready.case }, { id }),
    other.ask(commands.handOver, { case: ready.case }),
    other.ask(commands.handOver, { case: ready.case }),
  ])
  const good = replies.filter((reply) => reply.ok)
  expect(good.length).toBeGreaterThan(0)
  for (const reply of good) expect(reply).toEqual(good[0])
  for (const reply of replies.filter((one) => !one.ok))
    expect(said(reply)).toMatch(
      /^E_STA(TE|LE_REV) (Es gibt gerade nichts zu übergeben|Inzwischen hat jemand)/,
    )
  const { handovers } = await brandt.do(commands.listHandovers, { case: ready.case })
  expect(handovers).toHaveLength(1)
  expect(await desk.sql('select count(*)::int as n from handover where case_id = $1', [ready.case])).toEqual([
    { n: 1 },
  ])
})

test('[HAND5] every hand-over is audited with hash, receiver and for whom; other content is E_STALE_DOCUMENT and hands over nothing', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const hashes = [{ caseService: ready.ids[0]!, hash: '0'.repeat(64) }]
  expect(codeOf(await brandt.ask(commands.handOver, { case: ready.case, hashes }))).toBe('E_STALE_DOCUMENT')
  await desk.sql('update precheck_run set hash = $2 where case_service = $1', [ready.ids[0], '1'.repeat(64)])
  expect(codeOf(await brandt.ask(commands.handOver, { case: ready.case }))).toBe('E_STALE_DOCUMENT')
  expect((await brandt.do(commands.listHandovers, { case: ready.case })).handovers).toEqual([])
  await brandt.do(commands.runPrecheck, { case: ready.case, caseService: ready.ids[0]! })
  await settle(desk, ready.ids)
  const before = await desk.auditHead()
  const [one] = await handedOver(brandt, ready)
  expect(await desk.audit(before)).toContainEqual(
    expect.objectContaining({
      action: 'handover.given',
      person: brandt.person,
      detail: {
        service: kfz,
        authority: 'kreis',
        contract: '2024-07',
        receiver: 'kreis',
        number: one!.number,
        hash: one!.services[0]!.hash,
        total: one!.total,
      },
    }),
  )
})

test('[HAND6] what is not finished stays, each with a sentence that says what is missing; a referral is never handed over', async () => {
  const opened = await brandt.do(commands.openCase, { services: [wohnsitz, kfz] })
  const [first, second] = opened.services.map(({ id }) => id)
  expect(said(await brandt.ask(commands.handOver, { case: opened.id }))).toMatch(
    /^E_STATE Es gibt gerade nichts/,
  )
  const sentences: Record<string, RegExp> = {
    collecting: /fehlt die Vorprüfung/,
    signed_off: /fehlt die Unterschrift/,
    signed: /Gebühr .* offen/,
    handed_over: /schon übergeben/,
    done: /abgeschlossen/,
  }
  for (const [state, sentence] of Object.entries(sentences)) {
    await desk.sql('update case_service set state = $2 where id = $1', [second, state])
    expect(said(await brandt.ask(commands.handOver, { case: opened.id, services: [second!] }))).toMatch(
      sentence,
    )
  }
  await desk.sql("update case_service set state = 'fee_settled', mode = 'referral' where id = $1", [second])
  expect(said(await brandt.ask(commands.handOver, { case: opened.id, services: [second!] }))).toMatch(
    /verwiesen/,
  )
  await brandt.do(commands.runPrecheck, { case: opened.id, caseService: first! })
  await settle(desk, [first!])
  const [one] = await handedOver(brandt, { case: opened.id })
  expect(one!.services.map(({ caseService }) => caseService)).toEqual([first])
})

test('[HAND7] a service that is only pre-checked ends with a certificate and is handed over as pre-checked', async () => {
  const opened = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Yaşar Kılıç' } })
  const [only] = opened.services.map(({ id }) => id)
  await desk.sql("update case_service set mode = 'precheck' where id = $1", [only])
  await brandt.do(commands.runPrecheck, { case: opened.id, caseService: only! })
  expect(said(await brandt.ask(commands.handOver, { case: opened.id, services: [only!] }))).toMatch(/rot/)
  await desk.sql("update precheck_run set colour = 'amber' where case_service = $1", [only])
  const [one] = await handedOver(brandt, { case: opened.id })
  expect(one!.services).toMatchObject([{ kind: 'precheck', result: 'open' }])
  const { files } = await kessler.do(commands.openBundle, { handover: one!.id })
  const certificate = files.find(({ role }) => role === 'certificate')!
  const seen = lookAtPdf(await fileOf(brandt.owner, one!.id, certificate))
  expect(seen.faults).toEqual([])
  expect(seen.text).toMatch(/Bescheinigung über die Vorprüfung[\s\S]*Yaşar Kılıç[\s\S]*keine Zusage/)
  const paper = files.find(({ role }) => role === 'paper')!
  const refused = await brandt.owner.ask(`/api/handovers/${one!.id}/files/${paper.sha256}`, 'GET')
  expect(refused.status).toBe(404)
})

test('[HAND8] both archives hold what they name, as attachment, sandboxed, with an audit row each', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  await withEvidence(ready.case, 'ß ş.pdf')
  const [one] = await handedOver(brandt, ready)
  const { files } = await kessler.do(commands.openBundle, { handover: one!.id })
  const before = await desk.auditHead()
  const names: string[][] = []
  const primary: string[] = []
  let counted = ''
  for (const what of ['bundle.zip', 'xdomea.zip']) {
    const answer = await kessler.owner.ask(`/api/handovers/${one!.id}/${what}`, 'GET')
    expect([answer.status, answer.headers.get('x-content-type-options')]).toEqual([200, 'nosniff'])
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="/)
    const inside = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    names.push(Object.keys(inside))
    const message = inside[`${one!.id}_Abgabe.Abgabe.0401.xml`]!
    expect(hashOf(message)).toBe(files.find(({ role }) => role === 'message')!.sha256)
    if (what === 'bundle.zip') counted = countedAnew(inside)
    if (what === 'xdomea.zip') primary.push(Buffer.from(message).toString())
  }
  for (const name of names[1]!.slice(1))
    expect(primary[0]).toContain(`<xdomea:Dateiname>${name}</xdomea:Dateiname>`)
  expect(names[0]).toEqual(files.map(({ name }) => name))
  expect(counted).toBe(
    files
      .slice(0, -1)
      .map(({ name }) => `${name}: OK\n`)
      .join(''),
  )
  expect(names[1]).toHaveLength(files.length - 1)
  const rows = await desk.audit(before)
  expect(rows.map(({ action, detail }) => [action, detail['what']])).toEqual([
    ['handover.downloaded', 'bundle.zip'],
    ['handover.downloaded', 'xdomea.zip'],
  ])
})

test('[HAND21] what fails between files and row leaves no bundle; the repeated command makes exactly one', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  await desk.sql(
    `create function broken() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$`,
  )
  await desk.sql('create trigger broken before insert on handover for each row execute function broken()')
  const id = uuidv7()
  expect(codeOf(await brandt.ask(commands.handOver, { case: ready.case }, { id }))).toBe('E_STORE')
  expect(desk.faults.splice(0)).toHaveLength(1)
  expect(await stateOf(ready.case)).toEqual(['fee_settled'])
  await desk.sql('drop trigger broken on handover')
  const { handovers } = await brandt.do(commands.listHandovers, { case: ready.case })
  expect(handovers).toEqual([])
  const replies = [
    await brandt.ask(commands.handOver, { case: ready.case }, { id }),
    await brandt.ask(commands.handOver, { case: ready.case }, { id }),
  ]
  expect(replies.map(codeOf)).toEqual(['ok', 'ok'])
  expect((await brandt.do(commands.listHandovers, { case: ready.case })).handovers).toHaveLength(1)
})

test('[HAND9] a bundle of another authority or unit answers like an unknown one, on commands, files and archives, with one audit row each', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const [one] = await handedOver(brandt, ready)
  const { files } = await kessler.do(commands.openBundle, { handover: one!.id })
  const strange = [
    menge,
    brandt,
    await desk.tab('t.wolf'),
    await desk.tab('s.krause'),
    await desk.tab('d.kranz'),
  ]
  const unknown = '00000000-0000-7000-8000-000000000000' as HandoverId
  for (const tab of strange) {
    for (const command of [commands.openBundle, commands.verifyBundle]) {
      const [theirs, none] = [
        said(await tab.ask(command, { handover: one!.id })),
        said(await tab.ask(command, { handover: unknown })),
      ]
      expect([tab.owner.login, theirs]).toEqual([tab.owner.login, none])
      expect(theirs).toMatch(/^E_(NOT_FOUND|FORBIDDEN)/)
    }
    for (const path of ['bundle.zip', 'xdomea.zip', `files/${files[0]!.sha256}`]) {
      const before = await desk.auditHead()
      const theirs = await tab.owner.ask(`/api/handovers/${one!.id}/${path}`, 'GET')
      expect(await desk.audit(before)).toMatchObject([{ action: 'handover:file', outcome: 'refused' }])
      const none = await tab.owner.ask(`/api/handovers/${unknown}/${path}`, 'GET')
      expect([tab.owner.login, theirs.status, await theirs.text()]).toEqual([
        tab.owner.login,
        404,
        await none.text(),
      ])
    }
    const list = await tab.ask(commands.listInbox, {})
    expect(JSON.stringify(list)).not.toContain(one!.id)
  }
  expect((await kessler.owner.ask(`/api/handovers/x/bundle.zip`, 'GET')).status).toBe(404)
})

test('[HAND10] files lie by their content under DATA_DIR, kept once; a broken one is told by name', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const [one] = await handedOver(brandt, ready)
  const { files } = await kessler.do(commands.openBundle, { handover: one!.id })
  const paper = files.find(({ role }) => role === 'paper')!
  const folder = join(desk.dataDir, 'handover', paper.sha256.slice(0, 2))
  expect(readdirSync(folder)).toContain(paper.sha256.slice(2))
  await appendFile(join(folder, paper.sha256.slice(2)), 'x')
  expect(await kessler.do(commands.verifyBundle, { handover: one!.id })).toEqual({
    whole: false,
    broken: ['uebergabe.pdf'],
  })
})
