import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DistrictView, RefusedDistrict } from '#shared/contract/district-contract.ts'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { demoFile } from '#server/district/demo-district.ts'
import { said, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'
import { districtText } from './district-file.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const plain = { 'content-type': 'text/plain' }
let desk: WireDesk
let kranz: Tab
let timm: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  kranz = await desk.tab('d.kranz')
  timm = await desk.tab('a.timm')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const send = (person: Person, path: string, text: string) =>
  desk.sendText(path, text, { cookie: person.cookie, ...plain })
const propose = async (person: Person, text: string): Promise<DistrictView> => {
  const answer = await send(person, '/api/district/proposals?note=Vertrag%20Seendorf%20endet', text)
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as DistrictView
}

/** Seendorf's contract ends, a new office clerk comes, Tim Wolf leaves. */
const changed = districtText((file) => {
  const contract = file.contracts.find(({ id }) => id === '2024-07')!
  contract.validUntil = '2026-02-28'
  file.staff = file.staff.filter(({ login }) => login !== 't.wolf')
  file.staff.push({
    login: 'n.neu',
    name: 'Nele Neu',
    authority: 'seendorf',
    office: 'seendorf',
    roles: ['adviser'],
  })
})

test('[ADMIN1] a wrong file is refused as a whole with line, path and sentence, and nothing waits for release', async () => {
  const text = districtText((file) => void (file.contracts[0]!.offices = ['mondbasis']))
  for (const path of ['/api/district/preview', '/api/district/proposals?note=x']) {
    const answer = await send(kranz.owner, path, text)
    expect(answer.status).toBe(422)
    const { message, problems } = (await answer.json()) as RefusedDistrict
    expect(message).toBe('Die Datei wird nicht angenommen. Eine Stelle ist zu berichtigen.')
    expect(problems).toEqual([
      {
        path: '/contracts/0/offices/0',
        line: text.split('\n').findIndex((line) => line.includes('mondbasis')) + 1,
        sentence:
          'Das Büro „mondbasis“ gibt es in dieser Datei nicht. Bitte die Kennung prüfen oder den Eintrag ergänzen.',
      },
    ])
  }
  expect((await kranz.do(commands.readDistrict, {})).proposal).toBeNull()
  const huge = await send(kranz.owner, '/api/district/preview', 'x'.repeat(6 * 1024 * 1024))
  expect(huge.status).toBe(413)
})

test('[ADMIN7] every service at every office is told as the desk there goes by it: authority, how far, agreement with clause and days', async () => {
  const { competences } = await kranz.do(commands.readDistrict, {})
  const clerks = [
    ['j.brandt', 'seendorf'],
    ['d.kranz', 'kreishaus'],
  ] as const
  for (const [login, office] of clerks) {
    const place = demoFile.offices.find(({ id }) => id === office)!.name
    const clerk = await desk.tab(login)
    const { services } = await clerk.do(commands.readCatalogue, {})
    expect(services.length).toBe(competences.length)
    for (const { id, mode, basis } of services) {
      const rows = competences.find(({ service }) => service === id)!.rows
      const here = rows.filter(({ offices }) => offices.includes(place))
      expect(here, `${id} at ${place}`).toMatchObject([{ mode }])
      const named = basis.startsWith('Vertrag ') ? (here[0]!.agreement ?? 'none') : ''
      expect(basis).toContain(named)
    }
  }
  const rows = competences.find(({ service }) => service === kfz)!.rows
  expect(rows.find(({ agreement }) => agreement === '2024-07')).toMatchObject({
    mode: 'accompanied',
    ground: 'contract',
    clause: '§ 4',
    validUntil: null,
  })
})

test('[ADMIN2] one proposes, a second person releases: rights, contracts and accounts follow at once, the history says who', async () => {
  const same = await send(kranz.owner, '/api/district/proposals?note=x', districtText())
  expect(await same.json()).toMatchObject({ error: 'E_STATE' })
  const preview = await send(kranz.owner, '/api/district/preview', changed)
  const { changes } = (await preview.json()) as { changes: unknown }
  expect(changes).toEqual([
    {
      kind: 'changed',
      about: 'Vertrag',
      title:
        '2024-07, Öffentlich-rechtlicher Vertrag über die Wahrnehmung von Kreisaufgaben im Bürgerbüro, Amt Seendorf',
      lines: ['gilt bis: unbefristet → 28.02.2026'],
    },
    { kind: 'removed', about: 'Person', title: 'Tim Wolf (t.wolf)', lines: [] },
    { kind: 'added', about: 'Person', title: 'Nele Neu (n.neu)', lines: [] },
  ])

  const brandt = await desk.tab('j.brandt')
  const wolf = await desk.tab('t.wolf')
  const mixed = await brandt.do(commands.openCase, { services: [kfz, 'wohnsitz-anmelden' as ServiceId] })
  const alone = await brandt.do(commands.openCase, { services: [kfz] })
  const document = await brandt.owner.document(`${alone.id}.shared.1`)
  await document.until('hello')
  await brandt.do(commands.resumeStream, { stream: 'district/current' })

  const { proposal } = await propose(kranz.owner, changed)
  if (!proposal) throw new Error('nothing proposed')
  const { seq, sha256 } = proposal
  expect(proposal).toMatchObject({ own: true, stale: false, note: 'Vertrag Seendorf endet' })
  const second = await send(timm.owner, '/api/district/proposals?note=x', changed)
  expect(await second.json()).toMatchObject({ error: 'E_STATE' })
  expect(said(await kranz.ask(commands.releaseDistrict, { proposal: seq, sha256 }))).toBe(
    'E_FORBIDDEN Diesen Vorschlag haben Sie selbst eingereicht. Freigeben muss ihn eine zweite Person der Kreisadministration.',
  )
  const other = 'f'.repeat(64)
  expect(said(await timm.ask(commands.releaseDistrict, { proposal: seq, sha256: other }))).toMatch(
    /^E_STALE_DOCUMENT/,
  )
  expect((await brandt.do(commands.readCatalogue, {})).services.find(({ id }) => id === kfz)?.allowed).toBe(
    true,
  )

  const released = await timm.do(commands.releaseDistrict, { proposal: seq, sha256 })
  expect(released.inForce).toMatchObject({
    seq,
    sha256,
    proposedByName: 'Dieter Kranz',
    decidedByName: 'Antje Timm',
  })
  await brandt.hears('catalogue.changed')
  expect((await document.until('close')).code).toBe(4403)
  expect(await wolf.ended).toBeTruthy()
  const offered = (await brandt.do(commands.readCatalogue, {})).services.find(({ id }) => id === kfz)
  expect(offered).toMatchObject({ allowed: false, mode: 'referral' })
  const over =
    /^E_FORBIDDEN .*Vertrag 2024-07 ist am 28\.02\.2026 ausgelaufen \(§ 9\)\..*Telefon 030 23125 140/
  expect(said(await brandt.ask(commands.getCase, { case: alone.id }))).toMatch(over)
  const view = await brandt.do(commands.getCase, { case: mixed.id })
  const delegated = view.services.find(({ service }) => service === kfz)!
  expect(delegated).toMatchObject({ contract: '2024-07', mode: 'accompanied' })
  const cancel = { case: mixed.id, caseService: delegated.id, reason: 'x' }
  expect(said(await brandt.ask(commands.cancelService, cancel))).toMatch(over)
  await expect(desk.signIn('t.wolf')).rejects.toThrow('401')

  const audit = (await desk.audit()).filter(({ action }) => action.startsWith('district.'))
  expect(audit.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
    expect.arrayContaining(['district.proposed done', 'district.released done']),
  )
  expect(said(await timm.ask(commands.releaseDistrict, { proposal: seq, sha256 }))).toMatch(/^E_STATE/)
})

test('[ADMIN3] who is new gets a one-time password, which the first sign-in replaces; for administrators nobody gets one here', async () => {
  const { waiting } = await timm.do(commands.readDistrict, {})
  expect(waiting.map(({ login }) => login)).toEqual(['n.neu'])
  const person = waiting[0]!.person
  const issue = (id: string) => kranz.owner.ask('/api/district/passwords', 'POST', { person: id })
  const { password } = (await (await issue(person)).json()) as { password: string }
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/)
  const signIn = (body: object) => desk.send('/api/session', 'POST', { login: 'n.neu', ...body })
  const first = await signIn({ password })
  expect(first.status).toBe(409)
  expect(((await first.json()) as { message: string }).message).toMatch(/^Das war ein Einmalkennwort/)
  for (const newPassword of ['kurz', password, 'n.neu'])
    expect((await signIn({ password, newPassword })).status).toBe(400)
  expect((await signIn({ password: 'falsch', newPassword: 'ein-langes-kennwort' })).status).toBe(401)
  expect((await signIn({ password, newPassword: 'ein-langes-kennwort' })).status).toBe(200)
  expect((await signIn({ password })).status).toBe(401)
  expect((await signIn({ password: 'ein-langes-kennwort' })).status).toBe(200)
  for (const id of [person, kranz.person, timm.person, 'nobody']) expect((await issue(id)).status).toBe(404)
  expect(JSON.stringify(await desk.sql('select reply from command'))).not.toContain(password)
})

