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

/**
 * The way out to one WebSocket without compression. Finished frames are written to the socket itself: `ws` would build a header
 * for every receiver anew. Its own control frames keep their order, because it writes at once what it is told to send.
 */
export class Outlet implements Holding {
  private frames: Buffer[] = []
  /** Beside `frames`: whose cursor it is; undefined for everything else. */
  private cursorsOf: unknown[] = []
  private heldBytes = 0
  private due = false

  constructor(
    private readonly ws: Pick<WebSocket, 'readyState'>,
    private readonly socket: Pick<Writable, 'write' | 'writableLength'>,
    private readonly outbox: Outbox,
  ) {}

  /** Bytes that nobody took yet. */
  get waiting(): number {
    return this.heldBytes + this.socket.writableLength
  }

  push(frame: Buffer): void {
    this.add(frame, undefined)
    if (this.due) return
    this.due = true
    this.outbox.hold(this)
  }

  /** Takes the place of an older cursor of the same sender that has not left yet. */
  pushCursor(frame: Buffer, sender: unknown): void {
    const older = this.frames.length === 0 ? -1 : this.cursorsOf.indexOf(sender)
    if (older >= 0) {
      this.heldBytes -= this.frames[older]?.length ?? 0
      this.frames.splice(older, 1)
      this.cursorsOf.splice(older, 1)
    } else if (this.frames.length === 0) this.outbox.wait(this)
    this.add(frame, sender)
  }

  private add(frame: Buffer, sender: unknown): void {
    this.heldBytes += frame.length
    this.frames.push(frame)
    this.cursorsOf.push(sender)
  }

  flush(): void {
    this.due = false
    const { frames } = this
    const [first] = frames
    if (first === undefined) return
    const bytes = frames.length === 1 ? first : Buffer.concat(frames, this.heldBytes)
    frames.length = 0
    this.cursorsOf.length = 0
    this.heldBytes = 0
    if (this.ws.readyState === WebSocket.OPEN) this.socket.write(bytes)
  }
}
