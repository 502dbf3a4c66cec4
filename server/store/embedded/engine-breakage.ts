import type { PGlite } from '@electric-sql/pglite'

/** What of PGlite 0.5.16 stands behind its public face. */
interface EngineInside {
  readonly POSTGRES_MAIN_LONGJMP: number
  readonly mod: { _PostgresMainLoopOnce?: () => void }
}

/**
 * PGlite swallows every exception out of the engine but PostgreSQL's own long jump, and then tells the client that all is
 * well: a COMMIT whose fsync failed would count as done. This remembers the first such exception.
 * @returns asks for it; undefined while the engine is sound.
 */
export function watchForBreakage(engine: PGlite): () => Error | undefined {
  const { mod, POSTGRES_MAIN_LONGJMP: longJump } = engine as unknown as EngineInside
  const loop = mod._PostgresMainLoopOnce
  if (loop === undefined || longJump === undefined)
    throw new Error('PGlite changed: its main loop cannot be watched')
  let broken: Error | undefined
  mod._PostgresMainLoopOnce = () => {
    try {
      loop()
    } catch (error) {
      if (statusOf(error) !== longJump) broken ??= error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }
  return () => broken
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
}
