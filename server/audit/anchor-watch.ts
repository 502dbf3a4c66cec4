import type { Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import type { Anchors, TrailRecords } from './audit-port.ts'

/** Milliseconds between two anchors. */
const every = 5 * 60_000

export interface AnchorWatchParts {
  readonly records: TrailRecords
  readonly anchors: Anchors
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly clock: Clock
  readonly log: Log
}

/**
 * Notes the end of the audit chain outside of the store: at start, every five minutes when there is something new, and at the
 * end. Each anchor goes to the log as well, where it may travel to another machine.
 */
export class AnchorWatch {
  #off: () => void = () => undefined
  #last = -1
  #stopped = false
  #running: Promise<void> = Promise.resolve()

  constructor(private readonly parts: AnchorWatchParts) {}

  async start(): Promise<void> {
    await this.note()
    this.#arm()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#off()
    await this.note()
  }

  /** One after the other; a disk that fails is told, not thrown: the desk goes on. */
  note(): Promise<void> {
    this.#running = this.#running.then(() =>
      this.#write().catch((error: unknown) => this.parts.log.fault('audit.anchor', error)),
    )
    return this.#running
  }

  #arm(): void {
    const { clock } = this.parts
    if (this.#stopped) return
    this.#off = clock.wakeAt(new Date(clock.now().getTime() + every), () => {
      void this.note().then(() => this.#arm())
    })
  }

  async #write(): Promise<void> {
    const { records, anchors, read, clock, log } = this.parts
    const end = await read((tx) => records.end(tx))
    if (end.seq === this.#last) return
    await anchors.add({ at: clock.now().toISOString(), seq: end.seq, hash: end.hash })
    this.#last = end.seq
    log.info('audit.anchor', { seq: end.seq, hash: end.hash })
  }
}
