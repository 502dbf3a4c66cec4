import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { admission, Tab, WireDesk, type Person } from '../gateway/wire-desk.ts'

let desk: WireDesk
let brandt: Person
let caseId: string
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.signIn('j.brandt')
  const tab = await brandt.tab()
  caseId = (await tab.do(commands.openCase, { services: ['wohnsitz-anmelden' as ServiceId] })).id
  tab.close()
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const shared = () => `${caseId}.shared.1`
const refusal = async (tab: Tab): Promise<unknown> =>
  tab.opened.then(
    () => 'let in',
    (error: Error & { data?: { code?: string } }) => error.data?.code ?? error.message,
  )

describe('tickets', () => {
  test('[TICK1] a ticket opens one connection, a second use is refused', async () => {
    const ticket = await brandt.ticket()
    const tab = new Tab(brandt, ticket)
    await tab.opened
    expect(await refusal(new Tab(brandt, ticket))).toBe('E_NOT_ADMITTED')
    tab.close()
    const paper = await brandt.ticket(shared())
    const first = await brandt.document(shared(), { ticket: paper })
    expect(await admission(first)).toBe('edit')
    expect(await admission(await brandt.document(shared(), { ticket: paper }))).toBe('4401')
    await first.close()
  })

  test('[TICK2] a ticket waits thirty seconds and not one more', async () => {
    const [good, late, lateDocument] = [
      await brandt.ticket(),
      await brandt.ticket(),
      await brandt.ticket(shared()),
    ]
    await desk.clock.advance(29_999)
    const tab = new Tab(brandt, good)
    await tab.opened
    tab.close()
    await desk.clock.advance(1)
    expect(await refusal(new Tab(brandt, late))).toBe('E_NOT_ADMITTED')
    expect(await admission(await brandt.document(shared(), { ticket: lateDocument }))).toBe('4401')
  })

  test('[TICK3] a ticket opens only what it was made for', async () => {
    const forDocument = await brandt.ticket(shared())
    expect(await refusal(new Tab(brandt, forDocument))).toBe('E_NOT_ADMITTED')
    const forSocket = await brandt.ticket()
    expect(await admission(await brandt.document(shared(), { ticket: forSocket }))).toBe('4401')
    const forStaff = await brandt.ticket(`${caseId}.staff.1`)
    expect(await admission(await brandt.document(shared(), { ticket: forStaff }))).toBe('4401')
    for (const nothing of ['', 'x', 'A'.repeat(43)]) {
      expect(await refusal(new Tab(brandt, nothing))).toBe('E_NOT_ADMITTED')
    }
    const odd = new Tab(brandt, await brandt.ticket(), { auth: { ticket: { $ne: '' } } })
    expect(await refusal(odd)).toBe('E_NOT_ADMITTED')
  })

  test('[TICK4] a client of another protocol version is told so before anything else', async () => {
    const tab = new Tab(brandt, await brandt.ticket(), { auth: { version: 99 } })
    expect(await refusal(tab)).toBe('E_VERSION')
  })

  test('[TICK5] a session holds at most sixty-four unused tickets', async () => {
    const lorenz = await desk.signIn('k.lorenz')
    for (let each = 0; each < 64; each++) await lorenz.ticket()
    const more = await lorenz.ask('/api/tickets', 'POST', { kind: 'socket' })
    expect(more.status).toBe(429)
    expect((await brandt.ticket()).length).toBe(43)
  })
})

/** How the server answers an upgrade: its status, or `open`. */
function upgrade(path: string, origin: string, protocols: string[] = []): Promise<string> {
  return new Promise((resolve) => {
    const ws = new WebSocket(desk.url.replace('http', 'ws') + path, protocols, { headers: { origin } })
    ws.once('open', () => {
      ws.terminate()
      resolve('open')
    })
    ws.once('unexpected-response', (_request, response) => {
      response.resume()
      resolve(String(response.statusCode))
    })
    ws.once('error', () => resolve('error'))
  })
}

