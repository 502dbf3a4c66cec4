import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import type { AnyCommand } from '#shared/contract/command.ts'
import type { CaseId, CounterId, PersonId, ServiceId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import { addRemark, finishRemark, remarksOf } from '#client/documents/entries.ts'
import { admission, codeOf, said, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const wohnsitz = 'wohnsitz-anmelden' as ServiceId
const one = { counter: 'seendorf-1' as CounterId }
const two = { counter: 'seendorf-2' as CounterId }
const clean = { storages: 0, databases: 0, caches: 0 }
const unknown = '00000000-0000-7000-8000-000000000000'

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

const codeFor = async (counter: string) => {
  const answer = await brandt.owner.ask(`/api/counters/${counter}/code`, 'POST')
  return ((await answer.json()) as { code: string }).code
}
const pairWith = (code: string) => desk.send('/api/counters/pair', 'POST', { code })
const open = (name: string) => brandt.do(commands.openCase, { services: [wohnsitz], citizen: { name } })
/** A screen that shows a case of its own. */
async function showing(
  counter: typeof one,
  name: string,
): Promise<{ screen: Person; tab: Tab; case: CaseId }> {
  const screen = await desk.pair(brandt.owner, counter.counter)
  const tab = await screen.tab()
  const { id } = await open(name)
  await brandt.do(commands.shareCase, { ...counter, case: id })
  return { screen, tab, case: id }
}

test('[SCREEN1] a code pairs one screen once, for three minutes; a newer one voids it; all that do not count are answered alike', async () => {
  const spent = await codeFor(one.counter)
  const answer = await pairWith(` ${spent.slice(0, 4).toLowerCase()}-${spent.slice(4)} `)
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()[0]).toMatch(/^lotse-seat=[\w-]{43};.*HttpOnly; SameSite=Strict/)
  const voided = await codeFor(two.counter)
  const expired = await codeFor(two.counter)
  await desk.clock.advance(3 * 60_000)
  const answers = await Promise.all([spent, voided, expired, 'ABCDEFGH'].map(pairWith))
  expect(answers.map(({ status }) => status)).toEqual([410, 410, 410, 410])
  expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1)
  const again = await brandt.owner.ask('/api/counters/doemzow-1/code', 'POST')
  const nowhere = await brandt.owner.ask('/api/counters/nirgends-9/code', 'POST')
  expect([again.status, await again.text()]).toEqual([nowhere.status, await nowhere.text()])
  expect(again.status).toBe(404)
})

