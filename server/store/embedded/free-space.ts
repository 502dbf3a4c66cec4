import { statfs } from 'node:fs/promises'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'

const everyMs = 2_000
/** A full disk in the middle of a WAL segment (16 MB) hangs the engine for good, so writes stop well before. */
const least = 256 * 1024 * 1024
/** Writes come back a little above the limit, so that they do not flutter. */
const enough = least + 64 * 1024 * 1024

export const measureFreeBytes = async (directory: string): Promise<number> => {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

/** Watches the disk under the store and says whether there is room to write; recovers by itself. */
export class FreeSpace {
  private roomy = true
  private callOff: () => void = () => undefined
  private stopped = false

  constructor(
    private readonly directory: string,
    private readonly measure: (directory: string) => Promise<number>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  hasRoom(): boolean {
    return this.roomy
  }

  /** Measures now, and from now on every two seconds. */
  async start(): Promise<void> {
    await this.look()
    if (this.stopped) return
    const next = new Date(this.clock.now().getTime() + everyMs)
    this.callOff = this.clock.wakeAt(next, () => void this.start())
  }

  stop(): void {
    this.stopped = true
    this.callOff()
  }

  private async look(): Promise<void> {
    try {
      const free = await this.measure(this.directory)
      const roomy = free >= (this.roomy ? least : enough)
      if (roomy !== this.roomy) this.log.warn(roomy ? 'store.room-again' : 'store.full', { freeBytes: free })
      this.roomy = roomy
    } catch (error) {
      this.log.fault('store.free-space', error)
    }
  }
}
