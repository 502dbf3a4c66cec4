import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import type { AnyCommand } from '#shared/contract/command.ts'
import type { CaseId, CounterId, ServiceId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import { admission, codeOf, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const wohnsitz = 'wohnsitz-anmelden' as ServiceId
const kfz = 'kfz-ummeldung' as ServiceId
const place = { counter: 'terminal-doemzow-1' as CounterId }
const clean = { storages: 0, databases: 0, caches: 0 }
const unknown = '00000000-0000-7000-8000-000000000000'

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
  await terminal.do(commands.wipedSeat, clean)
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const begin = () =>
  terminal.do(commands.beginVisit, {
    services: [wohnsitz, kfz],
    lifeEvent: 'umzug',
    citizen: { name: 'Petra Wendt' },
  })
/** Types into the first text field of the first form and waits until it is stored. */
async function typed(by: Person, id: string, text: string): Promise<void> {
  const live = await (await by.document(`${id}.shared.1`)).sync()
  live.update((doc) => firstText(doc).insert(0, text))
  await live.until('durable')
}
function firstText(doc: Y.Doc): Y.Text {
  for (const form of doc.getMap<Y.Map<unknown>>('forms').values())
    for (const value of form.values()) if (value instanceof Y.Text) return value
  throw new Error('no field to type in')
}

test('[TERM1] the office that looks after a terminal pairs it, nobody else; it goes on when they have gone', async () => {
  const brandt = await desk.signIn('j.brandt')
  expect((await brandt.ask(`/api/counters/${place.counter}/code`, 'POST')).status).toBe(404)
  const { screens } = await wolf.do(commands.listScreens, {})
  expect(screens).toMatchObject([
    { counter: 'doemzow-1', terminal: null },
    { counter: place.counter, terminal: 'Bürgerterminal Dömzow (Bibliothek)' },
  ])
  expect(await terminal.do(commands.viewSeat, {})).toMatchObject({
    office: { name: 'Bürgerbüro Dömzow' },
    terminal: { name: 'Bürgerterminal Dömzow (Bibliothek)', staffed: true },
    case: null,
  })
  const { id } = await begin()
  await wolf.owner.ask('/api/session', 'DELETE')
  await wolf.ended
  expect(await terminal.do(commands.viewSeat, {})).toMatchObject({
    terminal: { staffed: false },
    case: { id },
    blank: null,
  })
  expect((await seat.ask('/api/session', 'GET')).status).toBe(401)
  wolf = await desk.tab('t.wolf')
})

test('[TERM2] what is begun there is a case of that office with all that was filled in; an adviser takes it over', async () => {
  const { id, number, services } = await begin()
  expect(services.map(({ service }) => service)).toEqual([wohnsitz, kfz])
  await typed(seat, id, 'von der Bürgerin')
  await terminal.do(commands.issueSlip, { case: id })
  const { sheet } = await terminal.do(commands.readSlip, { case: id, language: 'de' })
  expect(sheet.code?.code).toMatch(/^[0-9A-Z]/)
  const { cases } = await wolf.do(commands.listCases, { scope: 'office' })
  expect(cases.find((one) => one.id === id)).toMatchObject({
    number,
    citizenName: 'Petra Wendt',
    openedByName: 'Bürgerterminal Dömzow (Bibliothek)',
    title: 'Umzug',
  })
  const { rev } = await wolf.do(commands.getCase, { case: id })
  const taken = await wolf.do(commands.claimCase, { case: id }, { rev })
  expect(taken).toMatchObject({ openedByName: 'Tim Wolf' })
  const live = await (await wolf.owner.document(`${id}.shared.1`)).sync()
  expect(firstText(live.doc).toJSON()).toBe('von der Bürgerin')
  const { entries } = await wolf.do(commands.readHistory, { case: id })
  const actions = entries.map(({ action }) => action)
  expect(actions).toEqual(
    expect.arrayContaining(['case.opened', 'terminal.begun', 'slip.issued', 'case.claimed']),
  )
  expect(entries.find(({ action }) => action === 'case.claimed')?.detail).toMatchObject({
    from: 'Bürgerterminal Dömzow (Bibliothek)',
  })
})

test('[TERM3] a terminal tries every command of staff, another case, another office: refused like an unknown one', async () => {
  const { id: own } = await begin()
  const other = await wolf.do(commands.openCase, { services: [wohnsitz], citizen: { name: 'Karl Fremd' } })
  const column = {
    kind: 'guest',
    terminal: true,
    roles: [],
    officeKind: 'B',
    authorityKind: 'municipality',
  } as const
  const before = await wolf.do(commands.getCase, { case: other.id })
  for (const command of Object.values(commands) as AnyCommand[]) {
    if (may(column, command.action) || command.action === 'stream.read') continue
    const bodies = [other.id, own, unknown].map((id) => bodyOf(command, id))
    const at = await seat.tab()
    const replies = await Promise.all(bodies.map((body) => at.send(command.name, { id: uuidv7(), body })))
    at.close()
    const said = replies.map((reply) => (reply.ok ? 'ok' : `${reply.code} ${reply.message}`))
    expect(`${command.name} ${said[0]}`).toBe(`${command.name} ${said[2]}`)
    expect(`${command.name} ${said[0]}`).toMatch(/ E_(NOT_FOUND|FORBIDDEN|SCHEMA)/)
    // Of the own case nothing goes that the column does not name.
    const beyond = may(column, command.action, { own: true }) ? '' : said[1]
    expect(`${command.name} ${beyond}`).not.toMatch(/ ok$/)
  }
  for (const stream of [`case/${own}`, `case/${other.id}`, 'office/doemzow', 'duty/kfz'])
    expect(codeOf(await terminal.ask(commands.resumeStream, { stream }))).toBe('E_NOT_FOUND')
  for (const name of [`${own}.staff.1`, `${own}.authority.1`, `${other.id}.shared.1`, `${unknown}.shared.1`])
    expect(await admission(await seat.document(name))).toBe('4403')
  expect(await wolf.do(commands.getCase, { case: other.id })).toEqual(before)
  // A desk puts nothing before whoever stands there.
  expect(codeOf(await wolf.ask(commands.shareCase, { ...place, case: other.id }))).toBe('E_NOT_FOUND')
  expect((await terminal.do(commands.viewSeat, {})).case?.id).toBe(own)
})

test('[TERM4] ended or silent the terminal forgets on every transport; the next visit begins after the proof', async () => {
  const { id } = await begin()
  const form = await seat.document(`${id}.shared.1`)
  expect(await admission(form)).toBe('edit')
  expect(codeOf(await terminal.ask(commands.beginVisit, { services: [wohnsitz] }))).toBe('E_STATE')
  const before = await desk.auditHead()
  await terminal.do(commands.endVisit, { why: 'person' })
  expect((await form.until('close')).code).toBe(4403)
  expect(await terminal.do(commands.viewSeat, {})).toMatchObject({ wipe: true, case: null })
  expect(codeOf(await terminal.ask(commands.readSlip, { case: id, language: 'de' }))).toBe('E_NOT_FOUND')
  expect(codeOf(await terminal.ask(commands.beginVisit, { services: [wohnsitz] }))).toBe('E_STATE')
  await terminal.do(commands.wipedSeat, clean)
  const rows = (await desk.audit(before)).map(({ action }) => action)
  expect(rows).toEqual(expect.arrayContaining(['terminal.ended', 'counter.wiped']))

  const next = await begin()
  await desk.clock.advance(150_000)
  await terminal.do(commands.stirSeat, {})
  await desk.clock.advance(150_000)
  expect((await terminal.do(commands.viewSeat, {})).case?.id).toBe(next.id)
  await desk.clock.advance(31_000)
  await expect
    .poll(() => terminal.do(commands.viewSeat, {}))
    .toMatchObject({ wipe: true, case: null, blank: null })
  // The case is not lost: the office has it.
  expect(await wolf.do(commands.getCase, { case: next.id })).toMatchObject({
    citizen: { name: 'Petra Wendt' },
  })
})

/** A body of the right kind that names this case wherever something is named. */
function bodyOf(command: AnyCommand, id: CaseId | string): Record<string, unknown> {
  const properties = (command.body as { properties?: Record<string, unknown> }).properties ?? {}
  const samples: Record<string, unknown> = {
    case: id,
    consultation: id,
    callback: id,
    caseService: id,
    person: id,
    services: [wohnsitz],
    service: kfz,
    citizen: { name: 'Fremd' },
    reason: 'busy',
    scopes: ['file'],
    how: 'screen',
    question: 'Was nun?',
    counter: 'doemzow-1',
    show: 'case',
    step: 'angaben',
    state: 'available',
    text: 'Ja.',
    number: 'V-2026-000001',
    language: 'de',
    hash: '0'.repeat(64),
    day: '2026-03-02',
    papers: [],
  }
  return Object.fromEntries(
    Object.keys(properties).flatMap((key) => (key in samples ? [[key, samples[key]]] : [])),
  )
}
