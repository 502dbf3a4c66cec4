import type { Writable } from 'node:stream'
import { closeCodes, type RejectCode } from '#shared/contract/document-contract.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { WebSocket } from 'ws'
import type { DocumentSeat } from './document-port.ts'
import { reject } from './frames.ts'
import { Outlet, type Outbox } from './outbox.ts'
import type { Actor } from './place-schema.ts'

/** Past this a receiver is spared cursor states. */
const crowded = 256 * 1024
/** Past this a receiver is cut off. */
const stuck = 4 * 1024 * 1024
/** Messages and bytes a connection may send per second, and how many seconds it may save up. */
export const rate = { messages: 400, bytes: 1024 * 1024, seconds: 5 } as const

/** An update that came before the client knew what the server has; its answer to our first question will repeat it. */
export interface Parked {
  readonly n: number
  readonly update: Uint8Array
}

const nothing: readonly Parked[] = []

/** One browser tab at one document. There may be thousands: what is rarely needed is made when it is. */
export class DocumentConnection<Room = unknown> {
  private static opened = 0
  /** Its place among those who are asked for a sign of life. */
  readonly place = DocumentConnection.opened++
  /** Sync frames received ([0,1] and [0,2]), counted from 1. */
  n = 0
  strikes = 0
  /** Has asked for the state and gets what is committed from now on. */
  live = false
  /** Has answered our question for what it has. */
  answered = false
  parked: readonly Parked[] = nothing
  /** Sync frames of this connection on their way to the store. */
  waiting = 0
  /** Highest n that is known to be durable. */
  durable = 0
  questions = 0
  messages = rate.messages * rate.seconds
  bytes = rate.bytes * rate.seconds
  heardAt = 0
  farewell: Buffer | undefined = undefined
  fenced = false
  open = true
  readonly actor: Actor
  private readonly outlet: Outlet
  private knownCard: Buffer | undefined

  constructor(
    readonly room: Room,
    readonly principal: Principal,
    readonly seat: DocumentSeat,
    public canWrite: boolean,
    /** Asked for the messages 112 to 117. */
    private readonly extended: boolean,
    private readonly ws: WebSocket,
    socket: Pick<Writable, 'write' | 'writableLength'>,
    outbox: Outbox,
  ) {
    this.outlet = new Outlet(ws, socket, outbox)
    this.actor = { owner: principal.person, name: principal.name, guest: principal.kind === 'guest' }
  }

  /** The server's part of the cursor state as JSON, up to the client's own part. */
  get card(): Buffer {
    const { name, role, office } = this.seat
    return (this.knownCard ??= Buffer.from(
      `${JSON.stringify({ person: this.principal.person, seat: role, name, role, office }).slice(0, -1)},"cursor":`,
    ))
  }

  park(update: Parked): void {
    this.parked = [...this.parked, update]
  }

  unpark(): readonly Parked[] {
    const { parked } = this
    this.parked = nothing
    return parked
  }

  /** Sends what every Yjs client understands; `frame` as `frames.ts` makes it. */
  send(frame: Buffer): void {
    if (!this.open) return
    if (this.outlet.waiting > stuck) {
      this.close(closeCodes.slow, 'slow consumer')
      return
    }
    this.outlet.push(frame)
  }

  /** Sends somebody's cursor state with what goes there next, unless the receiver has enough to read already. */
  sendCursor(frame: Buffer, sender: unknown): void {
    if (this.open && this.outlet.waiting <= crowded) this.outlet.pushCursor(frame, sender)
  }

  /** Lets what is held leave now instead of at the end of the turn. */
  flush(): void {
    this.outlet.flush()
  }

  /** Sends one of the messages 112 to 117. */
  tell(frame: Buffer): void {
    if (this.extended) this.send(frame)
  }

  refuse(n: number, code: RejectCode, reason: string, retry = false): void {
    this.tell(reject(n, code, retry, reason))
  }

  beat(): void {
    if (this.open) this.ws.ping()
  }

  /** Closes with a code; whoever does not answer is cut off by `ws` itself. */
  close(code: number, reason: string): void {
    if (!this.open) return
    this.open = false
    this.outlet.flush()
    this.ws.close(code, reason)
    // A reader that is stuck would never get to the close frame.
    if (code === closeCodes.slow) setTimeout(() => this.ws.terminate(), 2_000).unref()
  }

  cut(): void {
    this.open = false
    this.ws.terminate()
  }
}
