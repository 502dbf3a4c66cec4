import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { io } from 'socket.io-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { RawClient } from '#tests/support/raw-client.ts'
import { RunningDesk } from '#tests/support/running-desk.ts'
import { embeddedStore, postgresStore } from '#tests/support/stores.ts'

const program = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the built product and waits until it ends; one that comes up is ended and told apart by its code. */
async function tryToStart(env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  createInterface(child.stdout).on('line', (line) => {
    stdout += `${line}\n`
    if (line.startsWith('Lotse läuft')) child.kill('SIGKILL')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

/** Exit code 1, nothing on stdout, and on stderr one line that is a sentence and names what is wrong. */
const refusal = (naming: RegExp) => ({
  code: 1,
  stdout: '',
  stderr: expect.stringMatching(
    new RegExp(`^(?=[^\\n]*${naming.source})(?![^\\n]*Error:)[A-ZÄÖÜ][^\\n]*\\.\\n$`),
  ) as string,
})

describe('a start that is refused', () => {
  test.each([
    ['PORT', { PORT: 'achtzig' }],
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '-1' }],
    ['HOST', { HOST: 'http://x' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'lotse.example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://lotse.example.org/pfad' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x@y/z' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://lotse@127.0.0.1:1/lotse' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost:6379' }],
    ['REDIS_URL', { REDIS_URL: 'x' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'proxy' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/33' }],
    ['TURN_URLS', { TURN_URLS: 'http://turn', TURN_SECRET: 'sechzehn-zeichen!' }],
    ['TURN_URLS', { TURN_SECRET: 'sechzehn-zeichen!' }],
    ['TURN_SECRET', { TURN_URLS: 'turn:localhost:3478' }],
    ['TURN_SECRET', { TURN_URLS: 'turn:localhost:3478', TURN_SECRET: 'kurz' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'https://login.example.org' }],
    ['DEMO', { DEMO: 'ja' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'laut' }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'kurz' }],
  ])('[START1] a wrong %s (%o) stops the start with one sentence that names it', async (setting, env) => {
    // Settings are read before anything is touched, so this folder is never made.
    const dataDir = join(tmpdir(), `lotse-never-${randomUUID()}`)
    const ended = await tryToStart({ PORT: '0', DATA_DIR: dataDir, ...env })
    expect(ended).toEqual(refusal(new RegExp(setting)))
    expect(existsSync(dataDir)).toBe(false)
  })

  test('[START2] a port in use is told by its number', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const { dataDir } = await embeddedStore()
    expect(await tryToStart({ PORT: String(port), DATA_DIR: dataDir })).toEqual(
      refusal(new RegExp(`Der Port ${port} ist schon belegt`)),
    )
  })

  test('[START3] a data directory another process holds, a folder that cannot be one and a store of a newer version are refused', async () => {
    const desk = await RunningDesk.start()
    onTestFinished(() => desk.kill())
    expect(await tryToStart({ PORT: '0', DATA_DIR: desk.dataDir })).toEqual(refusal(/DATA_DIR/))
    expect(await tryToStart({ PORT: '0', DATA_DIR: '/dev/null/daten' })).toEqual(refusal(/DATA_DIR/))
    const { databaseUrl, dataDir } = await postgresStore()
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query("insert into migration (name, at) values ('9999-morgen', now())")
    await client.end()
    expect(await tryToStart({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: databaseUrl })).toEqual(
      refusal(/neueren Version von Lotse \(9999-morgen\)/),
    )
  })

  test('[STORE37] one database belongs to one process; the next one starts when the first has ended, however it ended', async () => {
    const { databaseUrl, dataDir } = await postgresStore()
    const settings = { DATABASE_URL: databaseUrl, DEMO: 'on' }
    const first = await RunningDesk.start(settings)
    onTestFinished(() => first.kill())
    expect(await tryToStart({ PORT: '0', DATA_DIR: dataDir, ...settings })).toEqual(
      refusal(/DATABASE_URL\) wird schon von einem anderen Lotse-Prozess benutzt/),
    )
    await first.kill()
    const second = await RunningDesk.start(settings)
    await second.kill()
  })

  test('[START4] an empty store without DEMO says how to try it out; with PostgreSQL that is the default', async () => {
    const { dataDir } = await embeddedStore()
    expect(await tryToStart({ PORT: '0', DATA_DIR: dataDir, DEMO: 'off' })).toEqual(refusal(/DEMO=on/))
    const { databaseUrl } = await postgresStore()
    expect(await tryToStart({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: databaseUrl })).toEqual(
      refusal(/DEMO=on/),
    )
  })
})

/** Signs in over HTTP; no part of the server runs in this process. */
async function signedIn(url: string, login: string) {
  const post = async (path: string, body: unknown, cookie = '') =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    })
  const answer = await post('/api/session', { login, password: 'lindetal' })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const ticket = async (wish: object) =>
    ((await (await post('/api/tickets', wish, cookie)).json()) as { ticket: string }).ticket
  return { ticket }
}

