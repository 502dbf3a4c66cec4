import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'

/** Runs one statement outside any transaction. */
export type RunStatement = (statement: string) => Promise<readonly Record<string, unknown>[]>

const lookEveryMs = 15_000
const checkpointEveryMs = 5 * 60_000
const checkpointBytes = 64 * 1024 * 1024
/** Local hour in which nobody is at a counter. */
const vacuumHour = 3

/**
 * What a PostgreSQL server does in the background and the embedded engine does not: checkpoints (every 5 minutes or 64 MB of
 * WAL) and a nightly vacuum. Each blocks the store for about 0.3 s.
 */
export class Upkeep {
  private callOff: () => void = () => undefined
  private stopped = false
  private running: Promise<void> = Promise.resolve()
  private checkpointAt: number
  private walThen = 0
  private vacuumAt: Date

  constructor(
    private readonly run: RunStatement,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    const now = clock.now()
    this.checkpointAt = now.getTime()
    this.vacuumAt = nextVacuum(now)
  }

  start(): void {
    if (this.stopped) return
    const next = new Date(this.clock.now().getTime() + lookEveryMs)
    this.callOff = this.clock.wakeAt(next, () => {
      this.running = this.look().finally(() => this.start())
    })
  }

  /** Answers when a running step is through. */
  async stop(): Promise<void> {
    this.stopped = true
    this.callOff()
    await this.running
  }

  private async look(): Promise<void> {
    try {
      if (this.clock.now() >= this.vacuumAt) await this.vacuum()
      await this.checkpointWhenDue()
    } catch (error) {
      if (!this.stopped) this.log.fault('store.upkeep', error)
    }
  }

  private async vacuum(): Promise<void> {
    this.vacuumAt = nextVacuum(this.clock.now())
    await this.run('vacuum (analyze)')
    this.log.info('store.vacuumed')
  }

  private async checkpointWhenDue(): Promise<void> {
    const grown = (await this.walBytes()) - this.walThen
    const waited = this.clock.now().getTime() - this.checkpointAt
    const due = grown >= checkpointBytes || (grown > 0 && waited >= checkpointEveryMs)
    if (!due) return
    await this.run('checkpoint')
    // Statements are planned once; tables that have grown since deserve a new plan. A server's autovacuum sees to that.
    await this.run('discard plans')
    this.checkpointAt = this.clock.now().getTime()
    this.walThen = await this.walBytes()
  }

  private async walBytes(): Promise<number> {
    const [row] = await this.run(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`)
    return Number(row?.['bytes'])
  }
}

function nextVacuum(now: Date): Date {
  const next = new Date(now)
  next.setHours(vacuumHour, 0, 0, 0)
  if (next <= now) next.setDate(next.getDate() + 1)
  return next
}
