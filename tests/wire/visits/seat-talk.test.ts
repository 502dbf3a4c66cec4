import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, ConsultationId, CounterId, PersonId, ServiceId } from '#shared/model/ids.ts'
import type { ConsentScope } from '#shared/model/case.ts'
import { heard } from '../gateway/signals.ts'
import { codeOf, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const one = { counter: 'seendorf-1' as CounterId }
const unknown = '00000000-0000-7000-8000-000000000000' as ConsultationId

let desk: WireDesk
let brandt: Tab
let kessler: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  ;[brandt, kessler] = [await desk.tab('j.brandt'), await desk.tab('u.kessler')]
  await kessler.do(commands.setPresence, { state: 'available' })
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

interface Talk {
  readonly screen: Person
  readonly tab: Tab
  readonly case: CaseId
  readonly consultation: ConsultationId
}

/** A screen that shows a case in which a specialist has said yes. */
async function talk(scopes: ConsentScope[], pretalk = false): Promise<Talk> {
  const screen = await desk.pair(brandt.owner, one.counter)
  const tab = await screen.tab()
  const { id } = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Petra Wendt' } })
  await brandt.do(commands.shareCase, { ...one, case: id })
  await tab.do(commands.giveConsent, { case: id, scopes, how: 'screen' })
  const wish = { case: id, service: kfz, question: 'ZB II?', pretalk }
  const { id: consultation } = await brandt.do(commands.request, wish)
  await kessler.do(commands.accept, { consultation })
  return { screen, tab, case: id, consultation }
}

/** Over for everybody, with its outcome, so that the next story begins alike. */
async function over({ consultation }: Talk): Promise<void> {
  await kessler.ask(commands.end, { consultation })
  await kessler.do(commands.close, { consultation, outcome: 'solved' })
}

const callOf = async ({ tab }: Talk) => (await tab.do(commands.viewSeat, {})).case?.call ?? null
const seatsOf = async ({ consultation }: Talk) =>
  (await kessler.do(commands.read, { consultation })).seats.filter(({ role }) => role === 'citizen')

const hello = { type: 'hello' } as const
const caption = { type: 'caption', text: 'Die ZB II liegt', done: false } as const
const text = { type: 'text', text: 'Nur unter uns' } as const

test('[SCREEN17] [CAPTION1] the screen takes its seat in the talk that is allowed: with the specialist, not with the desk beside it, without chat and name', async () => {
  const now = await talk(['video', 'audio', 'file'])
  expect(await callOf(now)).toMatchObject({
    consultation: now.consultation,
    caller: brandt.person,
    seated: false,
    people: [{ name: 'Uwe Kessler', role: 'specialist', authority: 'Landkreis Lindetal' }],
    sends: { audio: false, video: false },
    plays: false,
  })
  expect(codeOf(await now.tab.ask(commands.sitDown, { consultation: unknown }))).toBe('E_STATE')
  expect(codeOf(await now.tab.ask(commands.seatIce, { consultation: now.consultation }))).toBe('E_STATE')
  expect(await heard(now.tab, kessler, now.consultation, hello)).toEqual([])
  expect(await heard(brandt, now.tab, now.consultation, caption)).toEqual([])

  await now.tab.do(commands.sitDown, { consultation: now.consultation })
  expect((await callOf(now))?.seated).toBe(true)
  expect(await seatsOf(now)).toMatchObject([{ name: '', state: 'taken', room: { beside: brandt.person } }])
  expect(await now.tab.do(commands.seatIce, { consultation: now.consultation })).toMatchObject({ ttl: 0 })
  expect(await heard(now.tab, kessler, now.consultation, hello)).toEqual([
    { name: '', person: now.screen.id },
  ])
  expect(await heard(kessler, now.tab, now.consultation, hello)).toMatchObject([{ name: 'Uwe Kessler' }])
  for (const [from, by] of [
    [brandt, now.tab],
    [now.tab, brandt],
  ] as const)
    expect(await heard(from, by, now.consultation, hello)).toEqual([])
  expect(await heard(kessler, brandt, now.consultation, text)).toHaveLength(1)
  expect(await heard(kessler, now.tab, now.consultation, text)).toEqual([])
  expect(await heard(now.tab, kessler, now.consultation, text)).toEqual([])
  // What is typed along is for the citizen, from the desk beside the screen too; and nobody else hears it.
  for (const from of [brandt, kessler])
    expect(await heard(from, now.tab, now.consultation, caption)).toMatchObject([{ person: from.person }])
  expect(await heard(kessler, brandt, now.consultation, caption)).toHaveLength(1)
  expect(await heard(now.tab, kessler, now.consultation, caption)).toEqual([])
  const stranger = await desk.tab('m.sahin')
  expect(await heard(kessler, stranger, now.consultation, caption)).toEqual([])
  expect(await heard(stranger, now.tab, now.consultation, caption)).toEqual([])
  // Its own stream says that something happened, and never what staff see of the talk.
  expect(now.tab.events.map(({ type }) => type)).not.toContain('consultation.changed')
  await over(now)
  expect(await callOf(now)).toBeNull()
  const { entries } = await brandt.do(commands.readHistory, { case: now.case })
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['citizen.joined', 'citizen.left']),
  )
})