describe('the running product', () => {
  test('[START5] SIGTERM: a document hears a fence and 4503, sockets end, the process exits 0 within ten seconds, nothing is lost', async () => {
    const desk = await RunningDesk.start()
    onTestFinished(() => desk.kill())
    expect(await (await fetch(`${desk.url}/healthz`)).json()).toEqual({ ok: true })
    expect((await fetch(`${desk.url}/readyz`)).status).toBe(200)
    const brandt = await signedIn(desk.url, 'j.brandt')
    const socket = io(desk.url, {
      transports: ['websocket'],
      auth: { ticket: await brandt.ticket({ kind: 'socket' }) },
      reconnection: false,
    })
    onTestFinished(() => void socket.disconnect())
    const services = ['wohnsitz-anmelden' as ServiceId]
    const opened = (await socket
      .timeout(20_000)
      .emitWithAck(commands.openCase.name, { id: uuidv7(), body: { services } })) as {
      value: { id: string }
    }
    const name = `${opened.value.id}.shared.1`
    const ticket = await brandt.ticket({ kind: 'document', document: name })
    const source = { url: `${desk.url.replace('http', 'ws')}/sync`, ticket: () => ticket }
    const document = new RawClient(source, 'j.brandt', { name, ticket, origin: desk.url })
    await document.sync()
    const socketEnded = new Promise((resolve) => socket.once('disconnect', resolve))

    const started = performance.now()
    const exit = desk.stop()
    expect(await document.until('fence')).toMatchObject({ state: 1 })
    expect(await document.until('close')).toEqual({ type: 'close', code: 4503 })
    await socketEnded
    expect(await exit).toBe(0)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(desk.complaints).toBe('')

    await desk.up()
    const again = await signedIn(desk.url, 'j.brandt')
    const next = await again.ticket({ kind: 'document', document: name })
    const back = new RawClient(source, 'j.brandt', { name, ticket: next, origin: desk.url })
    await back.sync()
    expect(back.doc.getMap('forms').size).toBe(1)
    await back.close()
    await desk.stop()
  })

  test('[START6] a demo that is started with DEMO=off lists no logins any more and shows no ribbon', async () => {
    const desk = await RunningDesk.start()
    onTestFinished(() => desk.kill())
    const told = async (url: string) =>
      (await (await fetch(`${url}/api/desk`)).json()) as { demo: boolean; logins: unknown[] }
    expect((await told(desk.url)).logins.length).toBeGreaterThan(8)
    await desk.stop()
    const port = new URL(desk.url).port
    const child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env['PATH'] ?? '',
        LOG_LEVEL: 'error',
        PORT: port,
        DATA_DIR: desk.dataDir,
        DEMO: 'off',
      },
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    for await (const line of createInterface(child.stdout)) if (line.startsWith('Lotse läuft')) break
    expect(await told(desk.url)).toMatchObject({ demo: false, logins: [] })
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await gone).toEqual([0, null])
  })
})
