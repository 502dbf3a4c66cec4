import type { Clock } from '#server/platform/clock.ts'

interface Alarm {
  readonly at: number
  readonly wake: () => void
}

/** A clock that only moves when told to; alarms ring in their order while it passes them. */
export class HandClock implements Clock {
  private readonly alarms = new Set<Alarm>()
  private time: number

  constructor(start: Date = new Date('2026-03-02T09:00:00Z')) {
    this.time = start.getTime()
  }

  now(): Date {
    return new Date(this.time)
  }

  wakeAt(at: Date, wake: () => void): () => void {
    const alarm = { at: at.getTime(), wake }
    this.alarms.add(alarm)
    // What is due already rings by itself, as with the real clock: whoever read the store first may set it late.
    if (alarm.at <= this.time) setImmediate(() => this.alarms.delete(alarm) && wake())
    return () => this.alarms.delete(alarm)
  }

  /** Moves on; between two alarms everything that can run now gets its turn. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds
    for (let next = this.nextUntil(end); next !== undefined; next = this.nextUntil(end)) {
      this.alarms.delete(next)
      this.time = Math.max(this.time, next.at)
      next.wake()
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.time = end
  }

  /** Moves on by `step` milliseconds again and again, with a breath for stores and sockets between, until `happened` is settled. */
  async advanceUntil<T>(happened: Promise<T>, step = 1_000): Promise<T> {
    let over = false
    const settled = happened.finally(() => (over = true))
    settled.catch(() => undefined)
    while (!over) {
      await this.advance(step)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return settled
  }

  private nextUntil(end: number): Alarm | undefined {
    const due = [...this.alarms].filter((alarm) => alarm.at <= end)
    return due.toSorted((one, other) => one.at - other.at)[0]
  }
}