test('[SCREEN17] no seat in the pre-talk of staff, without sound and picture allowed, or in the talk of another case', async () => {
  const now = await talk(['audio', 'file'], true)
  expect(await callOf(now)).toBeNull()
  expect(codeOf(await now.tab.ask(commands.sitDown, { consultation: now.consultation }))).toBe('E_STATE')
  await kessler.do(commands.connect, { consultation: now.consultation })
  expect(await callOf(now)).toMatchObject({ seated: false })
  await now.tab.do(commands.withdrawConsent, { case: now.case, scopes: ['audio'] })
  expect(await callOf(now)).toBeNull()
  expect(codeOf(await now.tab.ask(commands.sitDown, { consultation: now.consultation }))).toBe('E_STATE')
  await now.tab.do(commands.giveConsent, { case: now.case, scopes: ['audio'], how: 'screen' })
  await desk.colleagueKeeps(one.counter)
  const other = await desk.pair(brandt.owner, 'seendorf-2')
  const stranger = await other.tab()
  const { id } = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Karl Fremd' } })
  await brandt.do(commands.shareCase, { counter: 'seendorf-2' as CounterId, case: id })
  expect(codeOf(await stranger.ask(commands.sitDown, { consultation: now.consultation }))).toBe('E_STATE')
  expect(codeOf(await stranger.ask(commands.seatIce, { consultation: now.consultation }))).toBe('E_STATE')
  await over(now)
})

test('[SCREEN26] while the citizen sits in a talk the screen neither covers itself nor says that it will', async () => {
  const now = await talk(['video', 'audio', 'file'])
  const seen = () => now.tab.do(commands.viewSeat, {})
  expect((await seen()).coversIn).toBe(90_000)
  await now.tab.do(commands.sitDown, { consultation: now.consultation })
  expect((await seen()).coversIn).toBeNull()
  for (let round = 0; round < 2; round++) await desk.clock.advance(91_000)
  expect(await seen()).toMatchObject({ blank: null, coversIn: null, case: { id: now.case } })
  await over(now)
  expect((await seen()).coversIn).toBeGreaterThan(0)
})

test('[SCREEN18] blank, Bürgerwechsel and a new pairing end its place at once; a lost connection keeps it for 45 s; the talk goes on', async () => {
  const now = await talk(['video', 'audio', 'file'])
  const sit = () => now.tab.do(commands.sitDown, { consultation: now.consultation })
  const states = async () => (await seatsOf(now)).map(({ state }) => state)
  await sit()
  await brandt.do(commands.blankScreen, { ...one, show: 'nothing' })
  expect(await states()).toEqual(['left'])
  expect(await heard(now.tab, kessler, now.consultation, hello)).toEqual([])
  expect(codeOf(await now.tab.ask(commands.sitDown, { consultation: now.consultation }))).toBe('E_STATE')
  await brandt.do(commands.blankScreen, { ...one, show: 'case' })
  await sit()
  expect(await states()).toEqual(['taken'])

  now.tab.close()
  await expect.poll(states).toEqual(['absent'])
  const again = await now.screen.tab()
  await expect.poll(states).toEqual(['taken'])
  again.close()
  await expect.poll(states).toEqual(['absent'])
  await desk.clock.advance(46_000)
  await expect.poll(states).toEqual(['left'])
  expect((await kessler.do(commands.read, { consultation: now.consultation })).state).toBe('connected')

  const back = await now.screen.tab()
  await back.do(commands.sitDown, { consultation: now.consultation })
  await brandt.do(commands.changeCitizen, one)
  expect(await states()).toEqual(['left'])
  await back.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
  await brandt.do(commands.shareCase, { ...one, case: now.case })
  await back.do(commands.sitDown, { consultation: now.consultation })
  const next = await desk.pair(brandt.owner, one.counter)
  expect(next.id).not.toBe(now.screen.id as PersonId)
  expect(await states()).toEqual(['left'])
  await over(now)
})
