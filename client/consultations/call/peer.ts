import type { Signal } from '#shared/contract/signal-contract.ts'
import type { LegId } from '#shared/model/ids.ts'
import type { LegNotice, LegView, Quality } from './call-types.ts'
import { bestRung, capped, climb, rungs, type LadderState } from './ladder-rules.ts'
import { LinkWatch, type Patience, type Verdict } from './link-watch.ts'
import { PeerLink, slots, type Slot } from './peer-link.ts'
import { qualityOf, speaks } from './quality-rules.ts'
import { levelBetween, lossBetween, StatsReader, type ConnectionSample } from './stats-sample.ts'

export type SignalData = Signal['data']
type Media = Readonly<Record<Slot, boolean>>
const noMedia: Media = { audio: false, video: false, screen: false }

/** What a peer needs of the call it belongs to. */
export interface PeerSurroundings {
  readonly config: () => RTCConfiguration
  readonly send: (data: SignalData, to: LegId) => void
  /** Track to send to those who joined; null: none. */
  readonly track: (slot: Slot, person: string) => MediaStreamTrack | null
  /** True after the yes. */
  readonly live: () => boolean
  readonly others: () => number
  /** Whether signals get through now. */
  readonly linked: () => Promise<boolean>
  readonly now: () => number
  /** Of the other side, whichever connection leads to it. */
  readonly patience: (self: string) => Patience
  readonly onChange: () => void
  readonly onSpoken: (level: number) => void
  readonly onRelayError: (code: number) => void
  readonly onFault: (where: string, error: unknown) => void
}

const noticeFor = 8_000
const soundLimits = { bitrate: 32_000, priority: 'high' } as const
const screenLimits = { bitrate: 1_500_000, fps: 15 } as const

/** Another leg: its address, the connection to it, and what keeps that connection well. */
export class Peer {
  readonly stream = new MediaStream()
  readonly screenStream = new MediaStream()
  /** What the other leg says it sends; null until it joined. */
  media: Media | null = null
  #link: PeerLink | null = null
  #watch: LinkWatch
  #ladder: LadderState = { rung: 0, bad: 0, good: 0 }
  #quality: Quality = 'connecting'
  #speaking = false
  #notice: { what: LegNotice; until: number } | null = null
  #stats = new StatsReader()
  #last: ConnectionSample | null = null
  #limiting: Promise<void> = Promise.resolve()
  #looks = 0
  #looking = false
  #told = ''

  constructor(
    readonly self: string,
    public leg: LegId,
    readonly person: string,
    public name: string,
    /** This side makes the first offer to it. */
    private readonly offers: boolean,
    private readonly around: PeerSurroundings,
  ) {
    this.#watch = new LinkWatch(around.now(), around.patience(self))
  }

  get connected(): boolean {
    return this.#link?.connected === true
  }

