import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { InterpreterFace } from '#shared/contract/interpreter-contract.ts'
import { commands } from '#shared/contract/wire.ts'
import type { ConsentScope } from '#shared/model/case.ts'
import type { CaseId, ConsultationId, CounterId, InterpreterId, ServiceId } from '#shared/model/ids.ts'
import { admission, codeOf, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'
import { heard } from '../gateway/signals.ts'

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

interface Asked {
  readonly seat: Person
  readonly tab: Tab
  readonly place: { readonly case: CaseId; readonly interpreter: InterpreterId }
  readonly code: string
}
const open = () => brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Petra Wendt' } })
const invite = (id: CaseId, language: 'tr' | 'gsg' = 'tr') =>
  brandt.do(commands.inviteInterpreter, { case: id, language, who: 'Sprachmittlung Lindetal' })
async function asked(id: CaseId, name = 'Elif Aydın'): Promise<Asked> {
  const made = await invite(id)
  const seat = await desk.interpret(made.code, name)
  return { seat, tab: await seat.tab(), place: { case: id, interpreter: made.id }, code: made.code }
}
const agree = (id: CaseId, scopes: ConsentScope[] = ['interpreter']) =>
  brandt.do(commands.giveConsent, { case: id, scopes, how: 'spoken' })
const viewOf = ({ tab }: Asked) => tab.do(commands.viewInterpreting, {})

/** A screen that shows a case, and somebody who was asked to interpret there. */
async function shown() {
  const screen = await desk.pair(brandt.owner, one.counter)
  const tab = await screen.tab()
  const { id } = await open()
  await brandt.do(commands.shareCase, { ...one, case: id })
  return { screen, tab, case: id, interpreter: await asked(id) }
}
/** The same while a specialist talks with them. */
async function talking() {
  const now = await shown()
  await now.tab.do(commands.giveConsent, {
    case: now.case,
    scopes: ['video', 'audio', 'interpreter'],
    how: 'screen',
  })
  await brandt.do(commands.admitInterpreter, now.interpreter.place)
  const { id: consultation } = await brandt.do(commands.request, {
    case: now.case,
    service: kfz,
    question: 'ZB II?',
  })
  await kessler.do(commands.accept, { consultation })
  return { ...now, consultation }
}
async function over(consultation: ConsultationId): Promise<void> {
  await kessler.ask(commands.end, { consultation })
  await kessler.do(commands.close, { consultation, outcome: 'solved' })
}

test('[INTERP1] a link opens one seat without a case at a time; what does not count is answered alike; nothing keeps the code', async () => {
  const { id } = await open()
  const made = await invite(id)
  expect(made.link).toBe(`${desk.url}/dolmetschen#${made.code}`)
  const look = (token: string) => desk.send('/api/interpreters/look', 'POST', { token })
  const redeem = (token: string) =>
    desk.send('/api/interpreters/redeem', 'POST', { token, name: 'Elif Aydın', promised: true })
  const face = (await (await look(made.code)).json()) as InterpreterFace
  expect(face).toMatchObject({ keeperName: 'Jana Brandt', language: 'tr', who: 'Sprachmittlung Lindetal' })
  expect(JSON.stringify(face)).not.toMatch(/Wendt|V-20|kfz/)
  const unpromised = { token: made.code, name: 'Elif Aydın' }
  expect((await desk.send('/api/interpreters/redeem', 'POST', unpromised)).status).toBe(400)
  // Neither is a link for citizens good here, nor this one there.
  const guest = await brandt.do(commands.createInvitation, { case: id })
  const wrongDoor = await desk.send('/api/invitations/redeem', 'POST', { token: made.code, name: 'x' })
  expect(wrongDoor.status).toBe(410)
  const both = await Promise.all([redeem(made.code), redeem(made.code)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410])

  const expired = await invite(id)
  await desk.clock.advance(24 * 3_600_000)
  brandt = await desk.tab('j.brandt')
  kessler = await desk.tab('u.kessler')
  await kessler.do(commands.setPresence, { state: 'available' })
  const revoked = await invite(id)
  await brandt.do(commands.revokeInterpreter, { case: id, interpreter: revoked.id })
  const codes = [made.code, expired.code, revoked.code, guest.code, '23456789ACDEFGHJ']
  const answers = [...(await Promise.all(codes.map(redeem))), ...(await Promise.all(codes.map(look)))]
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 410))
  expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1)
  const [dump] = await desk.sql(`select (select json_agg(i) from interpreter i)::text
    || (select json_agg(c) from command c)::text || (select json_agg(p) from audit_payload p)::text as all`)
  for (const { code } of [made, expired, revoked]) expect(String(dump!['all'])).not.toContain(code)
})

