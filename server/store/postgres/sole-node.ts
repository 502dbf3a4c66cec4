import pg from 'pg'
import { StartRefused } from '#server/platform/start-refused.ts'
import { storeSentences } from '#server/store/sentences.ts'

/** Any number of its own; the same for every node of one store. */
const lockKey = 7_301_958

/** How long a start waits for the connection of a process that has just died, and how often it looks, in milliseconds. */
const patience = 10_000
const lookEvery = 250

/**
 * Keeps a second node off the same database: rings, presence and the places of live documents are in one process's memory, so
 * two would cut each other's logs. Held by a session lock of a connection of its own, which PostgreSQL lets go when the process dies.
 * @returns how to let go
 * @throws StartRefused while another node holds it. `taken` hears when one took it while the database was away.
 */
export async function holdAlone(
  databaseUrl: string,
  place: string,
  taken: (sentence: string) => void,
): Promise<() => Promise<void>> {
  let held: pg.Client | null = null
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function take(): Promise<boolean> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'lotse-node',
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rows } = await client.query<{ got: boolean }>(
        'select pg_try_advisory_lock($1::bigint) as got',
        [lockKey],
      )
      if (rows[0]?.got !== true || over) {
        await client.end()
        return over
      }
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
    held = client
    client.once('end', () => {
      held = null
      if (!over) again(Date.now() + patience)
    })
    return true
  }

  /** The database was away; it may be another's when it is back. */
  function again(until: number): void {
    timer = setTimeout(() => {
      take().then(
        (got) => {
          if (got || over) return
          if (Date.now() < until) again(until)
          else taken(storeSentences.notAlone(place))
        },
        () => {
          if (!over) again(Date.now() + patience)
        },
      )
    }, lookEvery)
  }

  for (const until = Date.now() + patience; !(await take());) {
    if (Date.now() > until) throw new StartRefused(storeSentences.notAlone(place))
    await new Promise((resolve) => setTimeout(resolve, lookEvery))
  }
  return async () => {
    over = true
    clearTimeout(timer)
    await held?.end()
  }
}
