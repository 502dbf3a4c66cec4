import { request } from 'node:http'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import { checkCharacter } from '#shared/model/slip-code.ts'
import type { StatusView } from '#shared/model/slip.ts'
import { lookAtPdf } from '#tests/support/pdf.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

const services = ['wohnsitz-anmelden', 'kfz-ummeldung'] as ServiceId[]
const clientDir = fileURLToPath(new URL('../../../dist/client', import.meta.url))

let desk: WireDesk
let brandt: Tab
beforeAll(async () => {
  desk = await WireDesk.start({ clientDir })
  brandt = await desk.tab('j.brandt')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}
let addresses = 0
/** From an address nobody has used yet, unless told otherwise. */
const freshAddress = () => `127.0.${10 + Math.floor(++addresses / 250)}.${1 + (addresses % 250)}`

function ask(
  code: unknown,
  { from = freshAddress(), at = desk }: { from?: string; at?: WireDesk } = {},
): Promise<Told> {
  const { port } = new URL(at.url)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        localAddress: from,
        path: '/api/status',
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: at.url },
      },
      (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      },
    )
    sent.on('error', reject)
    sent.end(JSON.stringify({ code }))
  })
}

async function issued(
  by: Tab = brandt,
  note?: string,
): Promise<{ id: CaseId; number: string; code: string }> {
  const { id, number } = await by.do(commands.openCase, { services, citizen: { name: 'Petra Wendt' } })
  await by.do(commands.issueSlip, { case: id, ...(note !== undefined && { note }) })
  return { id, number, code: await codeNow(id, by) }
}
const codeNow = async (id: CaseId, by: Tab = brandt) =>
  (await by.do(commands.readSlip, { case: id, language: 'de' })).sheet.code!.code

test('[SLIP2] given out, seen again, given out anew, ended; nowhere in the database as it is', async () => {
  const { id, code } = await issued()
  expect(code).toMatch(/^[2-9A-Y]{4}-[2-9A-Y]{4}$/)
  expect((await ask(code)).status).toBe(200)
  const manager = await desk.tab('b.arndt')
  expect(await codeNow(id, manager)).toBe(code)
  expect(codeOf(await manager.ask(commands.issueSlip, { case: id }))).toBe('E_FORBIDDEN')
  const before = await desk.auditHead()
  await brandt.do(commands.issueSlip, { case: id })
  const second = await codeNow(id)
  expect(second).not.toBe(code)
  expect([(await ask(code)).status, (await ask(second)).status]).toEqual([404, 200])
  await brandt.do(commands.revokeSlip, { case: id, reason: 'Zettel verloren' })
  expect((await ask(second)).status).toBe(404)
  expect(said(await brandt.ask(commands.revokeSlip, { case: id, reason: 'x' }))).toMatch(
    /^E_STATE Für diesen/,
  )
  expect((await brandt.do(commands.readSlip, { case: id, language: 'de' })).sheet.code).toBeNull()
  expect((await desk.audit(before)).map(({ action, outcome }) => [action, outcome])).toEqual([
    ['slip.renewed', 'done'],
    ['slip.revoked', 'done'],
  ])
  const tables = await desk.sql("select tablename from pg_tables where schemaname = 'public'")
  for (const { tablename } of tables) {
    const [found] = await desk.sql(
      `select count(*)::int as n from ${String(tablename)} t where t::text ilike any ($1)`,
      [[code, second].flatMap((one) => [`%${one}%`, `%${one.replace('-', '')}%`])],
    )
    expect({ tablename, ...found }).toEqual({ tablename, n: 0 })
  }
})

