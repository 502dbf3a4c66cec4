import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PhoneLink, PhoneView } from '#shared/contract/phone-contract.ts'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, CaseServiceId, CounterId, ServiceId } from '#shared/model/ids.ts'
import { codeAlphabet, checkCharacter } from '#shared/model/slip-code.ts'
import { WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'
import { hugePng, pdf, picture, zip } from './papers.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const title = 'Zulassungsbescheinigung Teil I'
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
const wish = (person: Person, id: string, body: object) => person.ask(`/api/cases/${id}/phone`, 'POST', body)
async function phoneFor(person: Person, id: string, body: object = {}): Promise<PhoneLink> {
  const answer = await wish(person, id, body)
  expect(answer.status).toBe(200)
  return (await answer.json()) as PhoneLink
}
const look = (code: string) => desk.send('/api/phone/look', 'POST', { code })
async function bring(code: string, content: Buffer, fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(content)]), 'IMG_1.jpg')
  const answer = await fetch(`${desk.url}/api/phone/files`, {
    method: 'POST',
    headers: { origin: desk.url, 'x-phone-code': code },
    body: form,
  })
  return { status: answer.status, body: (await answer.json()) as { error?: string; message?: string } }
}
const listed = async (id: CaseId) => (await tab.do(commands.listEvidence, { case: id })).evidence

test('[PHONE1] a phone with a code brings papers to the one requirement, live, as the right of who opened it, and learns nothing of the case', async () => {
  const { id, service } = await open()
  await tab.do(commands.resumeStream, { stream: `case/${id}` })
  const before = await desk.auditHead()
  const { code, until } = await phoneFor(brandt, id, { caseService: service, title })
  expect(new Date(until).getTime()).toBe(desk.clock.now().getTime() + 15 * 60_000)
  const seen = (await (await look(code.toLowerCase().replace(/(.{4})/, '$1-'))).json()) as PhoneView
  expect(seen).toEqual({ title, office: expect.stringContaining('Seendorf') as string, until })
  // What a phone may not choose counts for nothing.
  const brought = await bring(code, await picture('jpeg'), { title: 'Personalausweis', reason: 'darum' })
  expect(brought).toMatchObject({ status: 200, body: { type: 'image/jpeg' } })
  await tab.hears('evidence.changed', ({ body }) => body.evidence.title === title)
  expect(await listed(id)).toMatchObject([
    { title, caseService: service, reason: null, personName: 'Jana Brandt' },
  ])
  expect((await bring(code, pdf())).status).toBe(200)
  const rows = await desk.audit(before)
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['evidence.phone_opened', 'evidence.added']),
  )
  expect(JSON.stringify(rows)).not.toContain(code)
  expect(JSON.stringify(await desk.sql('select * from phone_link'))).not.toContain(code)
})

test('[PHONE2] a code ends with its time, with the next one, when the adviser says so, with Bürgerwechsel, and with the session', async () => {
  const { id } = await open()
  const gone = async (code: string) => {
    expect((await look(code)).status).toBe(404)
    expect(await bring(code, pdf('zu spät'))).toMatchObject({ status: 404, body: { error: 'E_NOT_FOUND' } })
  }
  const first = await phoneFor(brandt, id)
  const second = await phoneFor(brandt, id)
  await gone(first.code)
  expect((await brandt.ask(`/api/cases/${id}/phone/${second.id}`, 'DELETE')).status).toBe(200)
  await gone(second.code)

  const timed = await phoneFor(brandt, id)
  expect((await look(timed.code)).status).toBe(200)
  await desk.clock.advance(15 * 60_000)
  await gone(timed.code)

  const lorenz = await desk.signIn('k.lorenz')
  const at = await lorenz.tab()
  const own = await at.do(commands.openCase, { services: ['wohnsitz-anmelden' as ServiceId] })
  const counter = (await at.do(commands.listScreens, {})).screens[0]!.counter
  const { code: pairing } = (await (await lorenz.ask(`/api/counters/${counter}/code`, 'POST')).json()) as {
    code: string
  }
  await desk.send('/api/counters/pair', 'POST', { code: pairing })
  await at.do(commands.shareCase, { counter, case: own.id })
  const shown = await phoneFor(lorenz, own.id)
  // Opened in another window of the office: it goes with the citizen all the same.
  const elsewhere = await phoneFor(await desk.signIn('k.lorenz'), own.id)
  expect((await look(elsewhere.code)).status).toBe(200)
  await at.do(commands.changeCitizen, { counter })
  await gone(shown.code)
  await gone(elsewhere.code)

  const left = await phoneFor(lorenz, own.id)
  await lorenz.ask('/api/session', 'DELETE')
  await gone(left.code)
  expect(await listed(id)).toEqual([])
})