describe('foreign pages', () => {
  const foreign = [
    'https://boese.example',
    'http://localhost:1',
    'null',
    `${'http://localhost'}.boese.example`,
  ]

  test('[ORIG3] a foreign Origin is refused before the upgrade on Socket.IO and documents, on POST and DELETE, each with an audit row', async () => {
    const before = await desk.auditHead()
    for (const origin of foreign) {
      const ticket = await brandt.ticket(shared())
      expect(await upgrade('/socket.io/?EIO=4&transport=websocket', origin)).toBe('400')
      const protocols = ['lotse.sync.v1', `lotse.ticket.${ticket}`]
      expect(await upgrade(`/sync/${shared()}`, origin, protocols)).toBe('403')
      for (const [path, method] of [
        ['/api/session', 'POST'],
        ['/api/session', 'DELETE'],
        ['/api/tickets', 'POST'],
      ] as const) {
        const answer = await brandt.ask(path, method, { kind: 'socket' }, { origin })
        expect([path, origin, answer.status]).toEqual([path, origin, 403])
        expect(await answer.json()).toEqual({
          error: 'E_FORBIDDEN',
          message: 'Die Anfrage kommt von einer fremden Seite und wird nicht angenommen.',
        })
      }
      // Nothing was used up: the ticket still opens the document for the own page.
      const own = await brandt.document(shared(), { ticket })
      expect(await admission(own)).toBe('edit')
      await own.close()
    }
    const kinds = async () =>
      (await desk.audit(before))
        .filter((row) => row.action === 'connection.open' && row.outcome === 'refused')
        .map((row) => String(row.detail['kind']))
        .toSorted()
    await expect.poll(kinds).toHaveLength(foreign.length * 5)
    expect(new Set(await kinds())).toEqual(new Set(['document', 'http', 'socket']))
    expect((await brandt.ask('/api/session', 'GET')).status).toBe(200)
  })

  test('[ORIG1] a foreign page that knocks without end is counted each time and cannot fill the audit trail', async () => {
    const before = await desk.auditHead()
    const counted = await desk.counted('lotse_foreign_origins_total')
    const knock = () => desk.send('/api/session', 'POST', {}, { origin: 'https://boese.example' })
    for (let each = 0; each < 10; each++) await Promise.all(Array.from({ length: 20 }, knock))
    expect(await desk.counted('lotse_foreign_origins_total')).toBe(counted + 200)
    expect((await desk.auditHead()) - before).toBeLessThanOrEqual(60)
  })

  test('[ORIG2] other upgrade paths and odd names of documents end without a handler', async () => {
    expect(await upgrade('/other', desk.url)).toBe('error')
    const names = [
      'x',
      `${caseId}.shared`,
      `${caseId}.all.1`,
      `${caseId}.shared.0`,
      `..%2f${caseId}.shared.1`,
    ]
    for (const name of names) {
      const client = await brandt.document(name, { ticket: await brandt.ticket(shared()) })
      expect([name, await admission(client)]).toEqual([name, '4403'])
    }
  })
})

describe('sessions that end by time', () => {
  test('[SESS9] an expired session loses sockets and documents within five seconds, also a document alone', async () => {
    const other = await WireDesk.start()
    try {
      const [both, alone] = [await other.signIn('j.brandt'), await other.signIn('j.brandt')]
      await other.clock.advance(12 * 3_600_000 - 4_000)
      const tab = await both.tab()
      const { id } = await tab.do(commands.openCase, { services: ['wohnsitz-anmelden' as ServiceId] })
      const one = await both.document(`${id}.shared.1`)
      const single = await alone.document(`${id}.shared.1`)
      await Promise.all([one.until('hello'), single.until('hello')])
      await other.clock.advance(3_999)
      expect((await tab.do(commands.getCase, { case: id })).id).toBe(id)
      await other.clock.advance(5_000)
      expect(await tab.ended).toBe('io server disconnect')
      expect((await one.until('close')).code).toBe(4401)
      expect((await single.until('close')).code).toBe(4401)
      expect((await both.ask('/api/session', 'GET')).status).toBe(401)
    } finally {
      await other.stop()
    }
    expect(other.faults).toEqual([])
  })
})

describe('behind https', () => {
  test('[SESS10] the cookie is __Host- and Secure, HSTS is on, only the public address is an own page', async () => {
    const other = await WireDesk.start({ env: { PUBLIC_URL: 'https://lotse.example.org' } })
    try {
      const own = { origin: 'https://lotse.example.org' }
      const login = { login: 'j.brandt', password: 'lindetal' }
      const answer = await other.send('/api/session', 'POST', login, own)
      expect(answer.headers.getSetCookie()[0]).toMatch(
        /^__Host-lotse=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      )
      expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
      for (const origin of [other.url, 'http://lotse.example.org', 'https://lotse.example.org.boese.example'])
        expect((await other.send('/api/session', 'POST', login, { origin })).status).toBe(403)
    } finally {
      await other.stop()
    }
  })
})
