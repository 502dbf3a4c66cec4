import { pino } from 'pino'

/** One JSON line per event on stdout. Never pass it personal data. */
export interface Log {
  info(event: string, detail?: Record<string, unknown>): void
  warn(event: string, detail?: Record<string, unknown>): void
  fault(event: string, error: unknown): void
}

export function jsonLog(level: string): Log {
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return {
    info: (event, detail = {}) => lines.info({ event, ...detail }),
    warn: (event, detail = {}) => lines.warn({ event, ...detail }),
    fault: (event, error) =>
      lines.error({ event, err: error instanceof Error ? error : new Error(String(error)) }),
  }
}
