import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { createSocket } from 'node:dgram'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = '/usr/bin/turnserver'
export const coturnInstalled = existsSync(program)

export interface Coturn {
  readonly url: string
  readonly secret: string
  /** Nothing gets through any more, as with a cable pulled out; `resume` puts it back in. */
  pause(): void
  resume(): void
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A real coturn on loopback with an own directory. Relays to loopback, which only tests may. */
export async function startCoturn(more: readonly string[] = []): Promise<Coturn> {
  const directory = await mkdtemp(join(tmpdir(), 'lotse-turn-'))
  const port = await freePort()
  const secret = 'geheimnis-der-probe'
  const wishes = [
    '-n --no-cli --no-tls --no-dtls --fingerprint --realm=test --log-file=stdout --allow-loopback-peers',
    `--use-auth-secret --static-auth-secret=${secret} --listening-ip=127.0.0.1 --relay-ip=127.0.0.1`,
    `--listening-port=${port} --min-port=40000 --max-port=48000`,
    `--userdb=${join(directory, 'turndb')} --pidfile=${join(directory, 'pid')}`,
  ].flatMap((line) => line.split(' '))
  const child = spawn(program, [...wishes, ...more], { cwd: directory, stdio: 'ignore' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await answers(port)
  return {
    url: `turn:127.0.0.1:${port}?transport=udp`,
    secret,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async close() {
      child.kill('SIGKILL')
      await gone
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Asks with STUN binding requests (RFC 8489, section 5) until the first answer. */
async function answers(port: number): Promise<void> {
  const socket = createSocket('udp4')
  const request = Buffer.concat([Buffer.from('000100002112a442', 'hex'), Buffer.alloc(12, 7)])
  const answered = new Promise<void>((resolve) => socket.once('message', () => resolve()))
  const asking = setInterval(() => socket.send(request, port, '127.0.0.1'), 50)
  await answered
  clearInterval(asking)
  socket.close()
}