test('[SCREEN7] a guest fills in the form and neither writes nor settles remarks', async () => {
  const { screen, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const name = `${id}.shared.1`
  const adviser = await (await brandt.owner.document(name)).sync()
  const at = new Date('2026-03-02T08:00:00Z')
  const place = { caseService: 'x', field: 'y' }
  const jana = { person: brandt.person, name: 'Jana Brandt' }
  adviser.update((doc) => addRemark(doc, place, jana, 'Bitte prüfen', at))
  await adviser.until('durable')
  const guest = await (await screen.document(name)).sync()
  const [remark] = remarksOf(guest.doc)
  expect(remark).toMatchObject({ text: 'Bitte prüfen', doneBy: null })
  const self = { person: screen.id, name: '' }
  guest.update((doc) => finishRemark(doc, remark!.id, self, at))
  expect((await guest.until('reject')).code).toBe(5)
  const second = await (await screen.document(name)).sync()
  second.update((doc) => addRemark(doc, place, self, 'Nein', at))
  expect((await second.until('reject')).code).toBe(5)
  const third = await (await screen.document(name)).sync()
  const [form] = third.doc.getMap<Y.Map<unknown>>('forms').values()
  const [text] = [...form!.values()].filter((value) => value instanceof Y.Text)
  third.update(() => text!.insert(0, 'von der Bürgerin'))
  await third.until('durable')
  const [seen] = remarksOf((await (await brandt.owner.document(name)).sync()).doc)
  expect(seen).toMatchObject({ text: 'Bitte prüfen', doneBy: null })
})

test('[SCREEN3] a screen shows a case only while it is shared; idle for 90 s or locked it shows nothing', async () => {
  const { screen, tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  expect((await tab.do(commands.viewSeat, {})).case).toMatchObject({ id, adviserName: 'Jana Brandt' })
  const form = await screen.document(`${id}.shared.1`)
  expect(await admission(form)).toBe('edit')
  await desk.clock.advance(60_000)
  await tab.do(commands.stirSeat, {})
  await desk.clock.advance(60_000)
  expect(await tab.do(commands.viewSeat, {})).toMatchObject({ blank: null, coversIn: 30_000 })
  await desk.clock.advance(30_000)
  const closed = await form.until('close')
  expect(closed.code).toBe(4403)
  const blank = await tab.do(commands.viewSeat, {})
  expect([blank.blank, blank.case]).toEqual(['idle', null])
  // Neither touching it nor waiting brings it back.
  await tab.do(commands.stirSeat, {})
  expect((await tab.do(commands.viewSeat, {})).case).toBeNull()
  await brandt.do(commands.blankScreen, { ...one, show: 'case' })
  expect((await tab.do(commands.viewSeat, {})).case?.id).toBe(id)
  await brandt.do(commands.blankScreen, { ...one, show: 'nothing' })
  expect(await tab.do(commands.viewSeat, {})).toMatchObject({ blank: 'locked', case: null })
})

test('[SCREEN25] one adviser keeps one screen: pairing or sharing at another ends the earlier, seen in the audit', async () => {
  const first = await freshDesk(() => showing(one, 'Petra Wendt'))
  const before = await desk.auditHead()
  const moved = await (await desk.pair(brandt.owner, two.counter)).tab()
  await first.tab.ended
  expect((await first.screen.ask('/api/tickets', 'POST', { kind: 'socket' })).status).toBe(401)
  const kept = async () => {
    const { screens } = await brandt.do(commands.listScreens, {})
    return screens.flatMap(({ counter, paired }) => (paired?.keeper === brandt.person ? [counter] : []))
  }
  expect(await kept()).toEqual([two.counter])
  expect((await desk.audit(before)).map(({ action }) => action)).toContain('counter.unpaired')

  // The screen of a colleague that rests is taken over with the case that is shared there.
  await desk.colleagueKeeps(two.counter)
  const back = await (await desk.pair(brandt.owner, one.counter)).tab()
  const { id } = await open('Karl Neu')
  await brandt.do(commands.shareCase, { ...two, case: id })
  await back.ended
  expect((await moved.do(commands.viewSeat, {})).case?.id).toBe(id)
  expect(await kept()).toEqual([two.counter])
})

test('[SCREEN4] Bürgerwechsel ends the binding on every transport; the next case opens only after the proof', async () => {
  const { screen, tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const form = await screen.document(`${id}.shared.1`)
  expect(await admission(form)).toBe('edit')
  const next = await open('Karl Neu')
  expect(codeOf(await brandt.ask(commands.shareCase, { ...one, case: next.id }))).toBe('E_STATE')
  const before = await desk.auditHead()
  await brandt.do(commands.changeCitizen, one)
  expect((await form.until('close')).code).toBe(4403)
  expect(await tab.do(commands.viewSeat, {})).toMatchObject({ wipe: true, case: null })
  expect(await admission(await screen.document(`${id}.shared.1`))).toBe('4403')
  expect(codeOf(await tab.ask(commands.listEvidence, { case: id }))).toBe('E_NOT_FOUND')
  expect(codeOf(await brandt.ask(commands.shareCase, { ...one, case: next.id }))).toBe('E_STATE')
  await tab.do(commands.wipedSeat, { ...clean, caches: 1 })
  expect((await tab.do(commands.viewSeat, {})).wipe).toBe(true)
  await tab.do(commands.wipedSeat, clean)
  await brandt.do(commands.shareCase, { ...one, case: next.id })
  expect((await tab.do(commands.viewSeat, {})).case?.id).toBe(next.id)
  const rows = (await desk.audit(before)).map(({ action }) => action)
  expect(rows).toEqual(expect.arrayContaining(['counter.citizen_changed', 'counter.wiped', 'counter.shared']))
  const { entries } = await brandt.do(commands.readHistory, { case: id })
  expect(entries.map(({ action }) => action)).toContain('counter.citizen_changed')
})

test('[SCREEN5] a guest tries every command on every other case: refused like an unknown one, nothing happens', async () => {
  const { tab, case: own } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const other = await open('Karl Fremd')
  const column = { kind: 'guest', roles: [], officeKind: 'B', authorityKind: 'municipality' } as const
  const before = await brandt.do(commands.getCase, { case: other.id })
  for (const command of Object.values(commands) as AnyCommand[]) {
    if (may(column, command.action) || command.action === 'stream.read') continue
    const bodies = [other.id, unknown].map((id) => bodyOf(command, id))
    // A connection of its own: the budget of commands counts per connection.
    const at = await tab.owner.tab()
    const replies = await Promise.all(bodies.map((body) => at.send(command.name, { id: uuidv7(), body })))
    at.close()
    const [foreign, none] = replies.map((reply) => (reply.ok ? 'ok' : `${reply.code} ${reply.message}`))
    expect(`${command.name} ${foreign}`).toBe(`${command.name} ${none}`)
    expect(`${command.name} ${foreign}`).toMatch(/ E_(NOT_FOUND|FORBIDDEN|SCHEMA)/)
  }
  for (const stream of [
    `case/${own}`,
    `case/${other.id}`,
    'office/seendorf',
    'duty/kfz',
    `person/${brandt.person}`,
  ])
    expect(codeOf(await tab.ask(commands.resumeStream, { stream }))).toBe('E_NOT_FOUND')
  expect(await brandt.do(commands.getCase, { case: other.id })).toEqual(before)
  expect((await tab.owner.ask('/api/session', 'GET')).status).toBe(401)
  expect((await tab.owner.ask('/api/trail', 'GET')).status).not.toBe(200)
})

test('[SCREEN6] the screens of two counters know nothing of each other', async () => {
  const { first, second } = await freshDesk(async () => {
    const there = await showing(one, 'Petra Wendt')
    await desk.colleagueKeeps(one.counter)
    return { first: there, second: await showing(two, 'Karl Fremd') }
  })
  expect(codeOf(await second.tab.ask(commands.listEvidence, { case: first.case }))).toBe('E_NOT_FOUND')
  expect(await admission(await second.screen.document(`${first.case}.shared.1`))).toBe('4403')
  expect(codeOf(await second.tab.ask(commands.resumeStream, { stream: `person/${first.screen.id}` }))).toBe(
    'E_NOT_FOUND',
  )
  // A ticket of one is worth nothing for what the other shows.
  const ticket = await second.screen.ticket(`${second.case}.shared.1`)
  expect(await admission(await second.screen.document(`${first.case}.shared.1`, { ticket }))).toBe('4401')
  await brandt.do(commands.unpairScreen, two)
  await second.tab.ended
  expect((await second.screen.ask('/api/tickets', 'POST', { kind: 'socket' })).status).toBe(401)
  expect((await first.tab.do(commands.viewSeat, {})).case?.id).toBe(first.case)
})

test('[T17] a guest who opens staff, authority, another case, generation or an unknown document gets 4403 for all alike', async () => {
  const { screen, case: own } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const other = await open('Karl Fremd')
  const names = [
    `${own}.staff.1`,
    `${own}.authority.1`,
    `${own}.shared.2`,
    `${other.id}.shared.1`,
    `${other.id}.shared.2`,
    `${unknown}.shared.1`,
  ]
  const codes = []
  for (const name of names) codes.push(await admission(await screen.document(name)))
  expect(codes).toEqual(names.map(() => '4403'))
})

test('[SCREEN9] what the citizen takes back is closed on every transport; only the citizen gives it again', async () => {
  const { tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const kessler = await desk.tab('u.kessler')
  await kessler.do(commands.setPresence, { state: 'available' })
  await tab.do(commands.giveConsent, { case: id, scopes: ['video', 'audio', 'file'], how: 'screen' })
  const kfz = 'kfz-ummeldung' as ServiceId
  await brandt.do(commands.addService, { case: id, service: kfz })
  const asked = await brandt.do(commands.request, { case: id, service: kfz, question: 'ZB II?' })
  await kessler.do(commands.accept, { consultation: asked.id })
  const form = await kessler.owner.document(`${id}.shared.1`)
  expect(await admission(form)).toBe('edit')
  expect((await tab.do(commands.viewSeat, {})).case).toMatchObject({
    specialists: [{ name: 'Uwe Kessler', sees: true }],
    trainees: [],
    pretalk: false,
  })

  await tab.do(commands.withdrawConsent, { case: id, scopes: ['video', 'audio', 'file'] })
  expect((await form.until('close')).code).toBe(4403)
  expect(codeOf(await kessler.ask(commands.getCase, { case: id }))).toBe('E_NOT_FOUND')
  expect(codeOf(await kessler.ask(commands.listEvidence, { case: id }))).toBe('E_NOT_FOUND')
  expect(await admission(await kessler.owner.document(`${id}.shared.1`))).toBe('4403')
  expect((await tab.do(commands.viewSeat, {})).case?.specialists.some(({ sees }) => sees)).toBe(false)
  const again = { case: id, scopes: ['file' as const], how: 'spoken' as const }
  const spoken = async () => said(await brandt.ask(commands.giveConsent, again))
  expect(await spoken()).toMatch(/^E_STATE .*am eigenen Bildschirm/)
  // Covered meanwhile it is still the own screen.
  await brandt.do(commands.blankScreen, { ...one, show: 'nothing' })
  expect(await spoken()).toMatch(/^E_STATE .*am eigenen Bildschirm/)
  await brandt.do(commands.blankScreen, { ...one, show: 'case' })
  await tab.do(commands.giveConsent, { ...again, how: 'screen' })
  expect((await brandt.do(commands.getCase, { case: id })).consents).toContainEqual(
    expect.objectContaining({ scope: 'file', state: 'given', how: 'screen' }),
  )
  kessler.close()
})

test('[SCREEN16] a trainee is asked for, named and ended on the own screen; after „Zuschaltung beenden“ the question leads back', async () => {
  // Kessler's wrap-up of the last story is over by then.
  await desk.clock.advance(5 * 60_000)
  const { tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const [kessler, sahin] = [await desk.tab('u.kessler'), await desk.tab('m.sahin')]
  await kessler.do(commands.setPresence, { state: 'available' })
  const company = { case: id, scopes: ['audio', 'file'] as ('audio' | 'file')[], how: 'screen' as const }
  const along = { case: id, scopes: ['trainee' as const] }
  const trainee = { ...along, how: 'screen' as const }
  const kfz = 'kfz-ummeldung' as ServiceId
  await brandt.do(commands.addService, { case: id, service: kfz })
  const seen = async () => (await tab.do(commands.viewSeat, {})).case
  const talkWithTrainee = async () => {
    await tab.do(commands.giveConsent, company)
    const asked = await brandt.do(commands.request, { case: id, service: kfz, question: 'ZB II?' })
    await kessler.do(commands.accept, { consultation: asked.id })
    await brandt.do(commands.askConsent, { ...one, about: 'trainee' })
    expect(await seen()).toMatchObject({ asks: 'trainee', trainees: [] })
    await tab.do(commands.giveConsent, trainee)
    await kessler.do(commands.observe, { consultation: asked.id, person: sahin.person as PersonId })
    expect(await seen()).toMatchObject({ asks: null, trainees: ['Mira Sahin'] })
    return asked.id
  }
  const first = await talkWithTrainee()
  // That alone is ended; the talk and the file are as before.
  await tab.do(commands.withdrawConsent, along)
  expect(await seen()).toMatchObject({
    trainees: [],
    specialists: [{ name: 'Uwe Kessler', unitName: expect.any(String) as string, sees: true }],
  })
  expect(said(await brandt.ask(commands.giveConsent, { ...trainee, how: 'spoken' }))).toMatch(
    /^E_STATE .*Hospitation am eigenen Bildschirm/,
  )
  await brandt.do(commands.askConsent, { ...one, about: 'trainee' })
  await tab.do(commands.giveConsent, trainee)

  // Zuschaltung beenden: everything is taken back, and can be given anew there.
  await tab.do(commands.withdrawConsent, { case: id, scopes: ['audio', 'file', 'trainee'] })
  await kessler.do(commands.close, { consultation: first, outcome: 'partly' })
  const second = await talkWithTrainee()
  await kessler.do(commands.end, { consultation: second })
  await kessler.do(commands.close, { consultation: second, outcome: 'solved' })
  const { entries } = await brandt.do(commands.readHistory, { case: id })
  const asked = entries
    .filter(({ action }) => action === 'consent.asked')
    .map(({ detail }) => detail['about'])
  expect(asked).toEqual(['trainee', 'trainee', 'trainee'])
  for (const each of [kessler, sahin]) each.close()
})

test('[SCREEN20] the screen tells that staff talk alone, who is there and whether each of them sees the case', async () => {
  // Kessler's wrap-up of the last story is over by then.
  await desk.clock.advance(5 * 60_000)
  const { tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const kessler = await desk.tab('u.kessler')
  await kessler.do(commands.setPresence, { state: 'available' })
  await tab.do(commands.giveConsent, { case: id, scopes: ['audio', 'file'], how: 'screen' })
  const kfz = 'kfz-ummeldung' as ServiceId
  await brandt.do(commands.addService, { case: id, service: kfz })
  const wish = { case: id, service: kfz, question: 'ZB II?', pretalk: true }
  const asked = await brandt.do(commands.request, wish)
  await kessler.do(commands.accept, { consultation: asked.id })
  const seen = async () => (await tab.do(commands.viewSeat, {})).case
  expect(await seen()).toMatchObject({
    pretalk: true,
    specialists: [{ name: 'Uwe Kessler', sees: false }],
    trainees: [],
  })
  await desk.clock.advance(61_000)
  // The alarm has rung; what it does is stored a moment later.
  await expect
    .poll(seen)
    .toMatchObject({ pretalk: false, specialists: [{ name: 'Uwe Kessler', sees: true }] })
  kessler.close()
})

test('[SCREEN11] receipt and Laufzettel of the own case are read on the screen that shows it, and nowhere else', async () => {
  const { screen, tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const other = await open('Karl Fremd')
  const kfz = 'kfz-ummeldung' as ServiceId
  const { services } = await brandt.do(commands.addService, { case: id, service: kfz })
  const caseService = services.find(({ service }) => service === kfz)!.id
  await brandt.do(commands.fixFee, { case: id, lines: [{ caseService, variant: 'einfach' }] })
  await brandt.do(commands.settleFee, { case: id, method: 'cash', total: 2450, given: 3000 })
  await brandt.do(commands.issueSlip, { case: id })
  const [paid] = (await tab.do(commands.getFee, { case: id })).payments
  expect(paid).toMatchObject({ cents: 2450, receipt: expect.stringMatching(/^SEENDORF-/) as string })
  const staff = await brandt.do(commands.readSlip, { case: id, language: 'easy' })
  const { sheet } = await tab.do(commands.readSlip, { case: id, language: 'easy' })
  expect(sheet.code).toEqual(staff.sheet.code)
  expect(sheet.code?.url).toContain(sheet.code?.code.replace(/\W/g, '') ?? '')
  const pdf = (number: string) => screen.ask(`/api/cases/${number}/slip.pdf`, 'GET')
  expect((await pdf(id)).status).toBe(200)
  expect(codeOf(await tab.ask(commands.readSlip, { case: other.id, language: 'de' }))).toBe('E_NOT_FOUND')
  expect((await pdf(other.id)).status).toBe(404)
  await brandt.do(commands.blankScreen, { ...one, show: 'nothing' })
  expect(codeOf(await tab.ask(commands.readSlip, { case: id, language: 'de' }))).toBe('E_NOT_FOUND')
  expect((await pdf(id)).status).toBe(404)
})

test('[SCREEN12] consent refused on the own screen leads on there, by appointment, in writing or sound alone', async () => {
  const { tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const scopes = ['video', 'audio', 'file'] as ('video' | 'audio' | 'file')[]
  const shown = async () => {
    const { screens } = await brandt.do(commands.listScreens, {})
    return screens.find(({ counter }) => counter === one.counter)?.paired?.way
  }
  await brandt.do(commands.askConsent, one)
  expect(codeOf(await tab.ask(commands.chooseWay, { way: 'written' }))).toBe('E_STATE')
  await tab.do(commands.refuseConsent, { case: id, scopes })
  await tab.do(commands.chooseWay, { way: 'written' })
  await tab.do(commands.chooseWay, { way: 'appointment' })
  expect((await tab.do(commands.viewSeat, {})).case).toMatchObject({ way: 'appointment', asks: null })
  expect(await shown()).toBe('appointment')
  const { entries } = await brandt.do(commands.readHistory, { case: id })
  expect(entries.filter(({ action }) => action === 'consent.way').map(({ detail }) => detail['way'])).toEqual(
    expect.arrayContaining(['written', 'appointment']),
  )
  await tab.do(commands.giveConsent, { case: id, scopes: ['audio', 'file'], how: 'screen' })
  expect(await shown()).toBeNull()
  expect(codeOf(await tab.ask(commands.chooseWay, { way: 'written' }))).toBe('E_STATE')
})

test('[SCREEN13] a paper is looked at before it is stored: by its own seat, in its own case, answered once', async () => {
  const mine = await freshDesk(() => showing(one, 'Petra Wendt'))
  await desk.colleagueKeeps(one.counter)
  const other = await showing(two, 'Karl Fremd')
  const pages = ['/9j/4AAQSkZJRgABAQ==', '/9j/4AAQSkZJRgABAg==']
  const show = (counter: string, body: object) =>
    brandt.owner.ask(`/api/counters/${counter}/look`, 'POST', body)
  expect((await show(one.counter, { case: other.case, pages })).status).toBe(409)
  expect((await show(one.counter, { case: mine.case, pages: ['aGFsbG8='] })).status).toBe(400)
  expect((await show('doemzow-1', { case: mine.case, pages })).status).toBe(404)
  const { look } = (await (await show(one.counter, { case: mine.case, pages })).json()) as { look: string }
  expect((await mine.tab.do(commands.viewSeat, {})).case?.look).toEqual({ id: look, pages: 2, agreed: null })
  const picture = (seat: Person, page = 1) => seat.ask(`/api/seat/look/${look}/${page}`, 'GET')
  const seen = await picture(mine.screen)
  expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(Buffer.from(await seen.arrayBuffer()).toString('base64')).toBe(pages[1])
  expect((await picture(mine.screen, 2)).status).toBe(404)
  expect((await picture(other.screen)).status).toBe(404)
  expect((await picture(brandt.owner)).status).toBe(401)
  expect(codeOf(await other.tab.ask(commands.answerLook, { look, says: 'yes' }))).toBe('E_STATE')
  await mine.tab.do(commands.answerLook, { look, says: 'no' })
  expect(codeOf(await mine.tab.ask(commands.answerLook, { look, says: 'yes' }))).toBe('E_STATE')
  const { screens } = await brandt.do(commands.listScreens, {})
  expect(screens.find(({ counter }) => counter === one.counter)?.paired?.look?.agreed).toBe(false)
  // Answered, the pictures are gone; gone as well is everything with the citizen.
  expect((await picture(mine.screen)).status).toBe(404)
  await show(one.counter, { case: mine.case, pages })
  await brandt.do(commands.changeCitizen, one)
  await mine.tab.do(commands.wipedSeat, clean)
  await brandt.do(commands.shareCase, { ...one, case: mine.case })
  expect((await mine.tab.do(commands.viewSeat, {})).case?.look).toBeNull()
  const stored = await desk.sql('select count(*)::int as n from evidence where case_id = $1', [mine.case])
  expect(stored).toEqual([{ n: 0 }])
})

test('[SCREEN4] [SCREEN5] a second socket of the same seat sees no more than the first, and ends with it', async () => {
  const { screen, tab, case: id } = await freshDesk(() => showing(one, 'Petra Wendt'))
  const ticket = await screen.ticket(`${id}.shared.1`)
  const forms = [await screen.document(`${id}.shared.1`, { ticket }), await screen.document(`${id}.shared.1`)]
  expect(await Promise.all(forms.map(admission))).toEqual(['edit', 'edit'])
  // A ticket counts once, also for the seat it was made for.
  expect(await admission(await screen.document(`${id}.shared.1`, { ticket }))).toBe('4401')
  const second = await screen.tab()
  expect((await second.do(commands.viewSeat, {})).case?.id).toBe(id)
  const held = await screen.ticket()
  await brandt.do(commands.changeCitizen, one)
  expect((await Promise.all(forms.map((each) => each.until('close')))).map(({ code }) => code)).toEqual([
    4403, 4403,
  ])
  for (const each of [tab, second])
    expect(await each.do(commands.viewSeat, {})).toMatchObject({ wipe: true, case: null })
  await second.do(commands.wipedSeat, clean)
  await brandt.do(commands.unpairScreen, one)
  await Promise.all([tab.ended, second.ended])
  expect(held).not.toBe('')
  expect((await screen.ask('/api/tickets', 'POST', { kind: 'socket' })).status).toBe(401)
})

test('[SCREEN3] a screen whose adviser signs out shows nothing until staff bring it back', async () => {
  await freshDesk(async () => null)
  const leaving = await desk.tab('j.brandt')
  const screen = await desk.pair(leaving.owner, two.counter)
  const tab = await screen.tab()
  const { id } = await open('Petra Wendt')
  await leaving.do(commands.shareCase, { ...two, case: id })
  const form = await screen.document(`${id}.shared.1`)
  expect(await admission(form)).toBe('edit')
  expect((await leaving.owner.ask('/api/session', 'DELETE')).status).toBe(204)
  expect((await form.until('close')).code).toBe(4403)
  expect(await tab.do(commands.viewSeat, {})).toMatchObject({ blank: 'locked', case: null })
  await brandt.do(commands.blankScreen, { ...two, show: 'case' })
  expect((await tab.do(commands.viewSeat, {})).case?.id).toBe(id)
})

test('[SCREEN2] guessing is stopped; neither code nor cookie lies anywhere in clear', async () => {
  const code = await codeFor(one.counter)
  const cookie = (await pairWith(code)).headers.getSetCookie()[0]!.split(/[=;]/)[1]!
  // Many at once are no more than many in turn.
  const guesses = Array.from({ length: 24 }, (_, round) => pairWith(`GUESS${round}XX`))
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 410).length).toBeLessThanOrEqual(10)
  expect(new Set(statuses)).toEqual(new Set([410, 429]))
  const [stored] = await desk.sql(
    `select (select json_agg(p) from pairing_code p)::text || (select json_agg(s) from seat_session s)::text
      || (select json_agg(a) from audit_payload a)::text || (select coalesce(json_agg(c), '[]') from command c)::text as all`,
  )
  expect(String(stored!['all'])).not.toContain(code)
  expect(String(stored!['all'])).not.toContain(cookie)
})

/** Screens that were paired by the stories before are taken apart, so that each begins alike. */
async function freshDesk<T>(work: () => Promise<T>): Promise<T> {
  // The budget of commands counts per connection, and the clock of these stories stands still.
  const before = brandt
  brandt = await before.owner.tab()
  before.close()
  for (const counter of [one, two]) await brandt.ask(commands.unpairScreen, counter)
  return work()
}

function bodyOf(command: AnyCommand, id: string): Record<string, unknown> {
  const keys = Object.keys((command.body as { properties?: Record<string, unknown> }).properties ?? {})
  const samples: Record<string, unknown> = {
    case: id,
    consultation: id,
    callback: id,
    caseService: id,
    evidence: id,
    payment: id,
    counter: 'seendorf-1',
    services: [wohnsitz],
    service: wohnsitz,
    citizen: { name: 'Falsch' },
    reason: 'busy',
    scopes: ['file'],
    how: 'screen',
    question: 'Darf ich?',
    state: 'available',
  }
  return Object.fromEntries(keys.flatMap((key) => (key in samples ? [[key, samples[key]]] : [])))
}
