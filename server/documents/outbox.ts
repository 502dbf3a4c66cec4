import type { Duplex } from 'node:stream'

/** Gathers what goes to one socket within a turn of the loop into one write. */
export class Outbox {
  private readonly held = new Set<Duplex>()
  private planned = false

  hold(socket: Duplex): void {
    if (this.held.has(socket)) return
    this.held.add(socket)
    socket.cork()
    if (this.planned) return
    this.planned = true
    setImmediate(() => this.release())
  }

  release(): void {
    this.planned = false
    for (const socket of this.held) socket.uncork()
    this.held.clear()
  }
}