test('[INTERP2] let in only while the citizen agrees: asked on the own screen, refused there nobody else says yes, said aloud without a screen', async () => {
  const { tab, case: id, interpreter } = await shown()
  expect(codeOf(await brandt.ask(commands.admitInterpreter, interpreter.place))).toBe('E_STATE')
  await brandt.do(commands.askConsent, { ...one, about: 'interpreter' })
  expect((await tab.do(commands.viewSeat, {})).case?.asks).toBe('interpreter')
  await tab.do(commands.refuseConsent, { case: id, scopes: ['interpreter'] })
  expect((await tab.do(commands.viewSeat, {})).case?.asks).toBeNull()
  expect(await viewOf(interpreter)).toMatchObject({ state: 'waits', refused: true, call: null })
  const aloud = await brandt.ask(commands.giveConsent, { case: id, scopes: ['interpreter'], how: 'spoken' })
  expect(aloud).toMatchObject({ ok: false, code: 'E_STATE' })
  expect(codeOf(await brandt.ask(commands.admitInterpreter, interpreter.place))).toBe('E_STATE')
  await tab.do(commands.giveConsent, { case: id, scopes: ['interpreter'], how: 'screen' })
  await brandt.do(commands.admitInterpreter, interpreter.place)
  expect(await viewOf(interpreter)).toMatchObject({ state: 'there', refused: false })
  // To interpret opens nothing else, and no more than two take turns.
  expect((await brandt.do(commands.getCase, { case: id })).consents).toMatchObject([
    { scope: 'video', state: 'not_asked' },
    { scope: 'audio', state: 'not_asked' },
    { scope: 'file', state: 'not_asked' },
    { scope: 'interpreter', state: 'given', how: 'screen' },
    { scope: 'trainee', state: 'not_asked' },
  ])
  const second = await asked(id, 'Can Demir')
  await brandt.do(commands.admitInterpreter, second.place)
  const third = await asked(id, 'Deniz Kaya')
  expect(codeOf(await brandt.ask(commands.admitInterpreter, third.place))).toBe('E_STATE')
  const spoken = await open()
  const other = await asked(spoken.id)
  await agree(spoken.id)
  await brandt.do(commands.admitInterpreter, other.place)
  const { entries } = await brandt.do(commands.readHistory, { case: spoken.id })
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'interpreter.invited',
      'interpreter.waits',
      'consent.given',
      'interpreter.admitted',
    ]),
  )
})

