import { randomBytes } from 'node:crypto'
import type { CaseId } from '#shared/model/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Asleep } from './asleep.ts'
import type {
  CaseFormPlan,
  DocumentName,
  DocumentRecords,
  FormPlans,
  StoredDocument,
} from './document-port.ts'
import { keyOf } from './document-name.ts'
import { partOf } from './fold.ts'
import { createFields, fieldsMissing } from './form-fields.ts'
import { sync, syncSteps } from './frames.ts'
import { decodeJournal, type JournalFrame } from './journal.ts'
import type { Part } from './merge.ts'
import { serverOwner } from './place-schema.ts'
import type { Traveller } from './protocol.ts'
import { emptyHead, Room } from './room.ts'

/** A journal row that no snapshot holds yet, reduced to one document. */
interface Leftover {
  readonly seq: number
  readonly frames: readonly JournalFrame[]
}

const rowsAtOnce = 200
// Milliseconds since the last edit or departure.
const idleAfter = 2_000
/** From then on nothing is kept that the snapshot tells as well. */
const restAfter = 20_000
/** How long a document sleeps in memory after the last one left, milliseconds, and how many bytes all of them may take. */
const longestSleep = 30 * 60_000
const mostAsleep = 64 * 1024 * 1024

/** Every open document. Loads before serving; a document that does not load is refused and never written. */
export class Rooms {
  private readonly open = new Map<string, Room>()
  private readonly opening = new Map<string, Promise<Room>>()
  private readonly leftovers = new Map<string, Leftover[]>()
  /** In the order in which they fell asleep. */
  private readonly asleep = new Map<string, Asleep>()
  private asleepBytes = 0
  lastSeq = 0

  constructor(
    private readonly records: DocumentRecords,
    private readonly plans: FormPlans,
    private readonly clock: Clock,
    private readonly queue: (traveller: Traveller) => void,
  ) {}

  all(): IterableIterator<Room> {
    return this.open.values()
  }

  /** How many documents sleep. */
  get sleeping(): number {
    return this.asleep.size
  }

  /** Reads what a former process committed and did not fold. Answers the documents it belongs to. */
  async recover(): Promise<string[]> {
    for (;;) {
      const rows = await this.records.journal(this.lastSeq, rowsAtOnce)
      for (const row of rows) this.remember(row.seq, decodeJournal(row.body))
      if (rows.length < rowsAtOnce) return [...this.leftovers.keys()]
    }
  }

  private remember(seq: number, frames: readonly JournalFrame[]): void {
    this.lastSeq = seq
    const byDocument = new Map<string, JournalFrame[]>()
    for (const frame of frames) {
      const own = byDocument.get(frame.document) ?? []
      own.push(frame)
      byDocument.set(frame.document, own)
    }
    for (const [document, own] of byDocument) {
      const known = this.leftovers.get(document) ?? []
      known.push({ seq, frames: own })
      this.leftovers.set(document, known)
    }
  }

  /** The document, loaded and with every field of its forms. @throws whatever the store says */
  async enter(name: DocumentName): Promise<Room> {
    const key = keyOf(name)
    const underWay = this.opening.get(key)
    if (underWay !== undefined) return underWay
    const known = this.open.get(key)
    if (known !== undefined) {
      known.touchedAt = this.clock.now().getTime()
      return known
    }
    const woken = this.wake(key, name)
    if (woken !== undefined) return woken
    const loading = this.load(key, name).finally(() => this.opening.delete(key))
    this.opening.set(key, loading)
    return loading
  }

  private async load(key: string, name: DocumentName): Promise<Room> {
    const plans = await this.plansOf(name)
    const stored = (await this.records.load(key)) ?? (await this.create(key))
    const room = this.rebuild(key, name, stored, plans)
    this.open.set(key, room)
    this.leftovers.delete(key)
    await this.fill(room, plans)
    return room
  }

  private wake(key: string, name: DocumentName): Room | undefined {
    const asleep = this.asleep.get(key)
    if (asleep === undefined) return undefined
    this.forget(key, asleep)
    const room = this.rebuild(key, name, asleep.wake(key), asleep.plans)
    this.open.set(key, room)
    return room
  }

  private putToSleep(room: Room, now: number): void {
    const asleep = new Asleep(room.whole(), room.plans, now)
    this.open.delete(room.key)
    this.asleep.set(room.key, asleep)
    this.asleepBytes += asleep.size
  }

