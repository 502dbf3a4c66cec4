import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, CaseServiceId, EvidenceId, ServiceId } from '#shared/model/ids.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'
import { pdf, upload } from './papers.ts'

const kfz = 'kfz-ummeldung' as ServiceId
/** The specimen of ICAO 9303. */
const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'

let desk: WireDesk
let tab: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  tab = await desk.tab('j.brandt')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

async function open(): Promise<{ case: CaseId; caseService: CaseServiceId }> {
  const { id, services } = await tab.do(commands.openCase, { services: [kfz] })
  return { case: id, caseService: services[0]!.id }
}
const listed = async (id: CaseId) => (await tab.do(commands.listEvidence, { case: id })).evidence
const inDays = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(
    new Date(desk.clock.now().getTime() + days * 86_400_000),
  )

test('[EVID9] what is brought later has a day from tomorrow on, at most ninety days ahead; said again it moves', async () => {
  const place = await open()
  const wish = { ...place, title: 'ZB I' }
  for (const until of [inDays(0), inDays(-1), inDays(91), '2027-02-30', '9999-12-31']) {
    const reply = await tab.ask(commands.followEvidence, { ...wish, until })
    expect([until, codeOf(reply)]).toEqual([until, 'E_STATE'])
  }
  await tab.do(commands.followEvidence, { ...wish, until: inDays(1) })
  await tab.do(commands.followEvidence, { ...wish, until: inDays(90) })
  expect(await listed(place.case)).toMatchObject([{ kind: 'follow', title: 'ZB I', until: inDays(90) }])
  await tab.hears(
    'evidence.changed',
    ({ body }) => 'until' in body.evidence && body.evidence.until === inDays(90),
  )
  await tab.hears('case.history', ({ body }) => body.entry.action === 'evidence.follows')
  const asked = (title: string, until: string) => tab.ask(commands.followEvidence, { ...place, title, until })
  const bank = 'Zusage der Bank oder des Leasinggebers, die ZB II zu übersenden'
  expect(said(await asked(bank, inDays(15)))).toMatch(/^E_STATE So lange kann/)
  expect(said(await asked('Zulassungsbescheinigung Teil I', inDays(1)))).toMatch(
    /^E_STATE Diese Unterlage muss/,
  )
  await tab.do(commands.followEvidence, { ...place, title: bank, until: inDays(14) })
  const foreign = { ...wish, caseService: (await open()).caseService, until: inDays(5) }
  expect(codeOf(await tab.ask(commands.followEvidence, foreign))).toBe('E_STATE')
})

test('[EVID10] an identity document seen in original: digits are checked, the zone is kept nowhere', async () => {
  const place = await open()
  const seen = { case: place.case, kind: 'reisepass' as const }
  const wrong = await tab.ask(commands.attestEvidence, {
    ...seen,
    mrz: zone.replace('L898902C3', 'L898902C4'),
  })
  expect(said(wrong)).toMatch(/^E_STATE Die Prüfziffern/)
  const torn = await tab.ask(commands.attestEvidence, { ...seen, mrz: zone.slice(0, 44) })
  expect(said(torn)).toMatch(/^E_STATE Das ist keine vollständige/)
  expect(await listed(place.case)).toEqual([])

  await tab.do(commands.attestEvidence, { ...seen, mrz: zone.toLowerCase() })
  await tab.do(commands.attestEvidence, { case: place.case, kind: 'other' })
  const kept = await listed(place.case)
  expect(kept).toHaveLength(2)
  const seenAs = (document: string) =>
    kept.find((one) => one.kind === 'attestation' && one.document === document)
  expect(seenAs('reisepass')).toMatchObject({ zoneChecked: true, personName: 'Jana Brandt' })
  expect(seenAs('other')).toMatchObject({ zoneChecked: false })
  const tables = await desk.sql(
    `select string_agg(query_to_xml(format('select * from %I', tablename), true, false, '')::text, '') as all
     from pg_tables where schemaname = 'public'`,
  )
  expect(JSON.stringify(tables)).toContain('reisepass')
  expect(JSON.stringify(tables)).not.toMatch(/L898902C|ERIKSSON|eriksson/)
})

test('[EVID11] what is withdrawn names its reason and is handed to nobody any more', async () => {
  const place = await open()
  const { body } = await upload(tab.owner, place.case, pdf('falsche Akte'))
  const [file] = await listed(place.case)
  const wish = { case: place.case, evidence: file!.id, reason: 'gehört zu einer anderen Person' }
  const gone = await tab.do(commands.withdrawEvidence, wish)
  expect(gone.withdrawn).toMatchObject({ personName: 'Jana Brandt', reason: wish.reason })
  const again = await tab.ask(commands.withdrawEvidence, wish)
  expect(said(again)).toBe('E_STATE Diese Unterlage wurde schon zurückgezogen.')
  const answer = await tab.owner.ask(`/api/evidence/${body.sha256}?case=${place.case}`, 'GET')
  expect(answer.status).toBe(404)
  const other = { ...wish, evidence: '00000000-0000-7000-8000-000000000000' as EvidenceId }
  expect(codeOf(await tab.ask(commands.withdrawEvidence, other))).toBe('E_NOT_FOUND')
  // Brought again it counts anew.
  expect((await upload(tab.owner, place.case, pdf('falsche Akte'))).status).toBe(200)
  expect(await listed(place.case)).toHaveLength(2)
})