test('[INTERP3] every other command, document, stream and file is refused, waiting and let in; the view holds nothing of the case', async () => {
  const { case: id, interpreter } = await shown()
  await agree(id)
  const { number, services } = await brandt.do(commands.getCase, { case: id })
  const own = new Set(['interpreting:view', 'interpreting:sit', 'interpreting:ice', 'interpreting:write'])
  const streams = new Set(['stream:resume', 'stream:leave'])
  for (const admitted of [false, true]) {
    if (admitted) await brandt.do(commands.admitInterpreter, interpreter.place)
    for (const command of Object.values(commands)) {
      if (own.has(command.name) || streams.has(command.name)) continue
      const by = await interpreter.seat.tab()
      const reply = await by.send(command.name, { id: uuidv7(), body: bodyOf(command, id, services[0]!.id) })
      by.close()
      expect([command.name, codeOf(reply)]).toEqual([
        command.name,
        expect.stringMatching(/E_(FORBIDDEN|SCHEMA)/),
      ])
    }
    for (const stream of [
      `case/${id}`,
      'office/seendorf',
      `person/${brandt.person}`,
      'district/current',
      'duty/kfz',
    ])
      expect(codeOf(await interpreter.tab.ask(commands.resumeStream, { stream }))).toBe('E_NOT_FOUND')
    for (const audience of ['shared', 'staff', 'authority'])
      expect(await admission(await interpreter.seat.document(`${id}.${audience}.1`))).toBe('4403')
    const files = [
      `/api/evidence/${'0'.repeat(64)}?case=${id}`,
      `/api/cases/${id}/access.pdf`,
      `/api/cases/${id}/slip.pdf`,
    ]
    for (const path of files) expect((await interpreter.seat.ask(path, 'GET')).ok).toBe(false)
    const view = await viewOf(interpreter)
    expect(JSON.stringify(view)).not.toMatch(new RegExp(`Wendt|${number}|${id}|kfz|Ummeld`))
  }
})

test('[INTERP6] [INTERP3] in the talk with a specialist: heard and seen by everybody there, without chat of staff, pre-talk and side of the table', async () => {
  const now = await talking()
  const { interpreter, consultation } = now
  expect((await viewOf(interpreter)).call).toMatchObject({ room: consultation, seated: false })
  expect(await heard(interpreter.tab, kessler, consultation, { type: 'hello' })).toEqual([])
  await interpreter.tab.do(commands.sitInterpreting, { consultation })
  await now.tab.do(commands.sitDown, { consultation })
  const { call } = await viewOf(interpreter)
  expect(call).toMatchObject({ seated: true, flows: true, caller: brandt.person })
  expect(call!.people.map(({ role, name }) => [role, name])).toEqual(
    expect.arrayContaining([
      ['adviser', 'Jana Brandt'],
      ['specialist', 'Uwe Kessler'],
      ['citizen', ''],
    ]),
  )
  for (const by of [brandt, kessler, now.tab])
    expect(await heard(interpreter.tab, by, consultation, { type: 'hello' })).toMatchObject([
      { name: 'Elif Aydın', person: interpreter.seat.id },
    ])
  const caption = { type: 'caption', text: 'Die ZB II', done: false } as const
  expect(await heard(kessler, interpreter.tab, consultation, caption)).toHaveLength(1)
  const text = { type: 'text', text: 'Nur unter uns' } as const
  expect(await heard(kessler, interpreter.tab, consultation, text)).toEqual([])
  expect(await heard(interpreter.tab, kessler, consultation, text)).toEqual([])
  expect((await now.tab.do(commands.viewSeat, {})).case?.interpreters).toMatchObject([
    { name: 'Elif Aydın', who: 'Sprachmittlung Lindetal', language: 'tr' },
  ])
  expect(interpreter.tab.events.map(({ type }) => type)).not.toContain('consultation.changed')
  // Nobody waits for who interprets, and nothing ends with it.
  interpreter.tab.close()
  await expect
    .poll(async () =>
      (await kessler.do(commands.read, { consultation })).seats.find(({ role }) => role === 'interpreter'),
    )
    .toMatchObject({ state: 'absent' })
  expect((await kessler.do(commands.read, { consultation })).state).toBe('connected')
  const back = await interpreter.seat.tab()
  await expect
    .poll(async () =>
      (await kessler.do(commands.read, { consultation })).seats.find(({ role }) => role === 'interpreter'),
    )
    .toMatchObject({ state: 'taken' })
  back.close()
  await over(consultation)
})

