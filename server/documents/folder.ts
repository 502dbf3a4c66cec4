import type { Log } from '#server/platform/log.ts'
import type { DocumentCounters, DocumentRecords, StoredDocument } from './document-port.ts'
import type { Folding } from './fold-thread.ts'
import type { Room } from './room.ts'

const mostAtOnce = 16

/** Brings documents from snapshot + tail back to a snapshot, and trims the journal behind them. */
export class Folder {
  private readonly due = new Set<Room>()
  private running: Promise<void> | null = null
  private closed = false

  constructor(
    private readonly records: Pick<DocumentRecords, 'fold'>,
    private readonly folding: Folding,
    /** The last journal row that no document needs any more, apart from those just folded (with what they need from now on). */
    private readonly trimmable: (except: ReadonlyMap<Room, number>) => number,
    private readonly log: Log,
    private readonly counters: DocumentCounters,
  ) {}

  add(room: Room): void {
    if (this.closed || room.unfolded === 0 || room.folding || room.forgotten) return
    this.due.add(room)
    this.running ??= this.run().finally(() => {
      this.running = null
    })
  }

  async idle(): Promise<void> {
    while (this.running !== null) await this.running
  }

  /** Begins nothing more, what waits included (the journal keeps it), and resolves when what is under way is done. */
  async close(): Promise<void> {
    this.closed = true
    this.due.clear()
    await this.idle()
  }

  private async run(): Promise<void> {
    while (this.due.size > 0) {
      const rooms = [...this.due].slice(0, mostAtOnce)
      for (const room of rooms) {
        this.due.delete(room)
        room.folding = true
      }
      try {
        await this.foldAll(rooms)
      } catch (error) {
        this.log.fault('documents.fold', error)
        this.counters.count('fold_failures')
      } finally {
        for (const room of rooms) room.folding = false
      }
    }
  }

  private async foldAll(rooms: readonly Room[]): Promise<void> {
    const folds = await Promise.all(
      rooms.map(async (room) => {
        const { count, parts, stored } = room.foldable()
        return { room, count, stored, part: await this.folding.fold(parts.map((part) => part.bytes)) }
      }),
    )
    const needs = new Map(folds.map(({ room, count }) => [room, room.needsAfter(count)]))
    const documents = folds.map(({ part, stored }): StoredDocument => ({ ...stored, state: part.bytes }))
    await this.records.fold(documents, this.trimmable(needs))
    for (const { room, count, part, stored } of folds) room.replace(part, count, stored.folded)
    this.counters.count('folds', {}, folds.length)
  }
}
