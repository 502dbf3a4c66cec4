import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ConsentScope } from '#shared/model/case.ts'
import type { CaseId, ConsultationId, CounterId, ServiceId } from '#shared/model/ids.ts'
import { admission, codeOf, said, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const one = { counter: 'seendorf-1' as CounterId }

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

/** A citizen at the own screen, seated in a talk with a specialist who sees the case. */
async function talk(scopes: ConsentScope[] = ['video', 'audio', 'file']): Promise<Talk> {
  const screen = await desk.pair(brandt.owner, one.counter)
  const tab = await screen.tab()
  const { id } = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Petra Wendt' } })
  await brandt.do(commands.shareCase, { ...one, case: id })
  await tab.do(commands.giveConsent, { case: id, scopes, how: 'screen' })
  const { id: consultation } = await brandt.do(commands.request, {
    case: id,
    service: kfz,
    question: 'ZB II?',
  })
  await kessler.do(commands.accept, { consultation })
  await tab.do(commands.sitDown, { consultation })
  return { screen, tab, case: id, consultation }
}
const over = async ({ consultation }: Talk) => {
  await kessler.ask(commands.end, { consultation })
  await kessler.do(commands.close, { consultation, outcome: 'solved' })
}
const callOf = async ({ tab }: Pick<Talk, 'tab'>) => (await tab.do(commands.viewSeat, {})).case?.call ?? null
const viewOf = (now: Talk, by = kessler) => by.do(commands.read, { consultation: now.consultation })
const confide = (now: Talk, wish: 'alone' | 'more' | 'back') =>
  now.tab.ask(commands.confideSeat, { consultation: now.consultation, wish })

test('[VOICE1] the one microphone of the room moves between desk and screen; what cannot be is refused with the reason', async () => {
  const now = await talk()
  const move = (to: 'desk' | 'screen', by = brandt) =>
    by.ask(commands.moveVoice, { consultation: now.consultation, to })
  expect(await callOf(now)).toMatchObject({
    voice: 'desk',
    plays: false,
    sends: { audio: false, video: false },
  })
  expect(codeOf(await move('screen'))).toBe('ok')
  expect(await callOf(now)).toMatchObject({
    voice: 'here',
    plays: true,
    sends: { audio: true, video: false },
  })
  expect((await viewOf(now)).seats.find(({ role }) => role === 'citizen')?.room).toEqual({
    beside: brandt.person,
    voice: true,
  })
  expect(said(await move('screen', kessler))).toMatch(/^E_STATE .*kein Bürgerbildschirm/)
  expect(codeOf(await move('desk'))).toBe('ok')
  expect(await callOf(now)).toMatchObject({ voice: 'desk', plays: false })
  // A screen that goes leaves the microphone at the desk.
  await move('screen')
  now.tab.close()
  await expect
    .poll(async () => (await viewOf(now)).seats.find(({ role }) => role === 'citizen'))
    .toMatchObject({ state: 'absent', room: { voice: false } })
  expect(said(await move('screen'))).toMatch(/^E_STATE .*bleiben am Schalter/)
  await over(now)
})

test('[CONF1] Vertraulich takes the office out of talk and case on every transport; the specialist and the citizen go on', async () => {
  const now = await talk()
  const held = await brandt.owner.document(`${now.case}.shared.1`)
  const [staff, theirs] = [
    await brandt.owner.document(`${now.case}.staff.1`),
    await kessler.owner.document(`${now.case}.shared.1`),
  ]
  expect(await Promise.all([held, staff, theirs].map(admission))).toEqual(['edit', 'edit', 'edit'])
  await brandt.do(commands.resumeStream, { stream: `case/${now.case}` })
  const colleague = await (await desk.signIn('b.arndt')).tab()
  expect(codeOf(await kessler.ask(commands.confide, { consultation: now.consultation, turn: 'begin' }))).toBe(
    'E_FORBIDDEN',
  )
  const before = await desk.auditHead()
  await brandt.do(commands.confide, { consultation: now.consultation, turn: 'begin' })

  expect(
    (await Promise.all([held, staff].map((each) => each.until('close')))).map(({ code }) => code),
  ).toEqual([4403, 4403])
  expect(await admission(await brandt.owner.document(`${now.case}.shared.1`))).toBe('4403')
  expect(said(await brandt.ask(commands.getCase, { case: now.case }))).toMatch(/^E_FORBIDDEN .*vertraulich/)
  for (const by of [brandt, colleague]) {
    expect(codeOf(await by.ask(commands.listEvidence, { case: now.case }))).toBe('E_FORBIDDEN')
    expect(codeOf(await by.ask(commands.resumeStream, { stream: `case/${now.case}` }))).toBe('E_NOT_FOUND')
  }
  expect((await brandt.owner.ask(`/api/cases/${now.case}/slip.pdf`, 'GET')).status).toBe(403)
  const scopes = ['audio' as const]
  expect(codeOf(await brandt.ask(commands.withdrawConsent, { case: now.case, scopes }))).toBe('E_FORBIDDEN')
  const wish = { consultation: now.consultation }
  for (const command of [commands.hold, commands.end, commands.leave] as const)
    expect(codeOf(await brandt.ask(command, wish))).toBe('E_FORBIDDEN')
  expect(codeOf(await brandt.ask(commands.confide, { ...wish, turn: 'end' }))).toBe('E_FORBIDDEN')
  expect(said(await brandt.ask(commands.moveVoice, { ...wish, to: 'desk' }))).toMatch(/^E_STATE .*bleiben/)

  // What it is about goes on, and the one who is out knows that, and until when.
  expect(await callOf(now)).toMatchObject({
    voice: 'here',
    plays: true,
    sends: { audio: true, video: true },
    people: [{ name: 'Uwe Kessler' }],
  })
  expect(codeOf(await kessler.ask(commands.getCase, { case: now.case }))).toBe('ok')
  expect(codeOf(await now.tab.ask(commands.listEvidence, { case: now.case }))).toBe('ok')
  expect((await viewOf(now, brandt)).confidential?.until).toBe(
    new Date(desk.clock.now().getTime() + 15 * 60_000).toISOString(),
  )
  const heard: unknown[] = []
  for (const by of [brandt, kessler])
    by.socket.on('signal', (signal) => void heard.push([by.person, signal.person]))
  for (const from of [brandt, kessler, now.tab])
    from.socket.emit('signal', { consultation: now.consultation, data: { type: 'hello' } })
  for (const by of [brandt, kessler, now.tab, brandt, kessler])
    await by.ask(commands.leaveStream, { stream: 'duty/kfz' })
  expect(heard).toEqual([[kessler.person, now.screen.id]])

  expect(said(await confide(now, 'back'))).toBe('ok')
  expect((await callOf(now))?.confidentialUntil).toBeNull()
  expect(await admission(await brandt.owner.document(`${now.case}.shared.1`))).toBe('edit')
  expect(codeOf(await brandt.ask(commands.getCase, { case: now.case }))).toBe('ok')
  const rows = (await desk.audit(before)).filter(({ action }) => action.startsWith('confidential.'))
  expect(rows.map(({ action, person }) => [action, person])).toEqual([
    ['confidential.begun', brandt.person],
    ['confidential.ended', now.screen.id],
  ])
  colleague.close()
  await over(now)
})

test('[CONF2] it ends by itself: by its time, with the talk, and with the citizen’s screen; prolonged it goes on', async () => {
  const now = await talk()
  const alone = async () => (await viewOf(now)).confidential !== null
  await confide(now, 'alone')
  await desk.clock.advance(14 * 60_000)
  expect(said(await confide(now, 'more'))).toBe('ok')
  await desk.clock.advance(14 * 60_000)
  // Nobody touched the screen for long; it is not covered while somebody talks there.
  expect((await now.tab.do(commands.viewSeat, {})).blank).toBeNull()
  expect(await alone()).toBe(true)
  await desk.clock.advance(61_000)
  await expect.poll(alone).toBe(false)
  expect(codeOf(await brandt.ask(commands.getCase, { case: now.case }))).toBe('ok')

  // The idle clock of the screen began anew meanwhile.
  await brandt.do(commands.blankScreen, { ...one, show: 'case' })
  await now.tab.ask(commands.sitDown, { consultation: now.consultation })
  await confide(now, 'alone')
  expect(await alone()).toBe(true)
  await brandt.do(commands.blankScreen, { ...one, show: 'nothing' })
  expect(await alone()).toBe(false)
  await brandt.do(commands.blankScreen, { ...one, show: 'case' })
  await now.tab.do(commands.sitDown, { consultation: now.consultation })
  await confide(now, 'alone')
  now.tab.close()
  const gone = async () => (await viewOf(now)).seats.find(({ role }) => role === 'citizen')?.state
  await expect.poll(gone).toBe('absent')
  await desk.clock.advance(30_000)
  expect(await alone()).toBe(true)
  await desk.clock.advance(16_000)
  await expect.poll(alone).toBe(false)

  const back = await now.screen.tab()
  const again = { ...now, tab: back }
  await back.do(commands.sitDown, { consultation: now.consultation })
  await confide(again, 'alone')
  await kessler.do(commands.end, { consultation: now.consultation })
  expect((await viewOf(now)).confidential).toBeNull()
  expect(codeOf(await brandt.ask(commands.getCase, { case: now.case }))).toBe('ok')
  expect(codeOf(await confide(again, 'alone'))).toBe('E_STATE')
  await kessler.do(commands.close, { consultation: now.consultation, outcome: 'solved' })
})
