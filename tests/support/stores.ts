import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { copyFolder, type TestRun } from '#tests/support/test-run.ts'

/** Where `openDatabase` finds a fresh, migrated store. */
export interface StorePlace {
  readonly databaseUrl: string | undefined
  readonly dataDir: string
}

/** Called inside a test the place goes with the test, called outside (`beforeAll`) with the run. */
function afterwards(cleanUp: () => Promise<void>): void {
  try {
    onTestFinished(cleanUp)
  } catch {
    // Not inside a test: `prepare.ts` removes the whole folder of the run.
  }
}

function thisRun(): TestRun {
  const run = inject('testRun')
  if (run.problem !== null) throw new Error(`The stores of this run could not be made: ${run.problem}`)
  return run
}

/** A data directory with an embedded store of its own. */
export async function embeddedStore(): Promise<{ databaseUrl: undefined; dataDir: string }> {
  const { folder, embeddedTemplate } = thisRun()
  const dataDir = join(folder, `embedded-${randomUUID()}`)
  await copyFolder(embeddedTemplate, dataDir)
  afterwards(() => rm(dataDir, { recursive: true, force: true }))
  return { databaseUrl: undefined, dataDir }
}

/** A database of its own on the run's PostgreSQL server, and an empty data directory. */
export async function postgresStore(): Promise<{ databaseUrl: string; dataDir: string }> {
  const { folder, postgresBase } = thisRun()
  const name = `lotse_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name} template lotse_template`)
  const dataDir = join(folder, name)
  await mkdir(dataDir)
  afterwards(async () => {
    await onServer(`drop database ${name} with (force)`)
    await rm(dataDir, { recursive: true, force: true })
  })
  return { databaseUrl: postgresBase + name, dataDir }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${thisRun().postgresBase}postgres` })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