test('[INTERP4] [INTERP5] taken back in mid-talk who interprets is out at once, the talk goes on, and a new yes lets the same seat in', async () => {
  const now = await talking()
  const { interpreter, consultation } = now
  await interpreter.tab.do(commands.sitInterpreting, { consultation })
  await now.tab.do(commands.withdrawConsent, { case: now.case, scopes: ['interpreter'] })
  expect(await viewOf(interpreter)).toMatchObject({ state: 'waits', refused: true, call: null, lines: [] })
  expect(await heard(interpreter.tab, kessler, consultation, { type: 'hello' })).toEqual([])
  expect(await heard(kessler, interpreter.tab, consultation, { type: 'hello' })).toEqual([])
  expect(codeOf(await interpreter.tab.ask(commands.sitInterpreting, { consultation }))).toBe('E_STATE')
  expect(codeOf(await interpreter.tab.ask(commands.interpretingIce, { room: consultation }))).toBe('E_STATE')
  expect((await kessler.do(commands.read, { consultation })).state).toBe('connected')
  expect((await now.tab.do(commands.viewSeat, {})).case?.interpreters).toEqual([])
  await now.tab.do(commands.giveConsent, { case: now.case, scopes: ['interpreter'], how: 'screen' })
  await brandt.do(commands.admitInterpreter, interpreter.place)
  await interpreter.tab.do(commands.sitInterpreting, { consultation })
  expect(await heard(interpreter.tab, kessler, consultation, { type: 'hello' })).toHaveLength(1)
  // Sent away: a sentence to read, and nothing else.
  await brandt.do(commands.removeInterpreter, { ...interpreter.place, sentence: 'Vielen Dank.' })
  expect(await viewOf(interpreter)).toMatchObject({ state: 'over', farewell: 'Vielen Dank.', call: null })
  expect(await heard(interpreter.tab, kessler, consultation, { type: 'hello' })).toEqual([])
  expect(codeOf(await interpreter.tab.ask(commands.writeInterpreting, { text: 'x' }))).toBe('E_STATE')
  expect(codeOf(await brandt.ask(commands.admitInterpreter, interpreter.place))).toBe('E_NOT_FOUND')
  // Revoked: the session ends as well.
  const next = await asked(now.case)
  await brandt.do(commands.admitInterpreter, next.place)
  await next.tab.do(commands.sitInterpreting, { consultation })
  await brandt.do(commands.revokeInterpreter, next.place)
  await next.tab.ended
  expect((await next.seat.ask('/api/tickets', 'POST', { kind: 'socket' })).status).toBe(401)
  await over(consultation)
})

