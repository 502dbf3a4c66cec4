/** Servers of live documents as processes of their own: the product, and what it is measured against. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../../server/build.mjs'

const root = new URL('../..', import.meta.url).pathname
const programs = join(root, 'node_modules/.cache/lotse/bench-programs')

/** Builds what is measured; once per run. */
export const buildPrograms = () =>
  bundle(
    {
      'document-program': 'tests/bench/document-program.ts',
      'commit-program': 'tests/bench/commit-program.ts',
      main: 'server/main.ts',
      'store-worker': 'server/store/embedded/store-worker.ts',
      'fold-worker': 'server/documents/fold-worker.ts',
    },
    programs,
  )

export const program = (name) => join(programs, `${name}.js`)

/**
 * @param kind `product`, `postgres` (the product with `databaseUrl`), `relay` (bare ws, no document, no disk), `memory`
 * (@y/websocket-server), `level` (the same with y-leveldb), `hocuspocus` (with SQLite)
 */
export async function startServer(kind, { databaseUrl = '', directory, flags = [], warm = false } = {}) {
  const own = directory ?? mkdtempSync(join(tmpdir(), 'lotse-bench-'))
  const product = kind === 'product' || kind === 'postgres'
  const file = product ? program('document-program') : join(root, 'tests/bench/document-peer.mjs')
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=32',
      '--expose-gc',
      ...flags,
      file,
      product ? own : kind,
      product ? databaseUrl : own,
      warm ? 'warm' : '',
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  const [{ port }] = await once(child, 'message')
  let questions = Promise.resolve()
  return {
    kind,
    product,
    pid: child.pid,
    directory: own,
    url: `ws://127.0.0.1:${port}`,
    alive: () => child.exitCode === null && child.signalCode === null,
    /** Asks the process: `heap` → bytes in use after a collection, `stall` → longest turn of its loop since the last time. */
    ask(question) {
      const answered = questions.then(async () => {
        const reply = once(child, 'message')
        child.send(question)
        const [value] = await reply
        return value
      })
      questions = answered.catch(() => undefined)
      return answered
    },
    async stop({ keep = false } = {}) {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        await gone
      }
      if (!keep) rmSync(own, { recursive: true, force: true })
    },
  }
}
