import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { WireDesk, type Tab } from '../gateway/wire-desk.ts'

const wohnsitz = 'wohnsitz-anmelden' as ServiceId
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends) await end()
})

async function deskWith(env: Record<string, string> = {}) {
  const desk = await WireDesk.start({ env })
  ends.push(() => desk.stop())
  const brandt = await desk.tab('j.brandt')
  const { id } = await brandt.do(commands.openCase, {
    services: [wohnsitz],
    citizen: { name: 'Petra Wendt' },
  })
  const at = new Date(desk.clock.now().getTime() + 3_600_000).toISOString()
  const made = await brandt.do(commands.createInvitation, { case: id, at })
  const send = (tab: Tab, body: object) =>
    tab.owner.ask(`/api/cases/${id}/invitations/${made.id}/send`, 'POST', body)
  return { desk, brandt, id, made, send }
}
/** A mail server that keeps what it is given; it refuses one address. */
async function mailServer(): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(address === 'weg@example.org' ? new Error('unknown') : undefined),
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString('utf8'))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails }
}
async function gateway(): Promise<{ url: string; heard: unknown[]; server: Server }> {
  const heard: unknown[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString('utf8')))
    request.on('end', () => {
      heard.push([request.headers.authorization, JSON.parse(text)])
      response.writeHead(202).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`, heard, server }
}

test('[HOME7] by mail with a calendar file and by short message through real servers; the address is kept nowhere', async () => {
  const [mail, sms] = [await mailServer(), await gateway()]
  const { desk, brandt, made, send } = await deskWith({
    SMTP_URL: mail.url,
    MAIL_FROM: 'Bürgerbüro <buero@example.org>',
    SMS_URL: sms.url,
    SMS_TOKEN: 'geheim-im-test',
  })
  expect(made.ways).toEqual(['mail', 'sms'])
  const posted = await send(brandt, { by: 'mail', to: 'petra@example.org' })
  expect(await posted.json()).toEqual({ by: 'mail', simulated: false })
  const [text] = mail.mails
  expect(text).toMatch(/To: petra@example\.org/)
  expect(text).toMatch(/text\/calendar/)
  expect(text!.replaceAll('=\r\n', '')).toContain(made.code)
  await send(brandt, { by: 'sms', to: '0170 1234567' })
  expect(sms.heard).toEqual([
    ['Bearer geheim-im-test', { to: '0170 1234567', text: expect.stringContaining(made.link) as string }],
  ])
  const refused = await send(brandt, { by: 'mail', to: 'weg@example.org' })
  expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('nicht angenommen')])
  for (const wrong of [
    { by: 'mail', to: 'petra' },
    { by: 'mail', to: 'a@b.de, c@d.de' },
    { by: 'sms', to: 'petra@example.org' },
    { by: 'fax', to: '1' },
  ])
    expect((await send(brandt, wrong)).status).toBe(400)
  const wolf = await desk.tab('t.wolf')
  expect((await send(wolf, { by: 'mail', to: 'petra@example.org' })).status).toBe(404)
  const [dump] = await desk.sql(
    `select (select json_agg(i) from invitation i)::text || (select json_agg(p) from audit_payload p)::text as all`,
  )
  expect(String(dump!['all'])).not.toMatch(/example\.org|0170/)
  await desk.redeem(made.code, 'Petra Wendt')
  expect((await send(brandt, { by: 'mail', to: 'petra@example.org' })).status).toBe(409)
  expect(desk.faults).toEqual([])
})

test('[HOME7] in the demo what is missing is simulated and lies in a folder', async () => {
  const { desk, brandt, made, send } = await deskWith()
  const posted = await send(brandt, { by: 'mail', to: 'petra@example.org' })
  expect(await posted.json()).toEqual({ by: 'mail', simulated: true })
  const [file] = readdirSync(`${desk.dataDir}/outbox`)
  const text = readFileSync(`${desk.dataDir}/outbox/${file}`, 'utf8')
  expect(text).toContain(made.link)
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 800)).toBe(true)
  expect(text).toContain('BEGIN:VCALENDAR')
})

test('[INTERP11] the link to interpret by mail and by short message: office and language, no word of citizen or case; the address is kept nowhere', async () => {
  const [mail, sms] = [await mailServer(), await gateway()]
  const { desk, brandt, id } = await deskWith({
    SMTP_URL: mail.url,
    MAIL_FROM: 'Bürgerbüro <buero@example.org>',
    SMS_URL: sms.url,
    SMS_TOKEN: 'geheim-im-test',
  })
  const { number } = await brandt.do(commands.getCase, { case: id })
  const wish = { case: id, language: 'gsg', who: 'Gebärdenservice Nord' } as const
  const made = await brandt.do(commands.inviteInterpreter, wish)
  expect(made.ways).toEqual(['mail', 'sms'])
  const send = (body: object, tab = brandt) =>
    tab.owner.ask(`/api/cases/${id}/interpreters/${made.id}/send`, 'POST', body)
  expect(await (await send({ by: 'mail', to: ' hand@example.org ' })).json()).toEqual({
    by: 'mail',
    simulated: false,
  })
  const text = mail.mails[0]!
  const plain = text.replaceAll(/=\r?\n/g, '').replaceAll(/(?:=[0-9A-F]{2})+/g, unquoted)
  expect(mail.mails[0]).toMatch(/To: hand@example\.org/)
  expect(plain).toContain('bittet Sie zu dolmetschen. Sprache: Deutsche Gebärdensprache.')
  expect(plain).toContain(made.link)
  await send({ by: 'sms', to: '0170 1234567' })
  expect(sms.heard).toEqual([
    ['Bearer geheim-im-test', { to: '0170 1234567', text: expect.stringContaining(made.link) as string }],
  ])
  const words = `${mail.mails.join()} ${plain} ${JSON.stringify(sms.heard)}`
  for (const secret of ['Wendt', number, id, 'Wohnsitz']) expect(words).not.toContain(secret)
  for (const wrong of [
    { by: 'mail', to: 'hand' },
    { by: 'sms', to: 'hand@example.org' },
    { by: 'fax', to: '1' },
  ])
    expect((await send(wrong)).status).toBe(400)
  expect(await (await send({ by: 'sms', to: '12' })).text()).toContain(
    'Diese Telefonnummer kann nicht stimmen.',
  )
  expect((await send({ by: 'mail', to: 'a@example.org' }, await desk.tab('t.wolf'))).status).toBe(404)
  expect((await desk.audit()).filter(({ action }) => action.startsWith('interpreter.sen'))).toMatchObject([
    { action: 'interpreter.sent', detail: { by: 'mail', language: 'gsg' } },
    { action: 'interpreter.sent', detail: { by: 'sms', language: 'gsg' } },
    { action: 'interpreter.send', outcome: 'refused' },
  ])
  const [dump] = await desk.sql(
    `select (select json_agg(i) from interpreter i)::text || (select json_agg(p) from audit_payload p)::text as all`,
  )
  expect(String(dump!['all'])).not.toMatch(/example\.org|0170/)
  // In use: whoever came by it keeps the only seat.
  await desk.interpret(made.code, 'Ana Zeichner')
  expect((await send({ by: 'mail', to: 'hand@example.org' })).status).toBe(409)
  expect(desk.faults).toEqual([])
})

/** Bytes as a mail quotes them. */
const unquoted = (bytes: string): string => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8')
