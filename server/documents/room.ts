import { hash } from 'node:crypto'
import type { DocumentConnection } from './connection.ts'
import { packOwners, unpackOwners } from './asleep.ts'
import { CursorBoard } from './cursor-board.ts'
import { DocumentIndex } from './document-index.ts'
import type { CaseFormPlan, DocumentName, StoredDocument } from './document-port.ts'
import { encodeStateVector } from './frames.ts'
import { mergeParts, type Part } from './merge.ts'
import { rootRules, serverOwner } from './place-schema.ts'
import { sectionWidth } from './update-scan.ts'

const chain = (head: Uint8Array, updates: readonly Uint8Array[]): Uint8Array =>
  hash('sha256', Buffer.concat([head, ...updates]), 'buffer').subarray(0, 16)

export const emptyHead = new Uint8Array(16)

export type RoomConnection = DocumentConnection<Room>

/**
 * One document while it is open. `index` runs ahead (everything accepted), the rest speaks of what is committed. Connections
 * only ever hear of what is committed. While nobody types the document rests: the index goes and is read from the snapshot
 * again when it is needed.
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
  /** Its case is sealed: nothing of it goes to the store any more. */
  forgotten = false
  private snapshot: Part | null = null
  private readonly tail: { readonly seq: number; readonly part: Part }[] = []
  private clocks = new Map<number, number>()
  private encodedClocks: Uint8Array | null = null
  /** Null while the document rests, as at its beginning. */
  private known: DocumentIndex | null = null
  /** Owners of client ids while it rests. */
  private resting: readonly (number | string)[]
  headSeq: number
  head: Uint8Array
  folded: number
  readonly epoch: number

  constructor(
    readonly key: string,
    readonly name: DocumentName,
    public plans: readonly CaseFormPlan[],
    stored: Omit<StoredDocument, 'name' | 'state'>,
  ) {
    this.resting = packOwners(stored.owners)
    this.epoch = stored.epoch
    this.headSeq = stored.headSeq
    this.head = stored.head
    this.folded = stored.folded
  }

  get index(): DocumentIndex {
    return (this.known ??= this.readAgain())
  }

  private readAgain(): DocumentIndex {
    const index = new DocumentIndex(rootRules(this.name.audience, this.plans))
    const owners = unpackOwners(this.resting)
    this.resting = []
    if (this.snapshot !== null)
      index.absorb(this.snapshot.bytes, (client) => owners.get(client) ?? serverOwner)
    index.lock(this.lockedForms())
    return index
  }

  /** Takes over a changed set of forms. */
  plan(plans: readonly CaseFormPlan[]): void {
    this.plans = plans
    this.known?.plan(rootRules(this.name.audience, plans))
    this.known?.lock(this.lockedForms())
  }

  private lockedForms(): ReadonlySet<string> {
    return new Set(this.plans.flatMap(({ caseService, locked }) => (locked === true ? [caseService] : [])))
  }

  /** Who has claimed a client id by writing with it. */
  ownerOf(client: number): string | undefined {
    if (this.known !== null) return this.known.ownerOf(client)
    const at = this.resting.indexOf(client)
    return at < 0 ? undefined : (this.resting[at + 1] as string)
  }

  /** State vector of what is accepted. */
  accepted(): Uint8Array {
    if (this.queued === 0 || this.known === null) return this.stateVector()
    return encodeStateVector(this.known.stateVector())
  }

  /** Lets go of what can be read from the snapshot again. */
  rest(): void {
    if (this.known === null || !this.isFolded) return
    this.resting = packOwners(this.owners())
    this.known = null
    this.stateVector()
    this.clocks = new Map()
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
    if (this.clocks.size === 0 && this.snapshot !== null && part !== this.snapshot)
      this.advance(this.snapshot)
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
        owners: this.owners(),
      },
    }
  }

  private owners(): ReadonlyMap<number, string> {
    if (this.known === null) return unpackOwners(this.resting)
    return new Map([...this.known.logs.values()].map((log) => [log.client, log.owner]))
  }

  /** All of it; speaks the truth only while {@link Room.isFolded}. */
  whole(): StoredDocument {
    return { ...this.foldable().stored, state: this.snapshot?.bytes ?? null }
  }

  /** Puts a folded state in the place of what it was made from. */
  replace(snapshot: Part, count: number, folded: number): void {
    this.snapshot = snapshot
    this.tail.splice(0, count)
    this.folded = folded
    this.bytes = snapshot.bytes.length + this.tail.reduce((sum, entry) => sum + entry.part.bytes.length, 0)
  }

  /** Everything is in the snapshot and nothing is under way. */
  get isFolded(): boolean {
    return this.queued === 0 && this.tail.length === 0 && !this.folding
  }

  get quiet(): boolean {
    return this.connections.size === 0 && this.isFolded
  }
}
