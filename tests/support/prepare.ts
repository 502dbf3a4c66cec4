import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { createCluster, startPostgres, type PostgresServer } from '#tests/support/postgres-server.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { fromCache, projectFolder, type TestRun } from '#tests/support/test-run.ts'
import { buildServer, buildStoreWorker, bundle } from '../../server/build.mjs'

interface Prepared {
  readonly run: TestRun
  readonly server: PostgresServer | undefined
}
const programs = {
  'commit-loop': 'tests/support/commit-loop.ts',
  'store-worker': 'server/store/embedded/store-worker.ts',
}
/** Inside the project, so that they find its packages. */
const programsFolder = join(projectFolder, 'node_modules/.cache/lotse/programs')

/** Vitest loads this file once per project; the work is done once per run. */
const shared = globalThis as { lotsePrepared?: Promise<Prepared> | undefined; lotseProjects?: number }

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.name === 'dom') return undefined // components have no store
  shared.lotseProjects = (shared.lotseProjects ?? 0) + 1
  shared.lotsePrepared ??= prepare()
  project.provide('testRun', (await shared.lotsePrepared).run)
  return leave
}

async function leave(): Promise<void> {
  shared.lotseProjects = (shared.lotseProjects ?? 1) - 1
  const prepared = shared.lotsePrepared
  if (shared.lotseProjects > 0 || prepared === undefined) return
  shared.lotsePrepared = undefined
  const { run, server } = await prepared
  await server?.stop()
  await rm(run.folder, { recursive: true, force: true })
}

async function prepare(): Promise<Prepared> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-run-'))
  await chmod(folder, 0o755)
  const embeddedTemplate = join(folder, 'embedded-template')
  try {
    await buildWhatGoes()
    await bundle(programs, programsFolder)
    const server = await makeStores(folder, embeddedTemplate)
    return {
      run: {
        folder,
        embeddedTemplate,
        postgresBase: server.url(''),
        programs: programsFolder,
        problem: null,
      },
      server,
    }
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return {
      run: { folder, embeddedTemplate, postgresBase: '', programs: programsFolder, problem },
      server: undefined,
    }
  }
}

/** Tests of one part need not wait for the others to build; `npm test` builds strictly before. */
async function buildWhatGoes(): Promise<void> {
  try {
    await buildServer()
  } catch (error) {
    process.stderr.write(
      `The server does not build: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    await buildStoreWorker()
  }
}

async function makeStores(folder: string, embeddedTemplate: string): Promise<PostgresServer> {
  const cluster = join(folder, 'postgres')
  await Promise.all([
    fromCache('postgres', cluster, makeCluster),
    fromCache('embedded', embeddedTemplate, (dataDir) => migrated({ dataDir })),
  ])
  return startPostgres(cluster)
}

async function makeCluster(directory: string): Promise<void> {
  await createCluster(directory)
  const server = await startPostgres(directory)
  try {
    const client = new pg.Client({ connectionString: server.url('postgres') })
    await client.connect()
    await client.query('create database lotse_template')
    await client.end()
    await migrated({ dataDir: directory, databaseUrl: server.url('lotse_template') })
  } finally {
    await server.stop()
  }
}

async function migrated(place: { dataDir: string; databaseUrl?: string }): Promise<void> {
  const onFatal = (sentence: string) => {
    throw new Error(sentence)
  }
  const database = await openDatabase({ ...place, log: quietLog, clock: systemClock, onFatal })
  await database.close()
}
