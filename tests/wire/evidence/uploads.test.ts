import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'
import { hugePng, pdf, picture, upload, zip } from './papers.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const unknown = '00000000-0000-7000-8000-000000000000'
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

let desk: WireDesk
let brandt: Person
let tab: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.signIn('j.brandt')
  tab = await brandt.tab()
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

async function open(): Promise<{ id: CaseId; service: CaseServiceId }> {
  const { id, services } = await tab.do(commands.openCase, { services: [kfz] })
  return { id, service: services[0]!.id }
}
const listed = async (id: CaseId) => (await tab.do(commands.listEvidence, { case: id })).evidence
const read = (person: Person, sha256: string, id: string, more = '') =>
  person.ask(`/api/evidence/${sha256}?case=${id}${more}`, 'GET')
const filesOn = () => {
  try {
    return readdirSync(`${desk.dataDir}/evidence`, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
  } catch {
    return []
  }
}

test('[EVID1] a PDF and pictures of each kind are taken, listed live, recorded, and come back byte for byte', async () => {
  const { id, service } = await open()
  const before = await desk.auditHead()
  const fields = { caseService: service, title: 'ZB I' }
  const papers = [
    ['application/pdf', pdf()],
    ['image/png', await picture('png')],
    ['image/jpeg', await picture('jpeg')],
    ['image/webp', await picture('webp')],
  ] as const
  for (const [type, content] of papers) {
    // The name and the type a browser claims count for nothing.
    const answer = await upload(brandt, id, content, { name: 'größe.exe', type: 'text/html', fields })
    expect(answer).toEqual({ status: 200, body: { sha256: hashOf(content), size: content.length, type } })
    await tab.hears(
      'evidence.changed',
      ({ body }) => 'sha256' in body.evidence && body.evidence.type === type,
    )
    const back = await read(brandt, hashOf(content), id)
    expect(Buffer.from(await back.arrayBuffer())).toEqual(content)
    expect(back.headers.get('content-type')).toBe(type)
    expect(back.headers.get('content-disposition')).toMatch(/^attachment; filename="gr__e/)
    expect(back.headers.get('x-content-type-options')).toBe('nosniff')
    expect(back.headers.get('content-security-policy')).toBe('sandbox')
    expect(back.headers.get('cache-control')).toBe('no-store')
  }
  const kept = await listed(id)
  expect(kept).toHaveLength(papers.length)
  for (const one of kept)
    expect(one).toMatchObject({
      kind: 'file',
      title: 'ZB I',
      caseService: service,
      personName: 'Jana Brandt',
    })
  const rows = await desk.audit(before)
  expect(rows.filter(({ action }) => action === 'evidence.added')).toHaveLength(4)
  expect(rows.filter(({ action }) => action === 'evidence.opened')).toHaveLength(4)
  expect(JSON.stringify(rows)).not.toMatch(/ZB I|größe/)
  await tab.hears('case.history', ({ body }) => body.entry.action === 'evidence.added')
})

test('[EVID2] the same content is kept once on disk and once for the same paper', async () => {
  const [first, second] = [await open(), await open()]
  const content = pdf('dasselbe')
  const before = filesOn().length
  for (const { id, service } of [first, first, second]) {
    const answer = await upload(brandt, id, content, {
      fields: { caseService: service, title: 'SEPA-Mandat' },
    })
    expect(answer.status).toBe(200)
  }
  expect(await listed(first.id)).toHaveLength(1)
  expect(await listed(second.id)).toHaveLength(1)
  expect(filesOn().length).toBe(before + 1)
})

test('[EVID3] what a picture looks like is made anew from its pixels and never larger than 1600', async () => {
  const { id } = await open()
  const large = await sharp({ create: { width: 2000, height: 900, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { ImageDescription: 'Am Speicher 12' } })
    .jpeg()
    .toBuffer()
  const { body } = await upload(brandt, id, large, { name: 'Lageplan.jpg' })
  const answer = await read(brandt, body.sha256!, id, '&preview=1')
  expect(answer.headers.get('content-type')).toBe('image/webp')
  expect(answer.headers.get('content-security-policy')).toBe('sandbox')
  const preview = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
  expect(preview).toMatchObject({ format: 'webp', width: 1600, height: 720 })
  expect(preview.exif).toBeUndefined()
  const { body: paper } = await upload(brandt, id, pdf('ohne Bild'))
  expect((await read(brandt, paper.sha256!, id, '&preview=1')).status).toBe(404)
})

const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
const refusals: readonly (readonly [string, number, () => Promise<Buffer | string>])[] = [
  ['an archive (zip bomb)', 415, async () => zip()],
  [
    'an SVG with a script',
    415,
    async () => '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
  ],
  ['a page', 415, async () => '<!doctype html><script>alert(1)</script>'],
  [
    'a GIF',
    415,
    async () =>
      sharp(await picture('png'))
        .gif()
        .toBuffer(),
  ],
  ['nothing', 422, async () => ''],
  ['a picture of 50,000 × 50,000', 422, async () => hugePng(50_000)],
  ['a picture cut off', 422, async () => (await picture('png', 300, 300)).subarray(0, 400)],
  ['a picture and an archive', 422, async () => Buffer.concat([await picture('png'), zip()])],
  ['a photo and an archive', 422, async () => Buffer.concat([await picture('jpeg'), zip()])],
  [
    'a photo and a page',
    422,
    async () => Buffer.concat([await picture('jpeg'), Buffer.from('<html><script>')]),
  ],
  ['a PDF and an archive', 422, async () => Buffer.concat([pdf(), zip()])],
  ['a PDF without an end', 422, async () => '%PDF-1.7\n1 0 obj'],
  ['the virus of the test', 422, async () => eicar],
  ['the virus in a PDF', 422, async () => pdf(eicar)],
  ['21 MB', 413, async () => Buffer.concat([pdf(), Buffer.alloc(21 * 1024 * 1024)])],
]

test('[T27] everything that is no plain paper is refused with a sentence, and nothing of it is kept', async () => {
  const { id } = await open()
  const before = filesOn().length
  for (const [what, status, make] of refusals) {
    const { status: got, body } = await upload(brandt, id, await make(), { name: 'Mietvertrag.pdf' })
    expect([what, got, body.error]).toEqual([what, status, 'E_SCHEMA'])
    expect(body.message).toMatch(/^[A-ZÄÖÜ].*\.$/)
  }
  expect(await listed(id)).toEqual([])
  expect(filesOn().length).toBe(before)
})

test('[EVID4] a name with a path or tricks is cleaned and gets the ending of its content', async () => {
  const { id } = await open()
  const names = [
    ['../../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\x\\Vollmacht.PDF', 'Vollmacht.pdf'],
    ['rechnung\u202Efdp.exe', 'rechnungfdp.exe.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['Größe ı ş ß.pdf', 'Größe ı ş ß.pdf'],
    ['x'.repeat(300), `${'x'.repeat(120)}.pdf`],
  ] as const
  for (const [at, [sent]] of names.entries()) {
    expect((await upload(brandt, id, pdf(`Blatt ${at}`), { name: sent })).status).toBe(200)
  }
  const kept = (await listed(id)).map((one) => (one.kind === 'file' ? one.name : ''))
  expect(kept.toSorted()).toEqual(names.map(([, clean]) => clean).toSorted())
})

test('[EVID5] the hundred and first file of a case is refused', async () => {
  const { id } = await open()
  for (let at = 0; at < 100; at++) await upload(brandt, id, pdf(`Seite ${at}`))
  expect(await listed(id)).toHaveLength(100)
  const { status, body } = await upload(brandt, id, pdf('Seite 100'))
  expect(status).toBe(422)
  expect(body.message).toContain('100 Dateien')
  expect(await listed(id)).toHaveLength(100)
}, 60_000)

test('[EVID6] a foreign case is answered like an unknown one on both routes, with one audit row each', async () => {
  const { id } = await open()
  const content = pdf('fremd')
  const { body } = await upload(brandt, id, content)
  for (const login of ['t.wolf', 'k.lorenz', 'o.menge', 'd.kranz', 'r.paulsen']) {
    const stranger = await desk.signIn(login)
    const seen = async (place: string) => {
      const before = await desk.auditHead()
      const sent = await upload(stranger, place, content)
      const got = await read(stranger, body.sha256!, place)
      const rows = await desk.audit(before)
      return {
        sent,
        got: [got.status, await got.json()],
        rows: rows.map(({ action, outcome }) => [action, outcome]),
      }
    }
    const foreign = await seen(id)
    expect(foreign).toEqual(await seen(unknown))
    expect(foreign).toMatchObject({ sent: { status: 404 }, got: [404, { error: 'E_NOT_FOUND' }] })
    expect(foreign.rows).toEqual([
      ['evidence:add', 'refused'],
      ['evidence:read', 'refused'],
    ])
  }
  for (const odd of ['x', '..', `${id}'`]) expect((await read(brandt, body.sha256!, odd)).status).toBe(404)
  expect((await read(brandt, '0'.repeat(64), id)).status).toBe(404)
})

test('[EVID7] without a session, from a foreign page, or without a file nothing is taken', async () => {
  const { id } = await open()
  const nobody = { headers: { cookie: '' } }
  expect((await upload(brandt, id, pdf(), nobody)).status).toBe(401)
  expect((await upload(brandt, id, pdf(), { headers: { origin: 'https://boese.example' } })).status).toBe(403)
  expect((await brandt.ask(`/api/cases/${id}/evidence`, 'POST', {})).status).toBe(422)
  const wrong = [{ caseService: 'x' }, { title: 'x'.repeat(201) }, { title: 'a\u0007' }, { other: 'x' }]
  for (const fields of wrong as Record<string, string>[]) {
    const { status } = await upload(brandt, id, pdf(), { fields })
    expect([fields, status]).toEqual([fields, 422])
  }
  expect((await upload(brandt, id, pdf(), { fields: { caseService: unknown } })).status).toBe(422)
  expect(await listed(id)).toEqual([])
})

test('[EVID8] a copy of an identity document is taken only with a reason', async () => {
  const { id, service } = await open()
  const fields = { caseService: service, title: 'Personalausweis oder Reisepass' }
  const refused = await upload(brandt, id, pdf('Ausweis'), { fields })
  expect(refused).toMatchObject({ status: 422, body: { error: 'E_STATE' } })
  expect((await upload(brandt, id, pdf('Ausweis'), { name: 'Reisepass.pdf' })).status).toBe(422)
  const reason = 'Vollmacht aus dem Ausland'
  expect((await upload(brandt, id, pdf('Ausweis'), { fields: { ...fields, reason } })).status).toBe(200)
  expect(await listed(id)).toMatchObject([{ kind: 'file', reason }])
})
