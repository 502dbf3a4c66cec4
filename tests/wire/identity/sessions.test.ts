import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CounterId, ServiceId } from '#shared/model/ids.ts'
import { admission, WireDesk } from '../gateway/wire-desk.ts'

let desk: WireDesk
beforeAll(async () => {
  desk = await WireDesk.start()
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const services = ['wohnsitz-anmelden' as ServiceId]

describe('signing in', () => {
  test('[SESS1] the right password opens a session, the cookie is HttpOnly and SameSite=Strict, GET reads it', async () => {
    const answer = await desk.send('/api/session', 'POST', { login: ' J.Brandt ', password: 'lindetal' })
    expect(answer.status).toBe(200)
    const told = (await answer.json()) as object
    expect(told).toMatchObject({
      person: { login: 'j.brandt', name: 'Jana Brandt' },
      roles: ['adviser'],
      office: { id: 'seendorf', kind: 'B', name: 'Bürgerbüro Seendorf' },
    })
    const cookie = answer.headers.getSetCookie()[0] ?? ''
    expect(cookie).toMatch(/^lotse=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
    const value = cookie.split(';')[0] ?? ''
    const read = await desk.send('/api/session', 'GET', undefined, { cookie: value })
    expect(await read.json()).toEqual(told)
    const stored = await desk.sql('select * from session')
    expect(JSON.stringify(stored)).not.toContain(value.split('=')[1])
  })

  test('[SESS2] wrong password, unknown login and closed account are answered alike', async () => {
    await desk.sql("update account set active = false where login = 's.krause'")
    const wishes = [
      { login: 'k.lorenz', password: 'falsch' },
      { login: 'niemand', password: 'lindetal' },
      { login: 's.krause', password: 'lindetal' },
    ]
    const answers = await Promise.all(wishes.map((wish) => desk.send('/api/session', 'POST', wish)))
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401])
    for (const body of bodies)
      expect(body).toEqual({
        error: 'E_NOT_ADMITTED',
        message: 'Anmeldename oder Kennwort stimmt nicht. Bitte prüfen und noch einmal versuchen.',
      })
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([])
    const refused = (await desk.audit()).filter((row) => row.action === 'session.open')
    expect(refused.length).toBeGreaterThanOrEqual(3)
    expect(refused.every((row) => row.outcome === 'refused')).toBe(true)
    await desk.sql("update account set active = true where login = 's.krause'")
  })

  test('[SESS3] after eight wrong passwords the login waits, even with the right one; others sign in as before', async () => {
    const wrong = { login: 't.wolf', password: 'falsch' }
    const codes: number[] = []
    for (let each = 0; each < 8; each++) codes.push((await desk.send('/api/session', 'POST', wrong)).status)
    expect(codes).toEqual(Array.from({ length: 8 }, () => 401))
    const ninth = await desk.send('/api/session', 'POST', { login: 'T.Wolf', password: 'lindetal' })
    expect(ninth.status).toBe(429)
    expect(Number(ninth.headers.get('retry-after'))).toBeGreaterThan(60)
    expect(await ninth.json()).toEqual({
      error: 'E_RATE',
      message:
        'Zu viele Fehlversuche. Bitte in 15 Minuten noch einmal versuchen oder die Administration ansprechen.',
    })
    expect((await desk.signIn('k.lorenz')).login).toBe('k.lorenz')
  })

  test('[SESS3] wrong passwords sent at the same moment count one by one', async () => {
    const wrong = { login: 'h.petersen.gleichzeitig', password: 'falsch' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => desk.send('/api/session', 'POST', wrong)),
    )
    const codes = answers.map(({ status }) => status)
    expect(codes.filter((code) => code === 401)).toHaveLength(8)
    expect(codes.filter((code) => code === 429)).toHaveLength(12)
  })

  test('[SESS4] malformed sign-ins and ticket wishes are refused with a sentence, prototype keys too', async () => {
    const raw = (body: string) =>
      fetch(`${desk.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: desk.url },
        body,
      })
    const bodies = [
      '{}',
      '[]',
      'null',
      '{"login":"j.brandt"}',
      '{"login":"j.brandt","password":7}',
      '{"login":"j.brandt","password":"lindetal","role":"auditor"}',
      '{"login":"j.brandt","password":"lindetal","__proto__":{"roles":["auditor"]}}',
      '{"login":"j.brandt","password":"lindetal","constructor":{"prototype":{"x":1}}}',
      '{"login":',
      `{"login":"${'x'.repeat(81)}","password":"x"}`,
    ]
    for (const body of bodies) {
      const answer = await raw(body)
      expect([body, answer.status]).toEqual([body, 400])
      expect(await answer.json()).toMatchObject({
        error: 'E_SCHEMA',
        message: expect.stringContaining('unvollständig') as string,
      })
    }
    expect((await raw(`{"login":"${'x'.repeat(70 * 1024)}"}`)).status).toBe(413)
    expect(({} as Record<string, unknown>)['roles']).toBeUndefined()
    const brandt = await desk.signIn('j.brandt')
    for (const wish of [
      {},
      { kind: 'case' },
      { kind: 'document' },
      { kind: 'document', document: '../etc' },
      { kind: 'socket', more: 1 },
      [],
    ])
      expect([wish, (await brandt.ask('/api/tickets', 'POST', wish)).status]).toEqual([wish, 400])
  })

  test('[SESS5] without a session nothing is read, ended or issued', async () => {
    for (const [path, method, body] of [
      ['/api/session', 'GET'],
      ['/api/session', 'DELETE'],
      ['/api/tickets', 'POST', { kind: 'socket' }],
    ] as const) {
      for (const cookie of ['', 'lotse=', 'lotse=falsch', '__Host-lotse=x']) {
        const answer = await desk.send(path, method, body, { cookie })
        expect([path, method, cookie, answer.status]).toEqual([path, method, cookie, 401])
      }
    }
  })
})

describe('signing out', () => {
  const open = async (login: string) => {
    const person = await desk.signIn(login)
    const tab = await person.tab()
    const { id } = await tab.do(commands.openCase, { services })
    const document = await person.document(`${id}.shared.1`)
    await document.until('hello')
    return { person, tab, document, id }
  }

  test('[LOCK1] a locked desk is refused on every transport; only its password opens it, in a session of its own', async () => {
    const here = await open('j.brandt')
    const there = await open('j.brandt')
    const screen = await desk.pair(here.person, 'seendorf-1')
    const seat = await screen.tab()
    const counter = 'seendorf-1' as CounterId
    await here.tab.do(commands.shareCase, { counter, case: here.id })
    expect((await seat.do(commands.viewSeat, {})).case?.id).toBe(here.id)
    const ticket = await here.person.ticket()
    expect((await here.person.ask('/api/session/lock', 'POST')).status).toBe(204)
    await here.tab.ended
    expect((await here.document.until('close')).code).toBe(4401)
    expect(await admission(await here.person.document(`${here.id}.shared.1`, { ticket }))).toBe('4401')
    const told = await here.person.ask('/api/session', 'GET')
    expect([told.status, await told.json()]).toMatchObject([
      401,
      { locked: { login: 'j.brandt', name: 'Jana Brandt' } },
    ])
    for (const [path, method, body] of [
      ['/api/tickets', 'POST', { kind: 'socket' }],
      ['/api/session/lock', 'POST'],
      [`/api/counters/${counter}/code`, 'POST'],
      [`/api/cases/${here.id}/access.pdf`, 'GET'],
    ] as const)
      expect([path, (await here.person.ask(path, method, body)).status]).toEqual([path, 401])
    expect(await seat.do(commands.viewSeat, {})).toMatchObject({ blank: 'locked', case: null })
    expect((await there.tab.do(commands.getCase, { case: here.id })).id).toBe(here.id)

    const { cookie } = here.person
    const wrong = { login: 'j.brandt', password: 'falsch' }
    expect((await desk.send('/api/session', 'POST', wrong, { cookie })).status).toBe(401)
    const before = await desk.auditHead()
    const right = { login: 'j.brandt', password: 'lindetal' }
    const opened = await desk.send('/api/session', 'POST', right, { cookie })
    expect(opened.status).toBe(200)
    expect((await desk.audit(before)).map(({ action }) => action)).toContain('session.unlocked')
    expect((await here.person.ask('/api/session', 'GET')).status).toBe(401)
    expect(await seat.do(commands.viewSeat, {})).toMatchObject({ blank: 'locked', case: null })
    there.tab.close()
  })

  test('[SESS6] signing out ends the sockets and documents of this session and leaves another session alone', async () => {
    const here = await open('j.brandt')
    const there = await desk.signIn('j.brandt')
    const theirTab = await there.tab()
    const theirDocument = await there.document(`${here.id}.shared.1`)
    await theirDocument.until('hello')
    const unused = await here.person.ticket()

    const answer = await here.person.ask('/api/session', 'DELETE')
    expect(answer.status).toBe(204)
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect(answer.headers.getSetCookie()[0]).toMatch(/^lotse=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/)
    expect(await here.tab.ended).toBe('io server disconnect')
    expect(here.tab.heard).toContain('ended')
    expect(await here.document.until('close')).toEqual({ type: 'close', code: 4401 })
    expect((await here.person.ask('/api/session', 'GET')).status).toBe(401)
    const late = await here.person.document(`${here.id}.shared.1`, { ticket: unused })
    expect(await admission(late)).toBe('4401')

    expect((await there.ask('/api/session', 'GET')).status).toBe(200)
    expect((await theirTab.do(commands.getCase, { case: here.id })).id).toBe(here.id)
    expect(theirDocument.closed).toBeNull()
    theirTab.close()
    await theirDocument.close()
  })

  test('[SESS7] signing out everywhere ends every session of the person and nobody else’s', async () => {
    const one = await open('j.brandt')
    const other = await open('j.brandt')
    const stranger = await desk.tab('k.lorenz')
    expect((await one.person.ask('/api/session?everywhere=1', 'DELETE')).status).toBe(204)
    for (const { tab, document, person } of [one, other]) {
      expect(await tab.ended).toBe('io server disconnect')
      expect((await document.until('close')).code).toBe(4401)
      expect((await person.ask('/api/session', 'GET')).status).toBe(401)
    }
    expect((await stranger.do(commands.listCases, {})).cases).toEqual([])
    stranger.close()
  })
})

describe('what the sign-in page is told', () => {
  test('[SESS8] demo logins are listed only in a demo', async () => {
    const answer = await desk.send('/api/desk', 'GET')
    const told = (await answer.json()) as { demo: boolean; logins: { login: string }[] }
    expect(told.demo).toBe(true)
    expect(told.logins.map(({ login }) => login)).toContain('j.brandt')
    expect(JSON.stringify(told)).not.toContain('lindetal')
  })
})
