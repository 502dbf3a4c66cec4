import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ConsultationId, CounterId, ServiceId } from '#shared/model/ids.ts'
import { whoHears } from '../gateway/signals.ts'
import { admission, codeOf, said, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const title = 'Fahrzeug ummelden (Umzug, gleicher Halter)'
const caller = { name: 'Petra Wendt', phone: '030 5550 1234' }
const place = { counter: 'terminal-doemzow-1' as CounterId }

let desk: WireDesk
let wolf: Tab
let seat: Person
let terminal: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  wolf = await desk.tab('t.wolf')
  seat = await desk.pair(wolf.owner, place.counter)
  terminal = await seat.tab()
})
beforeEach(async () => {
  await terminal.do(commands.endVisit, { why: 'person' })
  await terminal.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const begin = () => terminal.do(commands.beginVisit, { services: [kfz], citizen: { name: 'Petra Wendt' } })
const helpNow = async () => (await terminal.do(commands.viewSeat, {})).terminal?.help ?? null
/** Nobody of the office is at a desk. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  await wolf.owner.ask('/api/session', 'DELETE')
  await wolf.ended
  const done = await work()
  wolf = await desk.tab('t.wolf')
  return done
}

test('[TERM8] one tap asks at the desks of the office; one comes and has the case; both write; nothing of it is kept', async () => {
  const brandt = await desk.tab('j.brandt')
  const { id } = await begin()
  const asked = await terminal.do(commands.askHelp, { about: 'Irgendwas', language: 'tr' })
  // What was begun says what it is about.
  expect(asked).toMatchObject({ state: 'asked', case: id, about: title })
  expect((await terminal.do(commands.askHelp, {})).id).toBe(asked.id)
  await wolf.hears('help.changed', ({ body }) => body.help === asked.id)
  // Until somebody comes it is level 0: where, about what, in which language.
  const [card] = (await wolf.do(commands.listHelp, {})).helps
  expect(card).toMatchObject({
    id: asked.id,
    place: 'Bürgerterminal Dömzow (Bibliothek)',
    about: title,
    language: 'tr',
    case: null,
    caseNumber: null,
    seat: null,
    words: [],
  })
  expect(JSON.stringify(card)).not.toContain('Wendt')
  expect((await brandt.do(commands.listHelp, {})).helps).toEqual([])
  expect(codeOf(await brandt.ask(commands.takeHelp, { help: asked.id }))).toBe('E_NOT_FOUND')
  expect(said(await wolf.ask(commands.sayHelp, { help: asked.id, text: 'Guten Tag' }))).toMatch(
    /^E_STATE .*Ich helfe/,
  )

  expect(await wolf.do(commands.takeHelp, { help: asked.id })).toMatchObject({
    state: 'taken',
    takenByName: 'Tim Wolf',
  })
  expect(await wolf.do(commands.getCase, { case: id })).toMatchObject({ openedByName: 'Tim Wolf' })
  await wolf.do(commands.sayHelp, { help: asked.id, text: 'Guten Tag, wobei?' })
  await terminal.do(commands.sayHelp, { help: asked.id, text: 'Bei der eVB-Nummer' })
  expect((await helpNow())?.words.map(({ side, name, text }) => [side, name, text])).toEqual([
    ['staff', 'Tim Wolf', 'Guten Tag, wobei?'],
    ['citizen', '', 'Bei der eVB-Nummer'],
  ])
  await desk.clock.advance(46_000)
  expect((await helpNow())?.state).toBe('taken')
  await wolf.do(commands.endHelp, { help: asked.id })
  expect(await helpNow()).toBeNull()
  expect(await desk.sql('select 1 from help_word')).toEqual([])
  brandt.close()
})

test('[TERM9] nobody comes within 45 s: a specialist is rung; what they see the citizen says at the terminal', async () => {
  const kessler = await desk.tab('u.kessler')
  await kessler.do(commands.setPresence, { state: 'available' })
  const { id } = await begin()
  await terminal.do(commands.askHelp, {})
  await desk.clock.advance(46_000)
  await expect.poll(async () => (await helpNow())?.state).toBe('unanswered')

  const asked = await terminal.do(commands.request, { case: id, service: kfz, question: 'Hilfe am Terminal' })
  const ring = await kessler.hears('consultation.ringing', ({ body }) => body.consultation === asked.id)
  expect(ring.body.requestedByName).toBe('Bürgerterminal Dömzow (Bibliothek)')
  expect(JSON.stringify(ring.body)).not.toMatch(/Wendt|V-20/)
  const accepted = await kessler.do(commands.accept, { consultation: asked.id })
  expect(accepted.seats).toMatchObject([
    { person: seat.id, role: 'citizen', state: 'taken' },
    { name: 'Uwe Kessler', role: 'specialist' },
  ])
  const form = () => kessler.owner.document(`${id}.shared.1`).then(admission)
  expect(await form()).toBe('4403')
  await terminal.do(commands.giveConsent, { case: id, scopes: ['file'], how: 'screen' })
  expect(await form()).toBe('edit')
  const { consultations } = await terminal.do(commands.ofCase, { case: id })
  expect(consultations[0]).toMatchObject({ state: 'connected', acceptedByName: 'Uwe Kessler' })
  // What is written in the talk is for the terminal as well: nobody stands beside it.
  const line = { consultation: asked.id, data: { type: 'text', text: 'Guten Tag' } }
  kessler.socket.emit('signal', line)
  await expect.poll(() => terminal.heard.filter((name) => name === 'signal').length).toBe(1)
  terminal.socket.emit('signal', line)
  await expect.poll(() => kessler.heard.filter((name) => name === 'signal').length).toBe(1)
  // The terminal may neither bring others along nor wrap up.
  const consultation = asked.id
  for (const command of [commands.colleagues, commands.hold, commands.end])
    expect(codeOf(await terminal.ask(command, { consultation }))).toMatch(/E_(FORBIDDEN|NOT_FOUND)/)

  await terminal.do(commands.endVisit, { why: 'person' })
  expect((await kessler.do(commands.readDesk, {})).current).toMatchObject({ state: 'wrapup' })
  kessler.close()
})

test('[TERM9] nobody is there at all: a real time is promised under the number the citizen gives', async () => {
  await desk.clock.advance(10 * 60_000)
  await alone(async () => {
    const { id } = await begin()
    expect(await terminal.do(commands.askHelp, {})).toMatchObject({ state: 'unanswered' })
    const { id: consultation, state } = await terminal.do(commands.request, {
      case: id,
      service: kfz,
      question: 'Hilfe am Terminal',
    })
    expect(state).toBe('exhausted')
    const { slots } = await terminal.do(commands.slots, { consultation })
    const [slot] = slots
    const wish = { consultation, from: slot!.from, person: slot!.person, ...caller }
    expect(await terminal.do(commands.book, wish)).toMatchObject({ state: 'booked', phone: caller.phone })
  })
  const specialist = await desk.tab('u.kessler')
  const { callbacks } = await specialist.do(commands.readDesk, {})
  const promised = callbacks.find(({ phone }) => phone === caller.phone)
  expect(promised).toMatchObject({ caller: caller.name })
  // Once they were called nobody needs the number any more.
  await specialist.do(commands.finishCallback, { callback: promised!.id })
  expect(await desk.sql('select 1 from callback where phone is not null or caller is not null')).toEqual([])
  specialist.close()
})

test('[TERM9] [TERM10] the adviser who came brings a specialist in: asked and heard at the terminal itself, which stands beside no desk', async () => {
  const kessler = await desk.tab('u.kessler')
  await kessler.do(commands.setPresence, { state: 'available' })
  const { id } = await begin()
  const { id: help } = await terminal.do(commands.askHelp, {})
  await wolf.do(commands.takeHelp, { help })
  await wolf.do(commands.askConsent, place)
  const shown = async () => (await terminal.do(commands.viewSeat, {})).case
  expect(await shown()).toMatchObject({ asks: 'company', call: null })
  await terminal.do(commands.giveConsent, { case: id, scopes: ['audio', 'file'], how: 'screen' })
  const { id: consultation } = await wolf.do(commands.request, { case: id, service: kfz, question: 'Frage' })
  await kessler.hears('consultation.ringing', ({ body }) => body.consultation === consultation)
  await kessler.do(commands.accept, { consultation })
  await terminal.do(commands.sitDown, { consultation })
  // Its own microphone and loudspeaker, no camera without consent; everybody at the table, the adviser as well.
  expect((await shown())?.call).toMatchObject({
    seated: true,
    voice: null,
    sends: { audio: true, video: false },
    people: [{ name: 'Tim Wolf' }, { name: 'Uwe Kessler' }],
  })
  await terminal.do(commands.endVisit, { why: 'idle' })
  expect((await kessler.do(commands.readDesk, {})).current).toMatchObject({ state: 'wrapup' })
  kessler.close()
})

test('[TERM10] with the visit ends whatever was asked for: no card and no ring goes on', async () => {
  const sahin = await desk.tab('m.sahin')
  await sahin.do(commands.setPresence, { state: 'available' })
  const { id } = await begin()
  const asked = await terminal.do(commands.askHelp, {})
  const rung = await terminal.do(commands.request, { case: id, service: kfz, question: 'Hilfe am Terminal' })
  await sahin.hears('consultation.ringing', ({ body }) => body.consultation === rung.id)
  await terminal.do(commands.endVisit, { why: 'idle' })
  await sahin.hears('consultation.silenced', ({ body }) => body.consultation === rung.id)
  expect((await wolf.do(commands.listHelp, {})).helps).toEqual([])
  expect(codeOf(await wolf.ask(commands.takeHelp, { help: asked.id }))).toBe('E_NOT_FOUND')
  sahin.close()
  // Asked before anything was begun, and then gone without a word: the card goes by itself.
  await terminal.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
  await terminal.do(commands.askHelp, {})
  await desk.clock.advance(46_000)
  await expect.poll(async () => (await helpNow())?.state).toBe('unanswered')
  await desk.clock.advance(10 * 60_000)
  await expect.poll(helpNow).toBeNull()
})

test('[TERM11] picture and sound begin when the citizen wishes for it, go to who came and to nobody else, and end with the wish', async () => {
  const brandt = await desk.tab('j.brandt')
  await begin()
  const { id: help } = await terminal.do(commands.askHelp, {})
  const room = help as string as ConsultationId
  const heardBy = (from: Tab) => whoHears(from, room, { wolf, terminal, brandt })
  expect(said(await terminal.ask(commands.talkHelp, { help, way: 'video' }))).toMatch(/^E_STATE .*niemand da/)
  await wolf.do(commands.takeHelp, { help })
  expect(await heardBy(terminal)).toEqual([])
  expect(codeOf(await wolf.ask(commands.helpIce, { help }))).toBe('E_NOT_FOUND')
  // The adviser cannot turn it on.
  expect(codeOf(await wolf.ask(commands.talkHelp, { help, way: 'video' }))).toBe('E_FORBIDDEN')
  await terminal.do(commands.talkHelp, { help, way: 'audio' })
  expect(await heardBy(terminal)).toEqual(['wolf'])
  expect(await heardBy(wolf)).toEqual(['terminal'])
  expect(await heardBy(brandt)).toEqual([])
  expect(await wolf.do(commands.helpIce, { help })).toEqual({ iceServers: [], ttl: 0 })
  expect(await terminal.do(commands.seatIce, { consultation: room })).toEqual({ iceServers: [], ttl: 0 })
  expect(codeOf(await brandt.ask(commands.helpIce, { help }))).toBe('E_NOT_FOUND')
  await terminal.do(commands.talkHelp, { help, way: 'text' })
  expect(await heardBy(wolf)).toEqual([])
  await terminal.do(commands.talkHelp, { help, way: 'video' })
  await terminal.do(commands.endVisit, { why: 'person' })
  expect(await heardBy(wolf)).toEqual([])
  brandt.close()
})

test('[TERM12] comes nobody, a number is left with the office: on its desks alone, until somebody has called, whoever stands there by then', async () => {
  const brandt = await desk.tab('j.brandt')
  const { id: help } = await terminal.do(commands.askHelp, { about: 'Umzug', language: 'ar' })
  expect(said(await terminal.ask(commands.wantCall, { help, ...caller }))).toMatch(/^E_STATE .*Augenblick/)
  await desk.clock.advance(46_000)
  await expect.poll(async () => (await helpNow())?.state).toBe('unanswered')
  expect(said(await terminal.ask(commands.wantCall, { help, ...caller, phone: 'keine' }))).toMatch(
    /^E_SCHEMA .*Vorwahl/,
  )
  await terminal.do(commands.wantCall, { help, ...caller })
  expect((await helpNow())?.state).toBe('callback')
  // Nobody rings for it any more, and it goes on when the terminal has forgotten.
  expect(codeOf(await wolf.ask(commands.takeHelp, { help }))).toBe('E_NOT_FOUND')
  await terminal.do(commands.endVisit, { why: 'person' })
  await terminal.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
  expect(await wolf.do(commands.listHelp, {})).toMatchObject({
    helps: [],
    calls: [{ id: help, ...caller, about: 'Umzug', language: 'ar', case: null }],
  })
  expect((await brandt.do(commands.listHelp, {})).calls).toEqual([])
  expect(codeOf(await brandt.ask(commands.calledBack, { help }))).toBe('E_NOT_FOUND')
  await wolf.do(commands.calledBack, { help })
  expect((await wolf.do(commands.listHelp, {})).calls).toEqual([])
  expect(await desk.sql('select 1 from help_call')).toEqual([])
  brandt.close()
})