test('[PHONE6] the code stands on the screen of the counter whose keeper opened it, in no store in clear, and leaves with its end', async () => {
  const { id, service } = await open()
  const screen = await desk.pair(brandt, 'seendorf-2')
  const seat = await screen.tab()
  const shown = async () => (await seat.do(commands.viewSeat, {})).case?.phone
  await tab.do(commands.shareCase, { counter: 'seendorf-2' as CounterId, case: id })
  expect(await shown()).toBeNull()
  const first = await phoneFor(brandt, id, { caseService: service, title })
  expect(await shown()).toEqual({ code: first.code, title, until: first.until })
  const { id: link, code, until } = await phoneFor(brandt, id)
  expect(await shown()).toEqual({ code, title: null, until })
  // Covered it shows nothing; lit again it does.
  await tab.do(commands.blankScreen, { counter: 'seendorf-2' as CounterId, show: 'nothing' })
  expect(await shown()).toBeUndefined()
  await tab.do(commands.blankScreen, { counter: 'seendorf-2' as CounterId, show: 'case' })
  expect((await shown())?.code).toBe(code)
  expect((await brandt.ask(`/api/cases/${id}/phone/${link}`, 'DELETE')).status).toBe(200)
  expect(await shown()).toBeNull()
  await phoneFor(brandt, id)
  await desk.clock.advance(15 * 60_000)
  await tab.do(commands.blankScreen, { counter: 'seendorf-2' as CounterId, show: 'case' })
  expect(await shown()).toBeNull()
  for (const table of ['seat_session', 'event', 'audit_payload'])
    expect(JSON.stringify(await desk.sql(`select * from ${table}`))).not.toContain(code)
})

test('[PHONE3] wrong files are refused with a sentence, identity documents, foreign cases and strangers from the start', async () => {
  const { id, service } = await open()
  expect((await wish(brandt, id, { title: 'Personalausweis' })).status).toBe(409)
  expect((await wish(brandt, id, { title: 'x'.repeat(201) })).status).toBe(400)
  const wolf = await desk.signIn('t.wolf')
  for (const path of [id, '00000000-0000-7000-8000-000000000000', 'nichts'])
    expect((await wish(wolf, path, {})).status).toBe(404)
  expect((await desk.send(`/api/cases/${id}/phone`, 'POST', {})).status).toBe(401)
  const { code } = await phoneFor(brandt, id, { caseService: service, title })
  expect(await bring(code, zip())).toMatchObject({ status: 415 })
  expect(await bring(code, hugePng(20_000))).toMatchObject({ status: 422 })
  expect(await bring(code, Buffer.alloc(0))).toMatchObject({ status: 422 })
  expect((await desk.send('/api/phone/files', 'POST', {}, { 'x-phone-code': code })).status).toBe(422)
  expect(await listed(id)).toEqual([])
})

test('[PHONE4] guessing ends after twenty tries of one address, and a right code costs none', async () => {
  const { id } = await open()
  const { code } = await phoneFor(brandt, id)
  for (let at = 0; at < 25; at++) expect((await look(code)).status).toBe(200)
  const guess = (at: number) => {
    const seven = `AAAAA${codeAlphabet[at]}${codeAlphabet[at + 1]}`
    return seven + checkCharacter(seven)
  }
  const answers = []
  for (let at = 0; at < 25; at++) answers.push((await look(guess(at))).status)
  expect(answers.at(-1)).toBe(429)
  const limited = await look(code)
  expect(limited.status).toBe(429)
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
})
