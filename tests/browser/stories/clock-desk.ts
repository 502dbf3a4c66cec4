import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { createDesk } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { postgresStore } from '#tests/support/stores.ts'

const clientDir = fileURLToPath(new URL('../../../dist/client', import.meta.url))

export interface ClockDesk {
  readonly url: string
  readonly clock: HandClock
}

/** The desk with the built pages and a clock moved by hand: the stages of a ring pass when the story says so. Ends with the test. */
export async function clockDesk(): Promise<ClockDesk> {
  const store = await postgresStore()
  // From today on, because the browser throws away cookies that end before its own time.
  const clock = new HandClock(new Date())
  const desk = await createDesk({
    config: readConfig({ PORT: '0', DATA_DIR: store.dataDir, DATABASE_URL: store.databaseUrl, DEMO: 'on' }),
    log: quietLog,
    clock,
    clientDir,
    onFatal: () => undefined,
  })
  onTestFinished(() => desk.close())
  return { url: desk.url, clock }
}