test('[INTERP9] who interprets leaves by themselves: out at once, everybody there sees it, the seat is over, and the same link leads back until its end', async () => {
  const now = await talking()
  const { interpreter, consultation, case: id } = now
  await interpreter.tab.do(commands.sitInterpreting, { consultation })
  await interpreter.tab.do(commands.writeInterpreting, { text: 'Sie fragt nach dem Kennzeichen.' })
  expect(await heard(interpreter.tab, kessler, consultation, { type: 'hello' })).toHaveLength(1)
  const told = async () => {
    const news = `select count(*)::int as n from event where stream = 'case/${id}' and type = 'interpreters.changed'`
    return Number((await desk.sql(news))[0]!['n'])
  }
  const [before, toldBefore] = [await desk.auditHead(), await told()]
  const leave = (seat: Person) => seat.ask('/api/interpreters/leave', 'POST', {})
  // Nobody else has such a seat to leave, neither staff nor a citizen.
  expect((await leave(brandt.owner)).status).toBe(401)
  expect((await leave(now.screen)).status).toBe(401)
  expect(await desk.audit(before)).toEqual([])

  const answer = await leave(interpreter.seat)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(/^lotse-seat=;.*Expires=Thu, 01 Jan 1970/)
  await interpreter.tab.ended
  expect((await leave(interpreter.seat)).status).toBe(401)
  expect((await interpreter.seat.ask('/api/tickets', 'POST', { kind: 'socket' })).status).toBe(401)
  expect(await desk.audit(before)).toMatchObject([
    { action: 'interpreter.ended', outcome: 'done', person: interpreter.seat.id },
  ])
  expect(await told()).toBe(toldBefore + 1)
  const { entries } = await brandt.do(commands.readHistory, { case: id })
  expect(entries.at(-1)).toMatchObject({ action: 'interpreter.ended', detail: { language: 'tr' } })
  expect((await now.tab.do(commands.viewSeat, {})).case?.interpreters).toEqual([])
  const table = await kessler.do(commands.read, { consultation })
  expect(table.state).toBe('connected')
  expect(table.seats.filter(({ role, state }) => role === 'interpreter' && state !== 'left')).toEqual([])
  const { interpreters } = await brandt.do(commands.listInterpreters, { case: id })
  expect(interpreters).toMatchObject([{ id: interpreter.place.interpreter, seat: null }])

  // The same link, one seat at a time, a new one that waits and knows nothing of the former.
  await desk.clock.advance(1_000)
  const seat = await desk.interpret(interpreter.code, 'Can Demir')
  const next = { ...interpreter, seat, tab: await seat.tab() }
  expect(await viewOf(next)).toMatchObject({ state: 'waits', name: 'Can Demir', lines: [], call: null })
  expect(codeOf(await next.tab.ask(commands.sitInterpreting, { consultation }))).toBe('E_STATE')
  await brandt.do(commands.admitInterpreter, interpreter.place)
  await next.tab.do(commands.sitInterpreting, { consultation })
  expect(await heard(next.tab, kessler, consultation, { type: 'hello' })).toMatchObject([
    { name: 'Can Demir' },
  ])
  // Sent away by the office, the link is over for good.
  await brandt.do(commands.removeInterpreter, interpreter.place)
  expect((await leave(seat)).status).toBe(200)
  const wish = { token: interpreter.code, name: 'Can Demir', promised: true }
  expect((await desk.send('/api/interpreters/redeem', 'POST', wish)).status).toBe(410)
  await over(consultation)
})

test('[INTERP10] who waits to interpret is in the waiting room of the office, live and without a word of the case, until let in, gone or the case is closed', async () => {
  const { id, number, services } = await open()
  await agree(id)
  const waiting = async (tab = brandt) =>
    (await tab.do(commands.listWaitingInterpreters, {})).waiting.filter((each) => each.case === id)
  expect(await waiting()).toEqual([])
  const head = async () =>
    (
      await desk.sql(`select count(*)::int as n from event where stream = 'office/seendorf'
      and type = 'interpreters.changed'`)
    )[0]!['n'] as number
  const before = await head()
  const interpreter = await asked(id)
  const since = desk.clock.now().toISOString()
  const { interpreter: link } = interpreter.place
  const line = { case: id, caseNumber: number, interpreter: link, name: 'Elif Aydın', language: 'tr', since }
  await expect.poll(() => waiting()).toEqual([{ ...line, connected: true }])
  expect(await head()).toBeGreaterThan(before)
  const lorenz = await desk.tab('k.lorenz')
  expect(await waiting(lorenz)).toEqual([])
  expect(codeOf(await kessler.ask(commands.listWaitingInterpreters, {}))).toBe('E_FORBIDDEN')
  interpreter.tab.close()
  await expect.poll(() => waiting()).toEqual([{ ...line, connected: false }])

  await brandt.do(commands.admitInterpreter, interpreter.place)
  expect(await waiting()).toEqual([])
  const late = await asked(id, 'Can Demir')
  expect(await waiting()).toMatchObject([{ name: 'Can Demir' }])
  await late.seat.ask('/api/interpreters/leave', 'POST', {})
  expect(await waiting()).toEqual([])
  await asked(id, 'Nur Kaya')
  expect(await waiting()).toHaveLength(1)
  for (const { id: caseService } of services)
    await brandt.do(commands.cancelService, { case: id, caseService, reason: 'doch nicht' })
  await brandt.do(commands.closeCase, { case: id })
  expect(await waiting()).toEqual([])
})

