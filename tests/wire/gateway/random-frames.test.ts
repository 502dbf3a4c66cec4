import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { seeded } from '#tests/support/seeded.ts'
import { codeOf, WireDesk, type Person } from './wire-desk.ts'

const names = Object.values(commands).map((command) => command.name)
/** Pieces a packet is made of: right ones, nearly right ones and rubbish. */
const pieces = [
  '42',
  '420',
  '421',
  '42999999999999',
  '43',
  '431',
  '40',
  '41',
  '44',
  '45',
  '451-',
  '46',
  '4',
  '2',
  '3',
  '0',
  '1',
  '5',
  '6',
  '/admin,',
  '[',
  ']',
  '{',
  '}',
  '"',
  ',',
  ':',
  'null',
  'true',
  '1e999',
  '-0',
  '\u0000',
  '\ud800',
  'ä„“',
  '"__proto__"',
  '"constructor"',
  '"disconnect"',
  '"connect_error"',
  '"newListener"',
  '"signal"',
  '"id"',
  '"body"',
  '"rev"',
  '{"_placeholder":true,"num":0}',
  '{"id":"0197f000-0000-7000-8000-000000000000","body":{}}',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  ...names.map((name) => `"${name}"`),
]

/** A raw Engine.IO connection of a signed-in person, past the Socket.IO handshake. */
async function rawSocket(person: Person): Promise<WebSocket> {
  const ticket = await person.ticket()
  const url = `${person.desk.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
  const ws = new WebSocket(url, { headers: { origin: person.desk.url } })
  ws.on('error', () => undefined)
  await once(ws, 'message')
  ws.send(`40${JSON.stringify({ ticket })}`)
  await once(ws, 'message')
  return ws
}

test('[FUZZ1] 20,000 seeded random frames from signed-in clients: no fault, nobody else disturbed, counted, every refusal answered', async () => {
  const desk = await WireDesk.start()
  const uncaught: unknown[] = []
  const catchIt = (error: unknown) => void uncaught.push(error)
  process.on('uncaughtException', catchIt)
  process.on('unhandledRejection', catchIt)
  onTestFinished(() => {
    process.off('uncaughtException', catchIt)
    process.off('unhandledRejection', catchIt)
  })
  try {
    const { next: random, pick, below } = seeded(25)
    const frame = (): string | Buffer => {
      const kind = random()
      if (kind < 0.05) return Buffer.from(Array.from({ length: 1 + below(60) }, () => below(256)))
      if (kind < 0.5) {
        const parts = Array.from({ length: 1 + below(4) }, () => pick(pieces.slice(20)))
        return `42${random() < 0.7 ? below(1_000) : ''}[${parts.join(',')}]`
      }
      return Array.from({ length: 1 + below(8) }, () => pick(pieces)).join('')
    }
    const others = [await desk.tab('j.brandt'), await desk.tab('b.arndt')] as const
    const attacker = await desk.signIn('k.lorenz')
    let ws = await rawSocket(attacker)
    let ended = 0
    for (let sent = 0; sent < 20_000; sent++) {
      if (ws.readyState !== WebSocket.OPEN) {
        ended++
        ws = await rawSocket(attacker)
      }
      ws.send(frame())
      // The server gets its turn, so that a connection it ends is noticed here.
      if (sent % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
      if (sent % 4_000 === 0) {
        const { id } = await others[0].do(commands.openCase, { services: ['wohnsitz-anmelden' as ServiceId] })
        await others[1].hears('case.changed', (event) => JSON.stringify(event).includes(id))
      }
    }
    ws.terminate()
    expect(ended).toBeGreaterThan(50)
    expect(codeOf(await others[0].ask(commands.listCases, { scope: 'office' }))).toBe('ok')
    expect(others.map((tab) => tab.socket.connected)).toEqual([true, true])
    expect(await desk.counted('lotse_malformed_packets_total', 'socket')).toBeGreaterThan(50)
    expect(await desk.counted('lotse_commands_total', 'E_SCHEMA')).toBeGreaterThan(50)
    expect(uncaught).toEqual([])
    await expect.poll(() => desk.counted('lotse_connections ')).toBe(2)
  } finally {
    await desk.stop()
  }
  expect(desk.faults).toEqual([])
}, 240_000)
