/** One look at a connection. Counters grow from 0 for every new connection. */
export interface LinkSample {
  /** Milliseconds of the watchdog's clock. */
  readonly now: number
  /** `connectionState` is `connected`. */
  readonly connected: boolean
  readonly audioPackets: number
  readonly videoPackets: number
  /** The other leg says that it sends. */
  readonly expectsAudio: boolean
  readonly expectsVideo: boolean
}

/** `restart` ICE with the same connection, `renew` the connection itself, `sound` has died alone. */
export type Verdict = 'fine' | 'stalled' | 'restart' | 'renew' | 'sound'

/** Measured in design 8-calls. Milliseconds. */
export const watchTimes = { stall: 1_200, unconnected: 6_000, retry: 2_500, sound: 4_000 } as const
const restartsBeforeRenewal = 3
const mostPatience = 4

/**
 * Times by which the watch over one leg waits longer. Doubles with every new connection that was made in vain: on a
 * machine or line that is slow to connect, beginning anew ever again would never let it. Outlives the connection.
 */
export class Patience {
  #factor = 1

  get factor(): number {
    return this.#factor
  }

  grow(): void {
    this.#factor = Math.min(mostPatience, this.#factor * 2)
  }

  reset(): void {
    this.#factor = 1
  }
}

/**
 * Decides from the arriving packets when a connection has to be repaired. ICE alone is not enough: it says
 * `disconnected` after 7 s and often never `failed`, while the picture stays dead.
 */
export class LinkWatch {
  #packets = -1
  #audioPackets = -1
  #alive: number
  #heard: number
  #tried = Number.NEGATIVE_INFINITY
  #attempts = 0
  #everConnected = false

  constructor(
    now: number,
    private readonly patience = new Patience(),
  ) {
    this.#alive = now
    this.#heard = now
  }

  look(sample: LinkSample): Verdict {
    this.#count(sample)
    const quiet = sample.now - this.#alive
    const limit = this.#everConnected ? watchTimes.stall : watchTimes.unconnected * this.patience.factor
    if (quiet >= limit) return this.#repair(sample.now)
    if (quiet === 0) this.#attempts = 0
    if (quiet === 0 && this.#everConnected) this.patience.reset()
    if (sample.expectsAudio && sample.now - this.#heard >= watchTimes.sound) {
      this.#heard = sample.now
      return 'sound'
    }
    return 'fine'
  }

  /** The server or the other leg is back: the next look may repair at once. */
  retryNow(): void {
    this.#tried = Number.NEGATIVE_INFINITY
    this.patience.reset()
  }

  /** A repair that could not leave this browser does not count. */
  notSent(): void {
    this.#attempts = Math.max(0, this.#attempts - 1)
  }

  #count(sample: LinkSample): void {
    const packets = sample.audioPackets + sample.videoPackets
    const expects = sample.expectsAudio || sample.expectsVideo
    this.#everConnected ||= sample.connected
    if (packets !== this.#packets || (sample.connected && !expects)) this.#alive = sample.now
    if (sample.audioPackets !== this.#audioPackets || !sample.expectsAudio) this.#heard = sample.now
    this.#packets = packets
    this.#audioPackets = sample.audioPackets
  }

  #repair(now: number): Verdict {
    if (now - this.#tried < watchTimes.retry * this.patience.factor) return 'stalled'
    this.#tried = now
    this.#attempts += 1
    if (this.#attempts <= restartsBeforeRenewal) return 'restart'
    this.#attempts = 0
    this.patience.grow()
    return 'renew'
  }
}