  get pictureHeld(): boolean {
    return rungs[this.#ladder.rung]?.picture === false
  }

  view(): LegView {
    const { audio, video, screen } = this.media ?? noMedia
    return {
      leg: this.leg,
      person: this.person,
      name: this.name,
      stream: this.stream,
      screenStream: this.screenStream,
      audio,
      video,
      screen,
      quality: this.#quality,
      speaking: audio && this.#speaking,
      notice: this.#notice?.what ?? null,
    }
  }

  /** The other leg is ready. Offers, or sends the pending offer once more. */
  invite(): void {
    if (!this.offers) return
    if (this.#link === null) this.#open()
    else this.#link.resend()
  }

  take(data: Extract<SignalData, { type: 'description' | 'candidate' }>): void {
    if (data.type === 'description' && data.sdpType === 'offer' && !this.offers) {
      if (this.#link === null || this.#link.isForeign(data)) this.#open()
    } else if (data.type === 'description' && this.#link?.isStale(data) === true) return
    this.#link?.take(data)
  }

  /** Gives the link what it may send now and says so. */
  sync(): void {
    const send = this.around.live() && this.media !== null
    for (const slot of slots) {
      const held = slot === 'video' && this.pictureHeld
      this.#link?.send(slot, send && !held ? this.around.track(slot, this.person) : null)
    }
    if (!this.around.live()) return
    const told = this.#mine()
    const text = JSON.stringify(told)
    if (text === this.#told) return
    this.#told = text
    this.around.send(told, this.leg)
  }

  /** Says what is sent once more, in case it was lost. */
  tellMedia(): void {
    this.#told = ''
    this.sync()
  }

  /** Server or other leg are back. */
  signallingBack(): void {
    this.#watch.retryNow()
    this.#link?.resend()
    this.tellMedia()
  }

  useServers(): void {
    this.#link?.useServers(this.around.config())
  }

  /** One look of the watchdog. */
  async look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      await this.#lookOnce()
    } catch (error) {
      this.around.onFault('look', error)
    } finally {
      this.#looking = false
    }
  }

  close(): void {
    this.#link?.close()
    this.#link = null
    for (const stream of [this.stream, this.screenStream]) {
      for (const track of stream.getTracks()) stream.removeTrack(track)
    }
  }

  async #lookOnce(): Promise<void> {
    const link = this.#link
    const now = this.around.now()
    if (this.#notice !== null && now >= this.#notice.until) this.#say(null)
    const sample = link !== null && this.media !== null ? this.#stats.read(await link.stats()) : null
    if (link !== this.#link) return
    const verdict = this.#watch.look({
      now,
      connected: link?.connected === true,
      audioPackets: sample?.audioPackets ?? 0,
      videoPackets: sample?.videoPackets ?? 0,
      expectsAudio: this.media?.audio === true,
      expectsVideo: this.media?.video === true || this.media?.screen === true,
    })
    if (sample !== null) await this.#judge(sample, verdict)
    await this.#act(verdict)
  }

  async #judge(sample: ConnectionSample, verdict: Verdict): Promise<void> {
    const before = this.#last ?? sample
    this.#last = sample
    const heard = levelBetween(
      sample.heardEnergy - before.heardEnergy,
      sample.heardSeconds - before.heardSeconds,
    )
    const spoken = levelBetween(
      sample.spokenEnergy - before.spokenEnergy,
      sample.spokenSeconds - before.spokenSeconds,
    )
    const speaking = speaks(heard, this.#speaking)
    const quality = qualityOf(
      {
        connected: this.connected,
        verdict,
        lossIn: lossBetween(before, sample),
        roundTrip: sample.roundTrip,
        pictureHeld: this.pictureHeld,
      },
      this.#quality,
    )
    if (speaking !== this.#speaking || quality !== this.#quality) this.around.onChange()
    this.#speaking = speaking
    this.#quality = quality
    this.around.onSpoken(spoken)
    this.#looks += 1
    if (this.#looks % 2 === 0 && this.around.track('video', this.person) !== null) await this.#adapt(sample)
  }

  async #adapt(sample: ConnectionSample): Promise<void> {
    const before = this.#ladder
    this.#ladder = climb(before, sample, bestRung(this.around.others()))
    if (this.#ladder.rung === before.rung) return
    this.sync()
    this.around.onChange()
    await this.#limit()
  }

  async #act(verdict: Verdict): Promise<void> {
    if (verdict === 'fine' || verdict === 'stalled') return
    if (!(await this.around.linked())) return this.#watch.notSent()
    if (verdict === 'renew') return this.#renew()
    if (verdict === 'sound') this.#say('audio_lost')
    if (this.#link === null) this.around.send({ type: 'hello' }, this.leg)
    else this.#link.restart()
  }

  /** Three restarts were in vain: a new connection. Only the offering side may make it, the other asks for it. */
  #renew(): void {
    if (this.offers) return this.#open()
    this.close()
    this.around.send({ type: 'bye' }, this.leg)
    this.around.send({ type: 'hello' }, this.leg)
    this.tellMedia()
  }

  #open(): void {
    this.close()
    this.#watch = new LinkWatch(this.around.now(), this.around.patience(this.self))
    this.#last = null
    this.#stats = new StatsReader()
    this.#link = new PeerLink({
      offers: this.offers,
      config: this.around.config(),
      send: (data) => this.around.send(data, this.leg),
      onReceivers: ({ audio, video, screen }) => {
        this.stream.addTrack(audio)
        this.stream.addTrack(video)
        this.screenStream.addTrack(screen)
        this.sync()
        this.around.onChange()
      },
      onConnection: () => this.#connectionChanged(),
      onRenewed: () => {
        this.#link?.rewire('audio')
        if (this.media !== null) this.#say('renewed')
      },
      onRelayError: this.around.onRelayError,
      onFault: this.around.onFault,
    })
    this.sync()
  }

  #connectionChanged(): void {
    if (this.connected) {
      if (this.#quality !== 'weak') this.#quality = 'good'
      // In a larger mesh from the first frame on: encoding for all at full size starves a slow machine at once.
      this.#ladder = capped(this.#ladder, bestRung(this.around.others()))
      this.#limit().catch((error: unknown) => this.around.onFault('limit', error))
    }
    this.around.onChange()
  }

  /** One after the other: a browser refuses limits that were read before others were set. */
  #limit(): Promise<void> {
    this.#limiting = this.#limiting
      .catch(() => undefined)
      .then(async () => {
        const rung = rungs[this.#ladder.rung]
        if (this.#link === null || rung === undefined) return
        await this.#link.limit('audio', soundLimits)
        await this.#link.limit('video', rung)
        await this.#link.limit('screen', screenLimits)
      })
    return this.#limiting
  }

  #say(what: LegNotice | null): void {
    this.#notice = what === null ? null : { what, until: this.around.now() + noticeFor }
    this.around.onChange()
  }

  #mine(): Extract<SignalData, { type: 'media' }> {
    return {
      type: 'media',
      audio: this.around.track('audio', this.person) !== null,
      video: this.around.track('video', this.person) !== null && !this.pictureHeld,
      screen: this.around.track('screen', this.person) !== null,
    }
  }
}
