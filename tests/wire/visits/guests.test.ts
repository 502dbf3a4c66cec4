import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { InvitationFace } from '#shared/contract/guest-contract.ts'
import type { CaseId, ConsultationId, InvitationId, ServiceId } from '#shared/model/ids.ts'
import { whoHears } from '../gateway/signals.ts'
import { pdf, picture, zip } from '../evidence/papers.ts'
import { admission, codeOf, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const wohnsitz = 'wohnsitz-anmelden' as ServiceId

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

const look = (token: string) => desk.send('/api/invitations/look', 'POST', { token })
const redeem = (token: string, name = 'Petra Wendt') =>
  desk.send('/api/invitations/redeem', 'POST', { token, name })
const open = (name: string) => brandt.do(commands.openCase, { services: [wohnsitz], citizen: { name } })

interface Waiting {
  readonly guest: Person
  readonly tab: Tab
  readonly place: { readonly case: CaseId; readonly invitation: InvitationId }
  readonly code: string
}
async function waiting(name: string): Promise<Waiting> {
  const { id } = await open(name)
  const made = await brandt.do(commands.createInvitation, { case: id })
  const guest = await desk.redeem(made.code, name)
  return { guest, tab: await guest.tab(), place: { case: id, invitation: made.id }, code: made.code }
}
const placeOf = async (tab: Tab) => (await tab.do(commands.viewSeat, {})).guest!

test('[HOME1] a link opens one seat once; what does not count is answered alike; nothing keeps the code', async () => {
  const { id } = await open('Petra Wendt')
  const at = new Date(desk.clock.now().getTime() + 3_600_000).toISOString()
  const made = await brandt.do(commands.createInvitation, { case: id, at })
  expect(made.link).toBe(`${desk.url}/join#${made.code}`)
  const face = (await (await look(made.code)).json()) as InvitationFace
  expect(face).toEqual({
    office: { id: 'seendorf', name: expect.any(String) as string, district: expect.any(String) as string },
    keeperName: 'Jana Brandt',
    plannedAt: at,
    until: made.until,
  })
  expect(JSON.stringify(face)).not.toMatch(/Wendt|V-20/)
  const typed = `${made.code.slice(0, 4)} ${made.code.slice(4, 8)}-${made.code.slice(8)}`.toLowerCase()
  const [first, second] = await Promise.all([redeem(typed), redeem(made.code)])
  expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([200, 410])
  const good = first.ok ? first : second
  expect(good.headers.getSetCookie()[0]).toMatch(/^lotse-seat=[\w-]{43};.*HttpOnly; SameSite=Strict/)

  const expired = await brandt.do(commands.createInvitation, { case: id })
  await desk.clock.advance(24 * 3_600_000)
  brandt = await desk.tab('j.brandt')
  const revoked = await brandt.do(commands.createInvitation, { case: id })
  await brandt.do(commands.revokeInvitation, { case: id, invitation: revoked.id })
  const codes = [made.code, expired.code, revoked.code, '23456789ACDEFGHJ']
  const answers = [
    ...(await Promise.all(codes.map((code) => redeem(code)))),
    ...(await Promise.all(codes.map(look))),
  ]
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 410))
  expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1)
  expect((await redeem('')).status).toBe(400)

  const [dump] = await desk.sql(`select (select json_agg(i) from invitation i)::text
    || (select json_agg(c) from command c)::text || (select json_agg(p) from audit_payload p)::text as all`)
  for (const { code } of [made, expired, revoked]) expect(String(dump!['all'])).not.toContain(code)
})

test('[HOME1] guessing ends after twenty tries of one address', async () => {
  const fresh = await WireDesk.start()
  const statuses: number[] = []
  for (let round = 0; round < 22; round++) {
    const token = `23456789ACDEFG${'HJKLMNPQRTUVWXY23456789'[round]!}H`
    statuses.push((await fresh.send('/api/invitations/redeem', 'POST', { token, name: 'x' })).status)
  }
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 410))
  expect(statuses.slice(20)).toEqual([429, 429])
  await fresh.stop()
})

