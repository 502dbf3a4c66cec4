import type { CaseId, SessionId } from '#shared/model/ids.ts'
import type { Acts, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import type { SocketGateway } from './socket-gateway.ts'
import type { StreamService } from './stream-service.ts'

/** Rights of open connections are looked at again this often, in milliseconds; a right that ended closes within 5 s. */
const everyMs = 3_000

/** Events and answered commands are kept this long for clients that come back, in milliseconds. */
const keepMs = 48 * 60 * 60 * 1000
const trimEveryMs = 60 * 60 * 1000

export interface SweepParts {
  readonly acts: Acts
  readonly clock: Clock
  readonly log: Log
  readonly sockets: Pick<SocketGateway, 'sessions' | 'followed' | 'drop'>
  readonly streams: Pick<StreamService, 'mayFollow'>
  readonly documents: { sessions(): Set<SessionId>; recheck(id?: CaseId): Promise<void> }
  readonly stillLive: (tx: Tx, ids: readonly SessionId[]) => Promise<ReadonlySet<SessionId>>
  readonly endSessions: (ids: ReadonlySet<SessionId>) => void
  /** Looks whether another node released a version of the district. */
  readonly districtMoved: () => Promise<boolean>
  readonly trim: (tx: Tx, before: Date) => Promise<void>
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' })

/** Closes what a right that ended had opened: at once when told, and by looking again for what ends with time. */
export class Sweep {
  #stop: (() => void) | undefined
  #looking = false
  #again = false
  #day: string
  #trimAt: number

  constructor(private readonly parts: SweepParts) {
    const now = parts.clock.now()
    this.#day = dayFormat.format(now)
    this.#trimAt = now.getTime() + trimEveryMs
  }

  start(): void {
    const { clock } = this.parts
    this.#stop = clock.wakeAt(new Date(clock.now().getTime() + everyMs), () => {
      // The next look is due by the clock and not by the end of this one: a slow store must not stretch the five seconds.
      this.start()
      this.#again = true
      if (!this.#looking) void this.#look()
    })
  }

  stop(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  /** Disclosure or consent of a case changed: streams and documents of everybody there are looked at now. */
  async lookAtCase(id: CaseId): Promise<void> {
    await Promise.all([this.#lookAtStreams(`case/${id}`), this.parts.documents.recheck(id)])
  }

  /** Another version of the district holds: everybody's rights may be others now. */
  async lookAtAll(): Promise<void> {
    await Promise.all([this.#lookAtStreams('case/'), this.parts.documents.recheck()])
  }

  /** One look at a time; what fell due meanwhile is looked at once more afterwards. */
  async #look(): Promise<void> {
    this.#looking = true
    while (this.#again && this.#stop !== undefined) {
      this.#again = false
      await this.#turn()
    }
    this.#looking = false
  }

  async #turn(): Promise<void> {
    try {
      await this.#lookAtSessions()
      const now = this.parts.clock.now()
      const day = dayFormat.format(now)
      if (day !== this.#day) {
        // Contracts begin and end with the day.
        this.#day = day
        await this.lookAtAll()
        await this.parts.acts.run(null, async (act) =>
          act.announce('district/current', 'catalogue.changed', { why: 'day' }),
        )
      } else if (await this.parts.districtMoved()) await this.lookAtAll()
      if (now.getTime() < this.#trimAt) return
      this.#trimAt = now.getTime() + trimEveryMs
      await this.parts.acts.run(null, (act) => this.parts.trim(act.tx, new Date(now.getTime() - keepMs)))
    } catch (error) {
      this.parts.log.fault('sweep', error)
    }
  }

  async #lookAtSessions(): Promise<void> {
    const open = new Set([...this.parts.sockets.sessions(), ...this.parts.documents.sessions()])
    if (open.size === 0) return
    const live = await this.parts.acts.read((tx) => this.parts.stillLive(tx, [...open]))
    const over = new Set([...open].filter((id) => !live.has(id)))
    if (over.size > 0) this.parts.endSessions(over)
  }

  async #lookAtStreams(prefix: string): Promise<void> {
    for (const { principal, stream } of this.parts.sockets.followed(prefix)) {
      const may = await this.parts.acts.read((tx) => this.parts.streams.mayFollow(tx, principal, stream))
      if (!may) this.parts.sockets.drop(principal.person, stream)
    }
  }
}
