/** Commands and ringing of the whole desk, beside a bare Socket.IO echo in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { program } from './document-servers.mjs'
import { pause } from './measuring.mjs'

const service = 'kfz-ummeldung'

async function started(file, args, env, pattern) {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    const found = pattern.exec(line)
    if (!found) continue
    child.stdout.resume()
    return { child, url: found[1] }
  }
  throw new Error(`${file} ended before it listened`)
}

async function stop({ child }) {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function signIn(url, login) {
  const post = (path, body, cookie = '') =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    })
  const answer = await post('/api/session', { login, password: 'lindetal' })
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const { ticket } = await (await post('/api/tickets', { kind: 'socket' }, cookie)).json()
  const socket = io(url, {
    transports: ['websocket'],
    auth: { ticket },
    extraHeaders: { origin: url },
    forceNew: true,
    reconnection: false,
  })
  await once(socket, 'connect')
  return {
    socket,
    async do(name, body) {
      const reply = await socket.timeout(20_000).emitWithAck(name, { id: uuidv7(), body })
      if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.message}`)
      return reply.value
    },
  }
}

/** Round trips in milliseconds at a steady rate, whoever is slow; what is refused counts in `refused`. */
async function steadily(rate, seconds, act) {
  const times = []
  let refused = 0
  const running = []
  for (let count = 0; count < seconds * rate; count++) {
    running.push(
      (async () => {
        const from = performance.now()
        try {
          await act(count)
          times.push(performance.now() - from)
        } catch {
          refused += 1
        }
      })(),
    )
    await pause(1_000 / rate)
  }
  await Promise.all(running)
  return { times, refused }
}

export async function echo(seconds) {
  const server = await started(new URL('echo-program.mjs', import.meta.url).pathname, [], {}, /^(http\S+)$/)
  const socket = io(server.url, { transports: ['websocket'], forceNew: true })
  await once(socket, 'connect')
  const body = { id: uuidv7(), body: { services: [service], citizen: { name: 'Petra Wendt' } } }
  const { times } = await steadily(100, seconds, () => socket.emitWithAck('echo', body))
  socket.disconnect()
  await stop(server)
  return times
}

/** A bare commit loop on the same kind of store: milliseconds of every commit. */
export async function commits(milliseconds) {
  const directory = mkdtempSync(join(tmpdir(), 'lotse-bench-'))
  const child = spawn(process.execPath, [program('commit-program'), directory, String(milliseconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (part) => (text += part))
  await once(child, 'close')
  rmSync(directory, { recursive: true, force: true })
  return JSON.parse(text)
}

/** `calm`, `busy`: round trips of `case:open` at 20 and 100 a second; `rings`: request → `consultation.ringing` at the specialist. */
export async function desk(seconds, rounds) {
  const directory = mkdtempSync(join(tmpdir(), 'lotse-bench-'))
  const env = { PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'error', DEMO: 'on' }
  const server = await started(program('main'), [], env, /^Lotse läuft: (\S+)$/)
  try {
    // One connection may send 60 commands a second.
    const brandt = [await signIn(server.url, 'j.brandt'), await signIn(server.url, 'j.brandt')]
    const open = (count) =>
      brandt[count % 2].do('case:open', { services: [service], citizen: { name: 'Petra Wendt' } })
    // V8 compiles the embedded store for half a minute of work; documents.mjs waits for it, too.
    await steadily(100, 20, open)
    const calm = await steadily(20, seconds, open)
    const busy = await steadily(100, seconds, open)
    const kessler = await signIn(server.url, 'u.kessler')
    await kessler.do('presence:set', { state: 'available' })
    const rings = []
    for (let round = 0; round < rounds; round++) {
      const { id } = await open(round)
      const rung = new Promise((resolve) => {
        const hear = (event) => {
          if (event.type !== 'consultation.ringing') return
          kessler.socket.off('event', hear)
          resolve(performance.now())
        }
        kessler.socket.on('event', hear)
      })
      const from = performance.now()
      const asked = brandt[0].do('consultation:request', {
        case: id,
        service,
        question: 'ZB II liegt bei der Bank?',
      })
      rings.push((await rung) - from)
      await brandt[0].do('consultation:cancel', { consultation: (await asked).id })
      await pause(100)
    }
    for (const one of [...brandt, kessler]) one.socket.disconnect()
    return { calm: calm.times, busy: busy.times, refused: busy.refused, rings }
  } finally {
    await stop(server)
    rmSync(directory, { recursive: true, force: true })
  }
}

/** The built product over a folder with so many open cases of one office. */
export async function filledDesk(directory, cases) {
  const env = { PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'error', DEMO: 'on' }
  const built = new URL('../../dist/server/main.js', import.meta.url).pathname
  const server = await started(built, [], env, /^Lotse läuft: (\S+)$/)
  const brandt = [await signIn(server.url, 'j.brandt'), await signIn(server.url, 'j.brandt')]
  const open = (count) =>
    brandt[count % 2].do('case:open', { services: [service], citizen: { name: `Petra Wendt ${count}` } })
  await steadily(90, cases / 90, open)
  for (const one of brandt) one.socket.disconnect()
  return { url: server.url, stop: () => stop(server) }
}
