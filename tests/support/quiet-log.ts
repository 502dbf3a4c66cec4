import type { Log } from '#server/platform/log.ts'

/** A log for tests whose subject is something else. */
export const quietLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  fault: () => undefined,
}
