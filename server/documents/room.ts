import { hash } from 'node:crypto'
import type { DocumentConnection } from './connection.ts'
import { CursorBoard } from './cursor-board.ts'
import type { DocumentIndex } from './document-index.ts'
import type { DocumentName, StoredDocument } from './document-port.ts'
import { encodeStateVector } from './frames.ts'
import { mergeParts, type Part } from './merge.ts'
import { sectionWidth } from './update-scan.ts'

const chain = (head: Uint8Array, updates: readonly Uint8Array[]): Uint8Array =>
  hash('sha256', Buffer.concat([head, ...updates]), 'buffer').subarray(0, 16)

export const emptyHead = new Uint8Array(16)

export type RoomConnection = DocumentConnection<Room>

/**
 * One document while it is open. `index` runs ahead (everything accepted), the rest speaks of what is committed. Connections
 * only ever hear of what is committed.
 */
export class Room {
  readonly connections = new Set<RoomConnection>()
  readonly cursors = new CursorBoard()
  /** Accepted updates that are not committed yet. */
  queued = 0
  bytes = 0
  /** Instant of the last commit or departure, milliseconds. */
  touchedAt = 0
  folding = false
  private snapshot: Part | null = null
  private readonly tail: { readonly seq: number; readonly part: Part }[] = []
  private readonly clocks = new Map<number, number>()
  private encodedClocks: Uint8Array | null = null
  headSeq: number
  head: Uint8Array
  folded: number
  readonly epoch: number

  constructor(
    readonly key: string,
    readonly name: DocumentName,
    readonly index: DocumentIndex,
    stored: Pick<StoredDocument, 'epoch' | 'headSeq' | 'head' | 'folded'>,
  ) {
    this.epoch = stored.epoch
    this.headSeq = stored.headSeq
    this.head = stored.head
    this.folded = stored.folded
  }

  /** Takes over a folded state. */
  begin(snapshot: Part): void {
    this.snapshot = snapshot
    this.advance(snapshot)
    this.bytes = snapshot.bytes.length
  }

  /** Updates of one journal row, in order. */
  commit(seq: number, parts: readonly Part[]): void {
    for (const part of parts) {
      this.tail.push({ seq, part })
      this.bytes += part.bytes.length
      this.advance(part)
    }
    this.head = chain(
      this.head,
      parts.map((part) => part.bytes),
    )
    this.headSeq += parts.length
  }

  private advance(part: Part): void {
    const { sections } = part
    for (let at = 0; at < sections.length; at += sectionWidth)
      this.clocks.set(sections[at] as number, sections[at + 2] as number)
    if (sections.length > 0) this.encodedClocks = null
  }

  /** State vector of what is committed. */
  stateVector(): Uint8Array {
    this.encodedClocks ??= encodeStateVector(this.clocks)
    return this.encodedClocks
  }

  /** Everything committed that is missing in `known`, as one update. */
  missing(known: ReadonlyMap<number, number>): Uint8Array {
    return mergeParts(this.parts(), known)
  }

  parts(): Part[] {
    const tail = this.tail.map((entry) => entry.part)
    return this.snapshot === null ? tail : [this.snapshot, ...tail]
  }

  get unfolded(): number {
    return this.tail.length
  }

  /** Journal row before which nothing of this document is needed any more. */
  get firstUnfolded(): number {
    return this.tail[0]?.seq ?? Infinity
  }

  /** The same after the first `count` updates of the tail were folded. */
  needsAfter(count: number): number {
    return this.tail[count]?.seq ?? Infinity
  }

  /** What a fold starts from; hand the same back to {@link Room.replace}. */
  foldable(): {
    readonly count: number
    readonly parts: readonly Part[]
    readonly stored: Omit<StoredDocument, 'state'>
  } {
    const last = this.tail[this.tail.length - 1]
    return {
      count: this.tail.length,
      parts: this.parts(),
      stored: {
        name: this.key,
        epoch: this.epoch,
        folded: last?.seq ?? this.folded,
        headSeq: this.headSeq,
        head: this.head,
        owners: new Map([...this.index.logs.values()].map((log) => [log.client, log.owner])),
      },
    }
  }

  /** Puts a folded state in the place of what it was made from. */
  replace(snapshot: Part, count: number, folded: number): void {
    this.snapshot = snapshot
    this.tail.splice(0, count)
    this.folded = folded
    this.bytes = snapshot.bytes.length + this.tail.reduce((sum, entry) => sum + entry.part.bytes.length, 0)
  }

  get quiet(): boolean {
    return this.connections.size === 0 && this.queued === 0 && this.tail.length === 0 && !this.folding
  }
}