test('[SLIP3] says what was done, missing, paid and whom to ask, in three languages and as PDF; names nobody', async () => {
  const { id, number, code } = await issued(brandt, 'Führerschein abholen, Zimmer 104')
  const file = await brandt.do(commands.getCase, { case: id })
  const [residence, vehicle] = file.services.map((one) => one.id)
  const until = new Date(desk.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10)
  await brandt.do(commands.followEvidence, { case: id, caseService: vehicle!, title: 'ZB II', until })
  await brandt.do(commands.fixFee, {
    case: id,
    lines: [
      { caseService: residence!, variant: 'frei' },
      { caseService: vehicle!, variant: 'einfach' },
    ],
  })
  await brandt.do(commands.settleFee, { case: id, method: 'cash', total: 2450, given: 2450 })
  const sheets = await Promise.all(
    (['de', 'en', 'easy'] as const).map((language) => brandt.do(commands.readSlip, { case: id, language })),
  )
  const [de, en, easy] = sheets.map(({ sheet }) => JSON.stringify(sheet).replaceAll('\u00a0', ' '))
  for (const text of [de, en, easy]) {
    expect(text).toContain(number)
    expect(text).toContain('030 23125 300')
    expect(text).toContain('Führerschein abholen, Zimmer 104')
    expect(text).toContain(`/status#${code.replace('-', '')}`)
    expect(text).not.toMatch(/Wendt|Brandt/)
  }
  expect(de).toMatch(
    /ZB II: bis 7\. März 2026.*24,50 € an Landkreis Lindetal|24,50 € an Landkreis.*ZB II: bis 7\. März/,
  )
  expect(en).toMatch(/ZB II: by 7 March 2026/)
  expect(easy).toContain('Das müssen Sie noch bringen')
  const before = await desk.auditHead()
  const answer = await brandt.owner.ask(`/api/cases/${id}/slip.pdf?language=en`, 'GET')
  expect(await desk.audit(before)).toMatchObject([{ action: 'slip.handed' }])
  const { text, faults } = lookAtPdf(Buffer.from(await answer.arrayBuffer()))
  expect(faults).toEqual([])
  for (const word of ['Your slip', 'ZB II: by 7 March 2026', code]) expect(text).toContain(word)
  expect(text).not.toMatch(/Wendt|Brandt/)
})

test('[SLIP4] six plain states, live, without a name, a number, an id or free text', async () => {
  const { id, code, number } = await issued(brandt, 'Frau Wendt fragt nach')
  const file = await brandt.do(commands.getCase, { case: id })
  await brandt.do(commands.followEvidence, {
    case: id,
    caseService: file.services[0]!.id,
    title: 'Brief von Herrn Wendt',
    until: '2026-03-20',
  })
  const { text, headers } = await ask(code.toLowerCase().replace('-', ' '))
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['x-robots-tag']).toBe('noindex')
  expect(headers['set-cookie']).toBeUndefined()
  const view = JSON.parse(text) as StatusView
  expect(view.services).toEqual([
    {
      title: expect.any(String) as string,
      authorityName: 'Amt Seendorf',
      state: 'accepted',
      next: 'collect',
      missing: 1,
      until: '2026-03-20',
    },
    {
      title: expect.any(String) as string,
      authorityName: 'Landkreis Lindetal',
      state: 'accepted',
      next: 'collect',
      missing: 0,
      until: null,
    },
  ])
  expect(text).not.toMatch(new RegExp(`Wendt|Brandt|${number}|${id}|[0-9a-f]{8}-`))
  await brandt.do(commands.cancelService, {
    case: id,
    caseService: file.services[1]!.id,
    reason: 'doch nicht',
  })
  expect(JSON.parse((await ask(code)).text)).toMatchObject({
    services: [{}, { state: 'closed', next: 'closed' }],
  })
})