test('[HOME2] who waits does nothing but wait; admitted, the own case is open and no other', async () => {
  const one = await waiting('Petra Wendt')
  const two = await waiting('Emil Kroll')
  const view = await one.tab.do(commands.viewSeat, {})
  expect([view.case, view.counter, view.guest?.name]).toEqual([null, null, 'Petra Wendt'])
  for (const { place } of [one, two]) {
    expect(codeOf(await one.tab.ask(commands.getCase, { case: place.case }))).toMatch(
      /E_(NOT_FOUND|FORBIDDEN)/,
    )
    expect(codeOf(await one.tab.ask(commands.listGuests, { case: place.case }))).toBe('E_FORBIDDEN')
    expect(codeOf(await one.tab.ask(commands.admitGuest, place))).toBe('E_FORBIDDEN')
    expect(await admission(await one.guest.document(`${place.case}.shared.1`))).toBe('4403')
  }
  expect(codeOf(await one.tab.ask(commands.listWaiting, {}))).toBe('E_FORBIDDEN')
  await one.tab.do(commands.writeOffice, { text: 'Ich bin da.' })
  await brandt.do(commands.writeGuest, { ...one.place, text: 'Einen Moment bitte.' })
  expect((await placeOf(one.tab)).lines).toMatchObject([
    { from: 'guest', name: 'Petra Wendt', text: 'Ich bin da.' },
    { from: 'office', name: 'Jana Brandt', text: 'Einen Moment bitte.' },
  ])
  const { waiting: hall } = await brandt.do(commands.listWaiting, {})
  expect(hall.map(({ name }) => name)).toEqual(expect.arrayContaining(['Petra Wendt', 'Emil Kroll']))

  await brandt.do(commands.admitGuest, one.place)
  expect((await one.tab.do(commands.viewSeat, {})).case).toMatchObject({ id: one.place.case })
  expect(await admission(await one.guest.document(`${one.place.case}.shared.1`))).toBe('edit')
  expect(await admission(await one.guest.document(`${two.place.case}.shared.1`))).toBe('4403')
  expect(await admission(await two.guest.document(`${one.place.case}.shared.1`))).toBe('4403')
  expect((await two.tab.do(commands.viewSeat, {})).case).toBeNull()
  // The adviser leads, asks and lays papers there, and sees what the guest answered.
  await brandt.do(commands.leadGuest, { ...one.place, step: 'unterlagen' })
  await brandt.do(commands.askGuest, one.place)
  expect((await one.tab.do(commands.viewSeat, {})).case).toMatchObject({
    step: 'unterlagen',
    asks: 'company',
  })
  await one.tab.do(commands.giveConsent, { case: one.place.case, scopes: ['audio', 'file'], how: 'screen' })
  const { invitations } = await brandt.do(commands.listGuests, { case: one.place.case })
  expect(invitations).toMatchObject([{ guest: { admitted: true, connected: true, asks: null } }])
})

test('[HOME3] the place is honest, and so is the time', async () => {
  await desk.clock.advance(1_000)
  const first = await waiting('Anna Erste')
  await desk.clock.advance(60_000)
  const second = await waiting('Bernd Zweiter')
  const before = await placeOf(second.tab)
  const others = before.ahead
  expect(others).toBeGreaterThanOrEqual(1)
  expect((await placeOf(first.tab)).ahead).toBe(others - 1)
  for (const name of ['Cleo', 'Dora', 'Egon']) {
    const next = await waiting(name)
    await desk.clock.advance(4 * 60_000)
    await brandt.do(commands.admitGuest, next.place)
  }
  await brandt.do(commands.admitGuest, first.place)
  await second.tab.hears('seat.changed')
  const after = await placeOf(second.tab)
  expect([after.ahead, typeof after.usualMinutes]).toEqual([others - 1, 'number'])
  // Somebody who leaves the line is nobody's predecessor.
  await brandt.do(commands.removeGuest, { ...second.place, sentence: 'Wir rufen Sie an.' })
  expect(await placeOf(second.tab)).toMatchObject({ ahead: 0, farewell: 'Wir rufen Sie an.' })
})

test('[HOME4] revoked, everything closes; removed, the sentence stays and nothing else', async () => {
  const one = await waiting('Petra Wendt')
  await brandt.do(commands.admitGuest, one.place)
  const form = await one.guest.document(`${one.place.case}.shared.1`)
  expect(await admission(form)).toBe('edit')
  await brandt.do(commands.revokeInvitation, one.place)
  await one.tab.ended
  expect((await form.until('close')).code).toBeGreaterThanOrEqual(4401)
  expect((await one.guest.ask('/api/tickets', 'POST', { kind: 'socket' })).status).toBe(401)
  expect((await redeem(one.code)).status).toBe(410)

  const two = await waiting('Emil Kroll')
  await brandt.do(commands.admitGuest, two.place)
  const open2 = await two.guest.document(`${two.place.case}.shared.1`)
  expect(await admission(open2)).toBe('edit')
  await brandt.do(commands.removeGuest, { ...two.place, sentence: 'Danke, alles erledigt.' })
  expect((await open2.until('close')).code).toBe(4403)
  const view = await two.tab.do(commands.viewSeat, {})
  expect([view.case, view.guest?.farewell]).toEqual([null, 'Danke, alles erledigt.'])
  expect(codeOf(await two.tab.ask(commands.writeOffice, { text: 'Noch da?' }))).toBe('E_STATE')
  expect(codeOf(await brandt.ask(commands.admitGuest, two.place))).toBe('E_NOT_FOUND')
})

