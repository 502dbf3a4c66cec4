import { Duplex } from 'node:stream'
import type { StoreThread } from '#server/store/embedded/store-thread.ts'

/** AuthenticationOk and ReadyForQuery (idle), as a server says after a connection was made. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])
const terminate = 0x58

/** The PostgreSQL protocol's simple query message. */
export function simpleQuery(statement: string): Buffer {
  const text = Buffer.from(`${statement}\0`)
  const head = Buffer.alloc(5)
  head.write('Q')
  head.writeInt32BE(text.length + 4, 1)
  return Buffer.concat([head, text])
}

/**
 * Stands where `pg` expects a socket, and carries its bytes to the store thread. There is one session behind all
 * connections, so each new one first wipes what the last left: open transaction, prepared statements, settings.
 */
export class WireStream extends Duplex {
  private greeted = false
  /** What was written in this turn: it goes to the thread, and its answers come back, as one message. */
  private waiting: Buffer[] = []

  constructor(private readonly store: StoreThread) {
    super()
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {
    // Answers are pushed as they come; the store thread has no way to wait.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.greeted) {
      this.greet(done)
      return
    }
    if (this.waiting.length === 0) process.nextTick(() => this.dispatch())
    this.waiting.push(chunk)
    done()
  }

  private dispatch(): void {
    const chunks = this.waiting
    this.waiting = []
    const ends = chunks.at(-1)?.[0] === terminate
    if (ends) chunks.pop()
    if (chunks.length > 0) this.store.ask(Buffer.concat(chunks), (reply) => this.give(reply))
    if (ends) this.push(null)
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map((part) => part.chunk)), 'binary', done)
  }

  private greet(done: (error?: Error | null) => void): void {
    this.greeted = true
    this.store.ask(simpleQuery('rollback'), (reply) => {
      if (reply instanceof Error) done(reply)
    })
    this.store.ask(simpleQuery('discard all'), (reply) => {
      if (reply instanceof Error) return
      this.push(welcome)
      done()
    })
  }

  private give(reply: Uint8Array | Error): void {
    if (this.destroyed) return
    if (reply instanceof Error) this.destroy(reply)
    else if (reply.byteLength > 0) this.push(Buffer.from(reply.buffer, reply.byteOffset, reply.byteLength))
  }
}
