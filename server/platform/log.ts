import { pino } from 'pino'

/** One JSON line per event. Never pass it personal data. */
export interface Log {
  info(event: string, detail?: Record<string, unknown>): void
  warn(event: string, detail?: Record<string, unknown>): void
  fault(event: string, error: unknown): void
}

/** @param to where the lines go; programs whose output is read by others keep it apart. */
export function jsonLog(level: string, to: NodeJS.WritableStream = process.stdout): Log {
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to)
  return {
    info: (event, detail = {}) => lines.info({ event, ...detail }),
    warn: (event, detail = {}) => lines.warn({ event, ...detail }),
    fault: (event, error) =>
      lines.error({ event, err: error instanceof Error ? error : new Error(String(error)) }),
  }
}
