import type { Writable } from 'node:stream'
import { WebSocket } from 'ws'

/** A socket that has something to write before the turn of the loop ends. */
interface Holding {
  flush(): void
}

/** How long a cursor waits for company, milliseconds; real time on purpose, nobody's rules depend on it. */
const patience = 25

/** Lets everything that goes to one socket within a turn of the loop leave in one write, and what is not urgent go along. */
export class Outbox {
  private holding: Holding[] = []
  private waiting: Holding[] = []
  private planned = false
  private readonly release = () => {
    this.planned = false
    const ready = this.holding
    this.holding = []
    for (const one of ready) one.flush()
  }
  private readonly releaseWaiting = () => {
    const ready = this.waiting
    this.waiting = []
    for (const one of ready) one.flush()
  }

  /** Told once per turn and socket. */
  hold(one: Holding): void {
    this.holding.push(one)
    if (this.planned) return
    this.planned = true
    setImmediate(this.release)
  }

  /** What this one has leaves with the next urgent thing, or after {@link patience}. */
  wait(one: Holding): void {
    this.waiting.push(one)
    if (this.waiting.length === 1) setTimeout(this.releaseWaiting, patience)
  }
}

/** Frames in their order; beside each whose cursor it is, undefined for everything else. */
interface Held {
  readonly frames: Buffer[]
  readonly cursorsOf: unknown[]
  bytes: number
}

/**
 * The way out to one WebSocket without compression. Finished frames are written to the socket itself: `ws` would build a header
 * for every receiver anew. Its own control frames keep their order, because it writes at once what it is told to send.
 */
export class Outlet implements Holding {
  /** Null nearly always: a connection at rest holds nothing. */
  private held: Held | null = null
  private due = false

  constructor(
    private readonly ws: Pick<WebSocket, 'readyState'>,
    private readonly socket: Pick<Writable, 'write' | 'writableLength'>,
    private readonly outbox: Outbox,
  ) {}

  /** Bytes that nobody took yet. */
  get waiting(): number {
    return (this.held?.bytes ?? 0) + this.socket.writableLength
  }

  push(frame: Buffer): void {
    this.add(frame, undefined)
    if (this.due) return
    this.due = true
    this.outbox.hold(this)
  }

  /** Takes the place of an older cursor of the same sender that has not left yet. */
  pushCursor(frame: Buffer, sender: unknown): void {
    if (this.held === null) this.outbox.wait(this)
    else this.forget(this.held, sender)
    this.add(frame, sender)
  }

  private forget(held: Held, sender: unknown): void {
    const at = held.cursorsOf.indexOf(sender)
    if (at < 0) return
    held.bytes -= held.frames[at]?.length ?? 0
    held.frames.splice(at, 1)
    held.cursorsOf.splice(at, 1)
  }

  private add(frame: Buffer, sender: unknown): void {
    const held = (this.held ??= { frames: [], cursorsOf: [], bytes: 0 })
    held.frames.push(frame)
    held.cursorsOf.push(sender)
    held.bytes += frame.length
  }

  flush(): void {
    const { held } = this
    if (held === null) return
    this.held = null
    this.due = false
    const [first] = held.frames
    if (first === undefined || this.ws.readyState !== WebSocket.OPEN) return
    this.socket.write(held.frames.length === 1 ? first : Buffer.concat(held.frames, held.bytes))
  }
}
