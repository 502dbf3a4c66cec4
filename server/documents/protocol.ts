import { closeCodes, limits, messages } from '#shared/contract/document-contract.ts'
import type { Clock } from '#server/platform/clock.ts'
import { ByteReader, Undecodable } from './byte-reader.ts'
import type { DocumentCounters } from './document-port.ts'
import { durable, fence, hello, passedOn, ping, sync, syncSteps } from './frames.ts'
import type { GroupCommit, Pending } from './group-commit.ts'
import type { Part } from './merge.ts'
import { Rejection } from './rejection.ts'
import type { Room, RoomConnection } from './room.ts'

/** How long a gap is forgiven while the client's answer to our first question is on its way, milliseconds. */
const patience = 3_000
const mostParked = 256
/** How often a connection may ask for the whole state. */
const mostQuestions = 60
/** Updates behind the snapshot that are worth a fold while people type. */
const foldAfter = 256
/** Bytes accepted but not stored, over all documents, before new ones are turned away. */
const largestBacklog = 64 * 1024 * 1024

const emptyUpdate = (update: Uint8Array) => update.length === 2 && update[0] === 0 && update[1] === 0

/** An update on its way: what goes to the others, and whom to tell. */
export interface Traveller extends Pending<Room> {
  readonly from: RoomConnection | null
  readonly n: number
  readonly relay: Buffer | null
}

/** What the messages of the documents protocol do. Order: validate → queue → commit → apply → broadcast → Durable. */
export class DocumentProtocol {
  private readonly reader = new ByteReader()
  /** Set while the process ends: nothing new is taken. */
  draining = false

  constructor(
    private readonly commits: () => GroupCommit<Room>,
    private readonly fold: (room: Room) => void,
    private readonly clock: Clock,
    private readonly counters: DocumentCounters,
  ) {}

  join(connection: RoomConnection): void {
    const { room } = connection
    room.connections.add(connection)
    connection.heardAt = this.clock.now().getTime()
    connection.tell(hello(room.epoch, room.name.generation, connection.canWrite ? 'edit' : 'read'))
    if (connection.canWrite) connection.send(sync(syncSteps.one, room.accepted()))
    for (const frame of room.cursors.frames()) connection.send(frame)
  }

  leave(connection: RoomConnection): void {
    const { room } = connection
    connection.open = false
    if (!room.connections.delete(connection)) return
    room.touchedAt = this.clock.now().getTime()
    const frame = room.cursors.leave(connection)
    if (frame !== undefined) for (const other of room.connections) other.send(frame)
    if (room.connections.size === 0) this.fold(room)
  }

  /** One message of a client; whatever it holds, nothing is thrown. */
  receive(connection: RoomConnection, data: Uint8Array): void {
    if (!connection.open) return
    connection.messages -= 1
    connection.bytes -= data.length
    if (connection.messages < 0 || connection.bytes < 0) {
      this.counters.count('closed', { why: 'rate' })
      connection.close(closeCodes.rate, 'rate')
      return
    }
    if (data.length > limits.frameBytes) {
      this.counters.count('closed', { why: 'size' })
      connection.close(closeCodes.tooLarge, 'frame too large')
      return
    }
    try {
      this.dispatch(connection, data)
    } catch (error) {
      if (error instanceof Rejection) this.strike(connection, connection.n, error)
      else if (error instanceof Undecodable)
        this.strike(connection, connection.n, new Rejection('DECODE', error.message))
      else throw error
    }
  }

  private dispatch(connection: RoomConnection, data: Uint8Array): void {
    const { reader } = this
    reader.open(data)
    switch (reader.uint()) {
      case messages.sync:
        return this.onSync(connection, data)
      case messages.awareness: {
        const length = reader.uint()
        const from = reader.at
        if (from + length !== data.length) throw new Undecodable('length')
        return this.onCursor(connection, data, from)
      }
      case messages.queryAwareness:
        for (const frame of connection.room.cursors.frames()) connection.sendCursor(frame, frame)
        return
      case messages.flush:
        reader.uint()
        return this.queueMark(connection)
      case messages.ping: {
        const nonce = reader.uint()
        if (nonce > 0) connection.tell(ping(nonce))
        return
      }
      default:
        throw new Undecodable('message type')
    }
  }

  private onSync(connection: RoomConnection, data: Uint8Array): void {
    const { reader } = this
    const step = reader.uint()
    if (step > syncSteps.update) throw new Undecodable('sync step')
    const length = reader.uint()
    if (reader.at + length !== data.length) throw new Undecodable('length')
    const body = data.subarray(reader.at)
    if (step === syncSteps.one) return this.onQuestion(connection, body)
    connection.n += 1
    const { n } = connection
    try {
      this.onUpdate(connection, n, step, body, data)
    } catch (error) {
      if (!(error instanceof Rejection)) throw error
      this.strike(connection, n, error)
    }
  }

  private onQuestion(connection: RoomConnection, body: Uint8Array): void {
    connection.questions += 1
    if (connection.questions > mostQuestions) {
      connection.close(closeCodes.rate, 'rate')
      return
    }
    const known = readClocks(body)
    connection.send(sync(syncSteps.two, connection.room.missing(known)))
    connection.live = true
  }