test('[HOME5] another appointment: the wish is seen, the same link works again, the former seat ends', async () => {
  const one = await waiting('Petra Wendt')
  const at = new Date(desk.clock.now().getTime() + 48 * 3_600_000).toISOString()
  expect(codeOf(await one.tab.ask(commands.wishTime, {}))).toBe('E_SCHEMA')
  expect(codeOf(await one.tab.ask(commands.wishTime, { at: '2020-01-01T09:00:00Z' }))).toBe('E_SCHEMA')
  await one.tab.do(commands.wishTime, { at, note: 'lieber vormittags' })
  const list = () => brandt.do(commands.listGuests, { case: one.place.case })
  expect((await list()).invitations).toMatchObject([{ wish: { at, note: 'lieber vormittags' } }])
  for (const wrong of ['2020-01-01T09:00:00Z', '2099-01-01T09:00:00Z'])
    expect(codeOf(await brandt.ask(commands.moveInvitation, { ...one.place, at: wrong }))).toBe('E_SCHEMA')
  await brandt.do(commands.moveInvitation, { ...one.place, at })
  expect(await placeOf(one.tab)).toMatchObject({ plannedAt: at, wish: null })
  await desk.redeem(one.code, 'Petra Wendt')
  await one.tab.ended
  expect((await redeem(one.code)).status).toBe(410)
})

test('[HOME8] signals go between the guest who was let in and who let them in, and to nobody else', async () => {
  const one = await waiting('Petra Wendt')
  const two = await waiting('Emil Kroll')
  const kessler = await desk.tab('u.kessler')
  const room = one.place.invitation as string as ConsultationId
  const heardBy = (from: Tab) => whoHears(from, room, { brandt, one: one.tab, two: two.tab, kessler })
  expect(await heardBy(one.tab)).toEqual([])
  expect(codeOf(await brandt.ask(commands.guestIce, one.place))).toBe('E_STATE')
  expect(codeOf(await one.tab.ask(commands.seatIce, { consultation: room }))).toBe('E_STATE')
  await brandt.do(commands.admitGuest, one.place)
  await brandt.do(commands.admitGuest, two.place)
  expect((await placeOf(one.tab)).talk).toEqual({ room, keeper: brandt.person })
  expect(await brandt.do(commands.guestIce, one.place)).toEqual({ iceServers: [], ttl: 0 })
  expect(await heardBy(one.tab)).toEqual(['brandt'])
  expect(await heardBy(brandt)).toEqual(['one'])
  for (const stranger of [two.tab, kessler]) expect(await heardBy(stranger)).toEqual([])
  await brandt.do(commands.removeGuest, one.place)
  expect(await heardBy(brandt)).toEqual([])
})

test('[HOME9] papers come from home to the own case, and to no other; nothing of it before somebody is let in', async () => {
  const { guest, place } = await waiting('Petra Wendt')
  const send = async (id: string, content: Buffer, fields: Record<string, string> = {}) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('file', new Blob([new Uint8Array(content)]), 'IMG_1.jpg')
    const answer = await fetch(`${desk.url}/api/cases/${id}/evidence?as=seat`, {
      method: 'POST',
      headers: { origin: desk.url, cookie: guest.cookie },
      body: form,
    })
    const { message = '' } = (await answer.json()) as { message?: string }
    return { status: answer.status, message }
  }
  const photo = await picture('jpeg')
  expect((await send(place.case, photo)).status).toBe(404)
  await brandt.do(commands.admitGuest, place)
  await brandt.do(commands.resumeStream, { stream: `case/${place.case}` })
  const { services } = await brandt.do(commands.getCase, { case: place.case })
  const caseService = services[0]!.id
  const title = 'Wohnungsgeberbestätigung'
  expect((await send(place.case, photo, { caseService, title, reason: 'darum' })).status).toBe(200)
  await brandt.hears('evidence.changed', ({ body }) => body.evidence.title === title)
  expect((await send(place.case, pdf())).status).toBe(200)
  const { evidence } = await brandt.do(commands.listEvidence, { case: place.case })
  expect(evidence.toSorted((a, b) => a.title.localeCompare(b.title))).toMatchObject([
    { title: 'IMG_1.jpg', caseService: null },
    { title, caseService, reason: null, personName: '' },
  ])
  const { entries } = await brandt.do(commands.readHistory, { case: place.case })
  expect(entries.filter(({ action }) => /^evidence\.(?:added|brought)$/.test(action))).toMatchObject([
    { personName: '', detail: { how: 'screen' } },
    { personName: '', detail: { how: 'screen' } },
  ])

  expect(await send(place.case, photo, { title: 'Personalausweis', reason: 'darum' })).toMatchObject({
    status: 422,
    message: expect.stringContaining('im Original') as string,
  })
  expect((await send(place.case, zip())).status).toBe(415)
  const { id: other } = await open('Andere Person')
  expect((await send(other, photo)).status).toBe(404)
  await brandt.do(commands.removeGuest, { ...place, sentence: 'Bis bald.' })
  expect((await send(place.case, pdf('zu spät'))).status).toBeGreaterThanOrEqual(401)
  expect((await brandt.do(commands.listEvidence, { case: place.case })).evidence).toHaveLength(2)
})