test('[ADMIN4] the file in force and every earlier one can be exported and imported again; others may not', async () => {
  const file = (who: Tab, query = '') => who.owner.ask(`/api/district/file${query}`, 'GET')
  const paulsen = await desk.tab('r.paulsen')
  expect(await (await file(paulsen)).text()).toBe(changed)
  const first = await (await file(kranz, '?version=0')).text()
  expect(JSON.parse(first)).toEqual(JSON.parse(districtText()))
  expect((await file(kranz, '?version=77')).status).toBe(404)
  expect((await file(await desk.tab('j.brandt'))).status).toBe(403)
  expect((await send(paulsen.owner, '/api/district/preview', changed)).status).toBe(403)

  const back = await propose(timm.owner, first)
  const { seq } = back.proposal!
  expect(
    (await timm.do(commands.rejectDistrict, { proposal: seq, reason: 'doch nicht' })).versions[0],
  ).toMatchObject({ seq, state: 'withdrawn' })
  const again = (await propose(timm.owner, first)).proposal!
  expect(
    (await kranz.do(commands.rejectDistrict, { proposal: again.seq, reason: 'bitte prüfen' })).versions[0],
  ).toMatchObject({ state: 'rejected', decidedByName: 'Dieter Kranz', reason: 'bitte prüfen' })
  const last = (await propose(timm.owner, first)).proposal!
  await kranz.do(commands.releaseDistrict, { proposal: last.seq, sha256: last.sha256 })
  const brandt = await desk.tab('j.brandt')
  expect((await brandt.do(commands.readCatalogue, {})).services.find(({ id }) => id === kfz)).toMatchObject({
    allowed: true,
    basis: 'Vertrag 2024-07, § 4: mit Begleitung',
  })
})