  private forget(key: string, asleep: Asleep): void {
    this.asleep.delete(key)
    this.asleepBytes -= asleep.size
  }

  private async create(key: string): Promise<StoredDocument> {
    const epoch = randomBytes(4).readUInt32BE()
    const fresh = { name: key, epoch, state: null, folded: 0, headSeq: 0, head: emptyHead, owners: new Map() }
    await this.records.create(fresh)
    return fresh
  }

  private rebuild(
    key: string,
    name: DocumentName,
    stored: StoredDocument,
    plans: readonly CaseFormPlan[],
  ): Room {
    const room = new Room(key, name, plans, stored)
    room.touchedAt = this.clock.now().getTime()
    if (stored.state !== null) room.begin(partOf(stored.state))
    for (const { seq, frames } of this.leftovers.get(key) ?? []) {
      if (seq <= stored.folded) continue
      room.commit(
        seq,
        frames.map((frame) => room.index.absorb(frame.update, () => frame.owner) as Part),
      )
    }
    return room
  }

  private async plansOf(name: DocumentName): Promise<readonly CaseFormPlan[]> {
    return name.audience === 'shared' ? await this.plans.of(name.case) : []
  }

  /** Creates the fields that are missing and waits until they are stored. */
  private async fill(room: Room, plans: readonly CaseFormPlan[]): Promise<void> {
    room.plan(plans)
    if (!fieldsMissing(room.index, plans)) return
    const update = createFields(room.missing(new Map()), plans)
    if (update === null) return
    const part = room.index.admit(update, { owner: serverOwner, name: '' })
    if (part.bytes === null) return
    await this.storeOwn(room, part as Part)
  }

  private storeOwn(room: Room, part: Part): Promise<void> {
    return new Promise((done) => {
      const relay = relayOf(part.bytes)
      this.queue({ room, document: room.key, owner: serverOwner, part, from: null, n: 0, relay, done })
    })
  }

  /** After a service was added: its fields appear in every open document of the case. */
  async ensureForms(caseId: CaseId): Promise<void> {
    const mine = (key: string) => key.startsWith(`${caseId}.shared.`)
    // What is on its way in may have asked for the forms too early.
    await Promise.allSettled([...this.opening].filter(([key]) => mine(key)).map(([, room]) => room))
    if (![...this.open.keys(), ...this.asleep.keys()].some(mine)) return
    const plans = await this.plans.of(caseId)
    for (const [key, asleep] of this.asleep) if (mine(key)) this.forget(key, asleep)
    await Promise.all(
      [...this.open.values()].filter(({ key }) => mine(key)).map((room) => this.fill(room, plans)),
    )
  }

  /** Nothing of the case stays in memory, awake or asleep. */
  drop(caseId: CaseId): void {
    const mine = (key: string) => key.startsWith(`${caseId}.`)
    for (const room of [...this.open.values()].filter(({ key }) => mine(key))) {
      room.forgotten = true
      this.open.delete(room.key)
    }
    for (const [key, asleep] of this.asleep) if (mine(key)) this.forget(key, asleep)
    for (const key of [...this.leftovers.keys()].filter(mine)) this.leftovers.delete(key)
  }

  /** The last journal row nobody needs any more. */
  trimmable(except: ReadonlyMap<Room, number>): number {
    let first = this.lastSeq + 1
    for (const room of this.open.values()) first = Math.min(first, except.get(room) ?? room.firstUnfolded)
    for (const left of this.leftovers.values()) first = Math.min(first, left[0]?.seq ?? Infinity)
    return first - 1
  }

  /** Looks after documents: which want folding now, which may rest, sleep, leave memory. */
  tend(fold: (room: Room) => void): void {
    const now = this.clock.now().getTime()
    for (const room of this.open.values()) {
      const idle = now - room.touchedAt
      if (idle < idleAfter) continue
      if (room.unfolded > 0) fold(room)
      else if (room.quiet) this.putToSleep(room, now)
      else if (idle >= restAfter) room.rest()
    }
    for (const [key, asleep] of this.asleep) {
      if (now - asleep.since < longestSleep && this.asleepBytes <= mostAsleep) break
      this.forget(key, asleep)
    }
  }
}

function relayOf(update: Uint8Array): Buffer {
  return sync(syncSteps.update, update)
}
