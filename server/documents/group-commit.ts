import { randomUUID } from 'node:crypto'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import type { DocumentCounters, DocumentRecords } from './document-port.ts'
import { encodeJournal } from './journal.ts'
import type { Part } from './merge.ts'

/** One update on its way to the store; without a part it only waits for what is ahead of it. */
export interface Pending<Room> {
  readonly room: Room
  readonly document: string
  readonly owner: string
  readonly part: Part | null
  /** Told in the turn in which its batch became durable, after the batch was handed over. */
  readonly done?: () => void
}

const largestBody = 4 * 1024 * 1024
const shortestWait = 50
/** Milliseconds from the begin of a commit to the begin of the next while many type: fewer commits carry more each. */
const pace = 1
const longestWait = 1_000

/**
 * Writes everything that queued while the last commit ran in one commit, all documents together. The order of the queue is
 * the order of the journal. While the store is away the same batch is tried again under the same id, so nothing is written
 * twice and nothing is told before it is stored.
 */
export class GroupCommit<Room> {
  private readonly queue: Pending<Room>[] = []
  private running = false
  private began = -Infinity
  private readonly waiters: (() => void)[] = []
  /** Bytes accepted but not stored yet. */
  backlog = 0
  /** True while the store refuses to write. */
  away = false

  constructor(
    private readonly records: Pick<DocumentRecords, 'append'>,
    private readonly committed: (seq: number | null, batch: readonly Pending<Room>[]) => void,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly counters: DocumentCounters,
  ) {}

  add(pending: Pending<Room>): void {
    this.queue.push(pending)
    this.backlog += pending.part?.bytes.length ?? 0
    if (this.running) return
    this.running = true
    // Everything that arrives in the same turn of the loop goes along.
    setImmediate(() => void this.run())
  }

  /** Resolves when nothing waits any more. */
  idle(): Promise<void> {
    if (!this.running) return Promise.resolve()
    return new Promise((resolve) => this.waiters.push(resolve))
  }

  private async run(): Promise<void> {
    while (this.queue.length > 0) {
      await this.keepPace()
      const batch = this.take()
      const frames = batch.flatMap(({ document, owner, part }) =>
        part === null ? [] : [{ document, owner, update: part.bytes }],
      )
      const seq = frames.length === 0 ? null : await this.write(encodeJournal(frames))
      for (const { part } of batch) this.backlog -= part?.bytes.length ?? 0
      this.committed(seq, batch)
      for (const { done } of batch) done?.()
    }
    this.running = false
    for (const wake of this.waiters.splice(0)) wake()
  }

  /** After a pause a commit begins at once, otherwise {@link pace} after the last one. */
  private async keepPace(): Promise<void> {
    const left = this.began + pace - performance.now()
    // Real time on purpose: nobody's rules depend on it, and a clock that stands still must not hold edits back.
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    this.began = performance.now()
  }

  private take(): Pending<Room>[] {
    let bytes = 0
    let count = 0
    while (count < this.queue.length && (count === 0 || bytes < largestBody)) {
      bytes += this.queue[count]?.part?.bytes.length ?? 0
      count += 1
    }
    return this.queue.splice(0, count)
  }

  private async write(body: Uint8Array): Promise<number> {
    const commitId = randomUUID()
    for (let wait = shortestWait; ; wait = Math.min(wait * 2, longestWait)) {
      try {
        const seq = await this.records.append(commitId, body)
        if (this.away) this.log.info('documents.store-back')
        this.away = false
        this.counters.count('commits')
        return seq
      } catch (error) {
        if (!this.away) this.log.fault('documents.store-away', error)
        this.away = true
        this.counters.count('commit_failures')
        await this.pause(wait)
      }
    }
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.clock.wakeAt(new Date(this.clock.now().getTime() + milliseconds), resolve)
    })
  }
}
