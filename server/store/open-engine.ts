import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { openEmbedded } from '#server/store/embedded/open-embedded.ts'
import type { Engine } from '#server/store/engine.ts'
import { openPostgres } from '#server/store/postgres/open-postgres.ts'

export interface EngineOptions {
  /** `postgres://…`; without it the embedded engine opens in `dataDir`. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly log: Log
  readonly clock: Clock
  /** The store cannot go on; the process is to end with this sentence and be started again. */
  readonly onFatal: (sentence: string) => void
  /** Milliseconds one statement may take on PostgreSQL; the embedded engine has the watchdog instead. */
  readonly statementTimeout?: number
  /** Bytes left on the disk under a directory; tests inject it. */
  readonly freeBytes?: (directory: string) => Promise<number>
}

/**
 * Opens the engine the settings ask for and checks that it really keeps what it acknowledges.
 * @throws StartRefused with one German sentence for the operator.
 */
export function openEngine(options: EngineOptions): Promise<Engine> {
  const { databaseUrl } = options
  return databaseUrl === undefined ? openEmbedded(options) : openPostgres({ ...options, databaseUrl })
}
