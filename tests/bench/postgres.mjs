/** A PostgreSQL server of the bench's own, in a temporary directory; its processor time is not the product's. */
import { mkdtempSync, rmSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { runnerImport } from 'vite'

export async function ownPostgres() {
  const { module } = await runnerImport(new URL('../support/postgres-server.ts', import.meta.url).pathname, {
    configFile: false,
    logLevel: 'error',
  })
  const folder = mkdtempSync(join(tmpdir(), 'lotse-bench-postgres-'))
  // The cluster belongs to the user `postgres`, who has to reach it.
  chmodSync(folder, 0o755)
  const directory = join(folder, 'cluster')
  await module.createCluster(directory)
  const server = await module.startPostgres(directory)
  let made = 0
  return {
    /** Address of an empty database. */
    async fresh() {
      const name = `bench_${++made}`
      const client = new pg.Client({ connectionString: server.url('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return server.url(name)
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
