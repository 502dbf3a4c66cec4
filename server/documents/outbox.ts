import type { Writable } from 'node:stream'
import { WebSocket } from 'ws'

/** A socket that has something to write before the turn of the loop ends. */
interface Holding {
  flush(): void
}

/** Lets everything that goes to one socket within a turn of the loop leave in one write. */
export class Outbox {
  private holding: Holding[] = []
  private planned = false
  private readonly release = () => {
    this.planned = false
    const ready = this.holding
    this.holding = []
    for (const one of ready) one.flush()
  }

  /** Told once per turn and socket. */
  hold(one: Holding): void {
    this.holding.push(one)
    if (this.planned) return
    this.planned = true
    setImmediate(this.release)
  }
}

/**
 * The way out to one WebSocket without compression. Finished frames are written to the socket itself: `ws` would build a header
 * for every receiver anew. Its own control frames keep their order, because it writes at once what it is told to send.
 */
export class Outlet implements Holding {
  private readonly frames: Buffer[] = []
  private heldBytes = 0

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
    this.heldBytes += frame.length
    if (this.frames.push(frame) === 1) this.outbox.hold(this)
  }

  flush(): void {
    const { frames } = this
    const [first] = frames
    if (first === undefined) return
    const bytes = frames.length === 1 ? first : Buffer.concat(frames, this.heldBytes)
    frames.length = 0
    this.heldBytes = 0
    if (this.ws.readyState === WebSocket.OPEN) this.socket.write(bytes)
  }
}
