import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { postgresPrograms } from '#tests/support/system-packages.mjs'

const run = promisify(execFile)

/** A PostgreSQL server of the tests' own. */
export interface PostgresServer {
  /** `postgres://…` of one database in it. */
  url(database: string): string
  /** Ends it as `pg_ctl stop -m fast` does. */
  stop(): Promise<void>
}

/** Root may not run PostgreSQL; Debian's package brings the user `postgres` along. */
const isRoot = process.getuid?.() === 0
const asPostgres = [
  'setpriv',
  '--reuid=postgres',
  '--regid=postgres',
  '--clear-groups',
  '--pdeathsig=INT',
  '--',
]

function command(program: string, parameters: readonly string[]): [string, string[]] {
  const folder = postgresPrograms()
  const path = folder === undefined ? program : join(folder, program)
  const whole = isRoot ? [...asPostgres, path, ...parameters] : [path, ...parameters]
  return [whole[0]!, whole.slice(1)]
}

async function idOf(flag: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [flag, 'postgres'])).stdout)
}

/** Lays down an empty cluster; everybody on this machine may enter it as `postgres`. */
export async function createCluster(directory: string): Promise<void> {
  await mkdir(directory, { mode: 0o700 })
  if (isRoot) await chown(directory, await idOf('-u'), await idOf('-g'))
  const parameters = [
    '--auth=trust',
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
    '-D',
    directory,
  ]
  const [program, rest] = command('initdb', parameters)
  await run(program, rest, { cwd: '/' })
}

/** Starts a server over a cluster on a free port and answers when it takes connections. */
export async function startPostgres(
  directory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  await chmod(directory, 0o700)
  const port = await freePort()
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...settings,
  }
  const parameters = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program, rest] = command('postgres', ['-D', directory, ...parameters])
  const server = spawn(program, rest, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  await accepting(server)
  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      const gone = once(server, 'exit')
      server.kill('SIGINT')
      await gone
    },
  }
}

async function accepting(server: ChildProcess): Promise<void> {
  const said: string[] = []
  const lines = createInterface({ input: server.stderr! })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`)))
    lines.on('line', (line) => {
      if (said.length < 50) said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
