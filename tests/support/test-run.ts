import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const cache = join(projectFolder, 'node_modules/.cache/lotse')

/** What `prepare.ts` made for all tests of one run; tests get it by `inject('testRun')`. */
export interface TestRun {
  /** A folder of this run alone, removed at its end. */
  readonly folder: string
  /** A data directory with an embedded store, migrated, closed. */
  readonly embeddedTemplate: string
  /** The address of the run's PostgreSQL server up to the database name; it holds `lotse_template`, migrated. */
  readonly postgresBase: string
  /** The folder of programs that tests start as processes of their own, built. */
  readonly programs: string
  /** Why there are no stores; tests that need none still run. */
  readonly problem: string | null
}

declare module 'vitest' {
  interface ProvidedContext {
    testRun: TestRun
  }
}

/** Changes with the migrations and the engine, so that a template of yesterday is not taken for today's. */
function storeVersion(): string {
  const hash = createHash('sha256')
  const folder = join(projectFolder, 'server/store/migrations')
  for (const name of readdirSync(folder).toSorted())
    hash.update(name).update(readFileSync(join(folder, name)))
  hash.update(readFileSync(join(projectFolder, 'node_modules/@electric-sql/pglite/package.json')))
  return hash.digest('hex').slice(0, 16)
}

/** Copies a folder with owners and rights. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await run('cp', ['-a', '--reflink=auto', from, to])
}

/** Puts into `target` what `make` once made, from the cache when the store has not changed since. */
export async function fromCache(
  kind: string,
  target: string,
  make: (target: string) => Promise<void>,
): Promise<void> {
  const kept = join(cache, `${kind}-${storeVersion()}`)
  if (existsSync(kept)) {
    await copyFolder(kept, target)
    return
  }
  await make(target)
  await mkdir(cache, { recursive: true })
  const fresh = `${kept}.${process.pid}`
  await copyFolder(target, fresh)
  await rename(fresh, kept).catch(() => rm(fresh, { recursive: true }))
}