test('[SLIP5] unknown, malformed, revoked and expired: one answer by one way', async () => {
  const other = await WireDesk.start()
  try {
    const by = await other.tab('j.brandt')
    const expired = await issued(by)
    await other.sql('update slip set expires_at = $2 where case_id = $1', [expired.id, other.clock.now()])
    const revoked = await issued(by)
    await by.do(commands.revokeSlip, { case: revoked.id, reason: 'weg' })
    const kinds = {
      unknown: `ACDEFGH${checkCharacter('ACDEFGH')}`,
      malformed: 'nichts dergleichen',
      empty: '',
      revoked: revoked.code,
      expired: expired.code,
    }
    const answers: string[] = []
    const took = new Map<string, number[]>()
    // One of each kind in turn, so that all of them meet the same load of the machine.
    for (let round = 0; round < 15; round++)
      for (const [kind, code] of Object.entries(kinds)) {
        const started = performance.now()
        const { status, text, headers } = await ask(code, { at: other })
        took.set(kind, [...(took.get(kind) ?? []), performance.now() - started])
        const { date: _date, ...rest } = headers
        answers.push(JSON.stringify([status, text, rest]))
      }
    const medians = [...took].map(
      ([kind, all]) => `${kind} ${all.toSorted((one, two) => one - two)[7]!.toFixed(2)} ms`,
    )
    process.stdout.write(`SLIP5 medians: ${medians.join(', ')}\n`)
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('Zu diesem Code gibt es keinen Stand.')
  } finally {
    await other.stop()
  }
  expect(other.faults).toEqual([])
})

test('[SLIP6] guessing ends with 429: one address, many at once, all together; a right code does not count', async () => {
  const other = await WireDesk.start()
  try {
    const { code } = await issued(await other.tab('j.brandt'))
    const guess = `ACDEFGH${checkCharacter('ACDEFGH')}`
    for (let round = 0; round < 40; round++)
      expect((await ask(code, { at: other, from: '127.0.0.77' })).status).toBe(200)
    const burst = await Promise.all(
      Array.from({ length: 60 }, () => ask(guess, { at: other, from: '127.0.0.77' })),
    )
    expect(burst.filter(({ status }) => status === 404)).toHaveLength(20)
    const refused = burst.find(({ status }) => status === 429)!
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60)
    expect(refused.text).toMatch(/zu viele falsche Codes/)
    expect((await ask(code, { at: other, from: '127.0.0.77' })).status).toBe(429)
    expect((await ask(code, { at: other })).status).toBe(200)
    for (let address = 0; address < 14; address++) {
      const from = freshAddress()
      await Promise.all(Array.from({ length: 20 }, () => ask(guess, { at: other, from })))
    }
    expect((await ask(guess, { at: other })).status).toBe(429)
    expect(await other.counted('lotse_status_total', 'limited')).toBeGreaterThan(40)
  } finally {
    await other.stop()
  }
  expect(other.faults).toEqual([])
})

test('[SLIP6] what is no question for a code at all is refused without being looked up', async () => {
  for (const wrong of [7, null, ['A'], 'x'.repeat(201)]) expect((await ask(wrong)).status).toBe(400)
  const foreign = await desk.send('/api/status', 'POST', { code: 'x' }, { origin: 'https://example.org' })
  expect(foreign.status).toBe(403)
})

test('[SLIP7] the page is small, not indexed, not stored, and sets no cookie', async () => {
  const { headers } = await desk.send('/status', 'GET')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-robots-tag')).toBe('noindex')
  expect(headers.get('set-cookie')).toBeNull()
  const html = readFileSync(join(clientDir, 'status.html'), 'utf8')
  expect(html).toContain('name="robots" content="noindex')
  const parts = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path]) =>
    join(clientDir, path!),
  )
  const bytes = parts.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0)
  expect(bytes).toBeLessThan(150_000)
  expect(bytes).toBeGreaterThan(10_000)
})

test('[SLIP2] the key lies beside the store, for the owner alone, and stays the same', () => {
  const file = join(desk.dataDir, 'slip.key')
  expect(existsSync(file)).toBe(true)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(file).size).toBe(32)
  expect(readdirSync(desk.dataDir).filter((name) => name.startsWith('slip.key'))).toEqual(['slip.key'])
})