test('[INTERP6] [INTERP4] without a specialist they talk in a room of their own until the next citizen comes', async () => {
  const { tab, screen, case: id, interpreter } = await shown()
  await tab.do(commands.giveConsent, { case: id, scopes: ['interpreter'], how: 'screen' })
  const room = interpreter.place.interpreter as string as ConsultationId
  expect(await heard(interpreter.tab, brandt, room, { type: 'hello' })).toEqual([])
  expect(codeOf(await brandt.ask(commands.interpreterIce, interpreter.place))).toBe('E_STATE')
  await brandt.do(commands.admitInterpreter, interpreter.place)
  expect((await viewOf(interpreter)).call).toMatchObject({
    room,
    seated: true,
    caller: brandt.person,
    people: [
      { role: 'adviser', name: 'Jana Brandt' },
      { role: 'citizen', name: '', person: screen.id },
    ],
  })
  expect((await tab.do(commands.viewSeat, {})).case?.interpretedTalk).toMatchObject({
    room,
    people: [{ role: 'interpreter', name: 'Elif Aydın' }],
  })
  expect(await heard(interpreter.tab, brandt, room, { type: 'hello' })).toHaveLength(1)
  expect(await heard(brandt, interpreter.tab, room, { type: 'hello' })).toHaveLength(1)
  expect(await heard(interpreter.tab, tab, room, { type: 'hello' })).toHaveLength(1)
  // Desk and screen stand in one room.
  expect(await heard(brandt, tab, room, { type: 'hello' })).toEqual([])
  expect(await heard(kessler, interpreter.tab, room, { type: 'hello' })).toEqual([])
  expect(await brandt.do(commands.interpreterIce, interpreter.place)).toMatchObject({ ttl: 0 })
  expect(await interpreter.tab.do(commands.interpretingIce, { room })).toMatchObject({ ttl: 0 })

  await interpreter.tab.do(commands.writeInterpreting, { text: 'Sie fragt nach dem Kennzeichen.' })
  await brandt.do(commands.writeInterpreter, { ...interpreter.place, text: 'Bitte etwas langsamer.' })
  const lines = [
    { from: 'interpreter', name: 'Elif Aydın', text: 'Sie fragt nach dem Kennzeichen.' },
    { from: 'office', name: 'Jana Brandt', text: 'Bitte etwas langsamer.' },
  ]
  expect((await viewOf(interpreter)).lines).toMatchObject(lines)
  expect((await tab.do(commands.viewSeat, {})).case?.interpreted).toMatchObject(lines)

  await brandt.do(commands.changeCitizen, one)
  expect(await viewOf(interpreter)).toMatchObject({ state: 'over', call: null, lines: [] })
  expect(await heard(interpreter.tab, brandt, room, { type: 'hello' })).toEqual([])
})