  private onUpdate(
    connection: RoomConnection,
    n: number,
    step: number,
    update: Uint8Array,
    data: Uint8Array,
  ): void {
    if (!connection.canWrite) {
      if (emptyUpdate(update)) return this.queueMark(connection)
      throw new Rejection('READONLY', 'this seat reads only')
    }
    if (this.draining || connection.fenced) {
      connection.refuse(n, 'FENCED', 'fenced', true)
      return
    }
    if (this.commits().backlog > largestBacklog) {
      connection.refuse(n, 'STORE', 'store away', true)
      connection.close(closeCodes.draining, 'store away')
      return
    }
    const isAnswer = step === syncSteps.two
    if (isAnswer && emptyUpdate(update)) return this.answer(connection)
    if (!isAnswer && connection.parked.length > 0) return this.park(connection, n, update)
    try {
      this.take(connection, n, update, isAnswer ? null : data)
    } catch (error) {
      if (!(error instanceof Rejection) || error.code !== 'GAP' || connection.answered || isAnswer)
        throw error
      return this.park(connection, n, update)
    }
    if (isAnswer) this.answer(connection)
  }

  private take(connection: RoomConnection, n: number, update: Uint8Array, data: Uint8Array | null): void {
    const { room } = connection
    if (room.bytes + update.length > limits.documentBytes) throw new Rejection('LIMIT', 'document')
    const admission = room.index.admit(
      update,
      connection.actor,
      (client) => room.cursors.holder(client)?.actor.owner,
    )
    if (admission.bytes === null) return this.queueMark(connection)
    const part = admission as Part
    const relay = data !== null && part.bytes === update ? passedOn(data) : sync(syncSteps.update, part.bytes)
    this.queue({ room, document: room.key, owner: connection.actor.owner, part, from: connection, n, relay })
  }

  /** A client that types before it has heard our question: its answer will hold this and what was missing. */
  private park(connection: RoomConnection, n: number, update: Uint8Array): void {
    if (connection.parked.length >= mostParked) throw new Rejection('GAP', 'too much ahead of the answer')
    connection.park({ n, update })
    if (connection.parked.length > 1) return
    this.clock.wakeAt(new Date(this.clock.now().getTime() + patience), () => {
      for (const parked of connection.unpark())
        this.strike(connection, parked.n, new Rejection('GAP', 'clock'))
    })
  }

  private answer(connection: RoomConnection): void {
    connection.answered = true
    for (const parked of connection.unpark()) {
      try {
        this.take(connection, parked.n, parked.update, null)
      } catch (error) {
        if (!(error instanceof Rejection)) throw error
        this.strike(connection, parked.n, error)
      }
    }
    this.queueMark(connection)
  }

  /** Acknowledges what came so far as soon as everything ahead of it is stored. */
  private queueMark(connection: RoomConnection): void {
    const { room, n } = connection
    if (connection.parked.length > 0) return
    if (room.queued === 0) this.acknowledge(connection, n)
    else this.queue({ room, document: room.key, owner: '', part: null, from: connection, n, relay: null })
  }

  queue(traveller: Traveller): void {
    traveller.room.queued += 1
    if (traveller.from !== null) traveller.from.waiting += 1
    this.commits().add(traveller)
  }

  /** A batch is durable: apply, show to the others, acknowledge. */
  committed(seq: number | null, batch: readonly Traveller[]): void {
    const rooms = new Map<Room, Part[]>()
    for (const { room, part } of batch) {
      const parts = rooms.get(room) ?? []
      if (part !== null) parts.push(part)
      rooms.set(room, parts)
    }
    const now = this.clock.now().getTime()
    for (const [room, parts] of rooms) {
      room.touchedAt = now
      if (seq !== null && parts.length > 0) room.commit(seq, parts)
    }
    const told = new Map<RoomConnection, number>()
    for (const { room, from, n, relay } of batch) {
      room.queued -= 1
      if (relay !== null)
        for (const other of room.connections) if (other !== from && other.live) other.send(relay)
      if (from === null) continue
      from.waiting -= 1
      told.set(from, n)
      this.showCursor(from)
    }
    for (const [connection, n] of told) this.acknowledge(connection, n)
    for (const room of rooms.keys()) if (room.unfolded >= foldAfter) this.fold(room)
  }

  private acknowledge(connection: RoomConnection, n: number): void {
    const { room } = connection
    connection.durable = Math.max(connection.durable, n)
    connection.tell(durable(connection.durable, room.headSeq, room.stateVector(), room.head))
  }

  private onCursor(connection: RoomConnection, data: Uint8Array, from: number): void {
    const { room } = connection
    if (!room.cursors.read(connection, data, from, data.length, (client) => room.ownerOf(client))) return
    // A cursor that belongs to an edit leaves together with it.
    if (connection.waiting === 0) this.showCursor(connection)
  }

  private showCursor(connection: RoomConnection): void {
    const frame = connection.room.cursors.takeDirty(connection)
    if (frame === undefined || !connection.open) return
    for (const other of connection.room.connections)
      if (other !== connection) other.sendCursor(frame, connection)
  }

  /** Refuses a frame; the third time the connection ends. */
  strike(connection: RoomConnection, n: number, rejection: Rejection): void {
    if (!connection.open) return
    this.counters.count('rejected', { code: rejection.code })
    connection.strikes += 1
    connection.refuse(n, rejection.code, rejection.reason)
    if (connection.strikes >= limits.strikes) connection.close(closeCodes.invalid, 'invalid')
  }

  fence(
    connection: RoomConnection,
    state: 'draining' | 'read-only' | 'sealed' | 'revoked',
    reason: string,
  ): void {
    connection.fenced = true
    connection.tell(fence(state, null, reason))
  }
}

const questionReader = new ByteReader()

function readClocks(body: Uint8Array): Map<number, number> {
  questionReader.open(body)
  const known = new Map<number, number>()
  for (let left = questionReader.uint(); left > 0; left--)
    known.set(questionReader.uint(), questionReader.uint())
  if (questionReader.at !== questionReader.end) throw new Undecodable('trailing')
  return known
}
