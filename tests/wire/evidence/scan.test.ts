import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'
import { pdf, upload } from './papers.ts'

/** Speaks clamd's protocol: PING and INSTREAM with chunks and a zero at the end; finds one word. */
function fakeClamd(): Server {
  return createServer((socket) => {
    let seen = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (part) => {
      seen = Buffer.concat([seen, part])
      if (seen.toString('latin1').startsWith('zPING\0')) socket.end('PONG\0')
      const head = 'zINSTREAM\0'
      if (!seen.toString('latin1').startsWith(head)) return
      const content: Buffer[] = []
      for (let at = head.length; at + 4 <= seen.length;) {
        const length = seen.readUInt32BE(at)
        if (length === 0) {
          const worm = Buffer.concat(content).includes('WORM-OF-THE-TESTS')
          socket.end(worm ? 'stream: Lotse.Test.Worm FOUND\0' : 'stream: OK\0')
          return
        }
        content.push(seen.subarray(at + 4, at + 4 + length))
        at += 4 + length
      }
    })
  })
}

let clamd: Server
let port = 0
beforeAll(async () => {
  clamd = fakeClamd()
  await new Promise<void>((resolve) => clamd.listen(0, '127.0.0.1', resolve))
  ;({ port } = clamd.address() as AddressInfo)
})
afterAll(() => {
  clamd.close()
})

async function deskWith(env: Record<string, string>): Promise<{ desk: WireDesk; person: Person; tab: Tab }> {
  const desk = await WireDesk.start({ env })
  onTestFinished(async () => {
    await desk.stop()
    expect(desk.faults).toEqual([])
  })
  const person = await desk.signIn('j.brandt')
  return { desk, person, tab: await person.tab() }
}
const open = async (tab: Tab) =>
  (await tab.do(commands.openCase, { services: ['kfz-ummeldung' as ServiceId] })).id
const metricsOf = async (desk: WireDesk) =>
  (
    await fetch(`${desk.url}/metrics`, { headers: { authorization: 'Bearer token-of-the-tests-only' } })
  ).text()

test('[EVID15] what the scanner finds is refused, what it lets pass is stored', async () => {
  const { desk, person, tab } = await deskWith({ CLAMD: `127.0.0.1:${port}` })
  const id = await open(tab)
  expect((await upload(person, id, pdf('sauber'))).status).toBe(200)
  const bad = await upload(person, id, pdf(`${'x'.repeat(200_000)} WORM-OF-THE-TESTS`))
  expect([bad.status, bad.body.message]).toEqual([
    422,
    expect.stringMatching(/^Die Datei enthält Schadsoftware/),
  ])
  const { evidence } = await tab.do(commands.listEvidence, { case: id })
  expect(evidence).toHaveLength(1)
  const metrics = await metricsOf(desk)
  expect(metrics).toContain('lotse_virus_scanner_up 1')
  expect(metrics).toContain('lotse_virus_scans_total{result="infected"} 1')
})

test('[EVID16] a scanner that does not answer refuses, or lets pass and says so, as the operator chose', async () => {
  // Nobody listens on port 1.
  const strict = await deskWith({ CLAMD: '127.0.0.1:1' })
  const refused = await upload(strict.person, await open(strict.tab), pdf('ungeprüft'))
  expect([refused.status, refused.body.message]).toEqual([503, expect.stringMatching(/Virenprüfung/)])
  expect(await metricsOf(strict.desk)).toContain('lotse_virus_scanner_up 0')

  const lenient = await deskWith({ CLAMD: '127.0.0.1:1', CLAMD_DOWN: 'accept' })
  const before = await lenient.desk.auditHead()
  expect((await upload(lenient.person, await open(lenient.tab), pdf('ungeprüft'))).status).toBe(200)
  const rows = await lenient.desk.audit(before)
  expect(rows.find(({ action }) => action === 'evidence.brought')?.detail).toMatchObject({ unscanned: true })
})