test('[INTERP6] [INTERP3] with a citizen at home they talk in one room, and everybody there reads what is written meanwhile', async () => {
  const { id } = await open()
  const invited = await brandt.do(commands.createInvitation, { case: id })
  const home = await desk.redeem(invited.code, 'Petra Wendt')
  const tab = await home.tab()
  const guest = { case: id, invitation: invited.id }
  await tab.do(commands.writeOffice, { text: 'Ich warte noch.' })
  await brandt.do(commands.admitGuest, guest)
  await brandt.do(commands.askGuest, { ...guest, about: 'interpreter' })
  expect((await tab.do(commands.viewSeat, {})).case?.asks).toBe('interpreter')
  await tab.do(commands.giveConsent, { case: id, scopes: ['interpreter'], how: 'screen' })
  const interpreter = await asked(id)
  await interpreter.tab.do(commands.writeInterpreting, { text: 'Wie lange dauert es?' })
  await desk.clock.advance(1_000)
  await brandt.do(commands.admitInterpreter, interpreter.place)
  const room = interpreter.place.interpreter as string as ConsultationId
  expect((await viewOf(interpreter)).call?.people).toMatchObject([
    { role: 'adviser' },
    { role: 'citizen', name: '', person: home.id },
  ])
  // At home nobody sits beside the desk.
  expect((await tab.do(commands.viewSeat, {})).case?.interpretedTalk?.people).toMatchObject([
    { role: 'adviser', name: 'Jana Brandt' },
    { role: 'interpreter', name: 'Elif Aydın' },
  ])
  for (const [from, by] of [
    [interpreter.tab, tab],
    [tab, brandt],
    [brandt, tab],
  ] as const)
    expect(await heard(from, by, room, { type: 'hello' })).toHaveLength(1)
  await desk.clock.advance(1_000)
  await tab.do(commands.writeOffice, { text: 'Ich höre nichts.' })
  await desk.clock.advance(1_000)
  await interpreter.tab.do(commands.writeInterpreting, { text: 'Bitte lauter stellen.' })
  // What was written before is between those two alone.
  expect((await viewOf(interpreter)).lines.map(({ text }) => text)).toEqual([
    'Wie lange dauert es?',
    'Ich höre nichts.',
    'Bitte lauter stellen.',
  ])
  const { case: seen, guest: place } = await tab.do(commands.viewSeat, {})
  expect(seen?.interpreted.map(({ text }) => text)).toEqual(['Bitte lauter stellen.'])
  expect(place?.lines.map(({ text }) => text)).toEqual(['Ich warte noch.', 'Ich höre nichts.'])
})

test('[INTERP4] with the case the talk is closed to who interprets, and nobody is let in any more', async () => {
  const { id, services } = await open()
  await agree(id)
  const [interpreter, late] = [await asked(id), await asked(id, 'Can Demir')]
  await brandt.do(commands.admitInterpreter, interpreter.place)
  const room = interpreter.place.interpreter as string as ConsultationId
  expect(await heard(interpreter.tab, brandt, room, { type: 'hello' })).toHaveLength(1)
  for (const { id: caseService } of services)
    await brandt.do(commands.cancelService, { case: id, caseService, reason: 'doch nicht' })
  await brandt.do(commands.closeCase, { case: id })
  expect(await viewOf(interpreter)).toMatchObject({ state: 'over', call: null, lines: [] })
  expect(await heard(interpreter.tab, brandt, room, { type: 'hello' })).toEqual([])
  for (const { tab } of [interpreter, late])
    expect(codeOf(await tab.ask(commands.writeInterpreting, { text: 'x' }))).toBe('E_STATE')
  expect(codeOf(await brandt.ask(commands.admitInterpreter, late.place))).toBe('E_STATE')
})

// The last one: from here on nobody gets in.
test('[INTERP1] guessing ends', async () => {
  const statuses: number[] = []
  for (let round = 0; round < 21; round++) {
    const wish = { token: `23456789ACDEFGH${round % 8}`, name: 'x', promised: true }
    statuses.push((await desk.send('/api/interpreters/redeem', 'POST', wish)).status)
  }
  expect(statuses.at(-1)).toBe(429)
})

/** A body of the right kind that names this case wherever something is named. */
function bodyOf(command: { body: unknown }, id: string, service: string): Record<string, unknown> {
  const { properties = {} } = command.body as { properties?: Record<string, unknown> }
  const samples: Record<string, unknown> = { case: id, caseService: service, scopes: ['file'], how: 'screen' }
  return Object.fromEntries(
    Object.keys(properties).flatMap((key) => (key in samples ? [[key, samples[key]]] : [])),
  )
}
