import type { Signal } from '#shared/contract/signal-contract.ts'
import { candidatesIn, fragmentOf, originOf, withRobustSound } from './sdp.ts'

export type Slot = 'audio' | 'video' | 'screen'
/** Order of the three fixed m-lines. */
export const slots: readonly Slot[] = ['audio', 'video', 'screen']

type Description = Extract<Signal['data'], { type: 'description' }>
type Candidate = Extract<Signal['data'], { type: 'candidate' }>

export interface PeerLinkOptions {
  /** This side makes the first offer, and is the polite one when two offers meet. */
  readonly offers: boolean
  readonly config: RTCConfiguration
  readonly send: (data: Description | Candidate) => void
  /** The three receivers exist; called once. */
  readonly onReceivers: (tracks: Readonly<Record<Slot, MediaStreamTrack>>) => void
  readonly onConnection: () => void
  /** The other side offered again: its ICE or its sound was dead. */
  readonly onRenewed: () => void
  readonly onRelayError: (code: number) => void
  readonly onFault: (where: string, error: unknown) => void
}

/**
 * One RTCPeerConnection to one other leg: three fixed transceivers, so that everything later is `replaceTrack`, and
 * perfect negotiation for restarts. All steps run one after the other; a pending offer is sent again, never replaced.
 */
export class PeerLink {
  readonly #pc: RTCPeerConnection
  #steps: Promise<void> = Promise.resolve()
  #remoteSession = ''
  #lastOffer = ''
  #ignoring = false
  #early: RTCIceCandidateInit[] = []
  readonly #sent: Record<Slot, MediaStreamTrack | null> = { audio: null, video: null, screen: null }
  #received = false
  #closed = false

  constructor(private readonly options: PeerLinkOptions) {
    this.#pc = new RTCPeerConnection(options.config)
    this.#pc.addEventListener('icecandidate', ({ candidate }) => this.#tellCandidate(candidate))
    this.#pc.addEventListener('connectionstatechange', () => options.onConnection())
    this.#pc.addEventListener('icecandidateerror', (error) => options.onRelayError(error.errorCode))
    this.#pc.addEventListener('negotiationneeded', () => this.#step('offer', () => this.#offer()))
    if (options.offers) this.#addSlots()
  }

  get connected(): boolean {
    return this.#pc.connectionState === 'connected'
  }

  /** Our offer waits for its answer. */
  get pending(): boolean {
    return this.#pc.signalingState === 'have-local-offer'
  }

  /** The other side has answered or offered at least once. */
  get met(): boolean {
    return this.#remoteSession !== ''
  }

  /** Whether a description comes from another connection than the one this link talks to. */
  isForeign(description: Description): boolean {
    return this.met && originOf(description.sdp).session !== this.#remoteSession
  }

  /** Meant for an earlier connection: foreign, or an offer before ours was answered. */
  isStale(description: Description): boolean {
    return (
      this.isForeign(description) || (!this.met && this.options.offers && description.sdpType === 'offer')
    )
  }

  take(data: Description | Candidate): void {
    if (data.type === 'candidate') this.#step('candidate', () => this.#takeCandidate(data))
    else this.#step('description', () => this.#takeDescription(data))
  }

  /** Sends what is pending once more, else asks for new ICE credentials and offers. */
  restart(): void {
    this.#step('restart', async () => {
      if (this.pending) this.#tellDescription()
      else this.#pc.restartIce()
    })
  }

  resend(): void {
    this.#step('resend', async () => {
      if (this.pending) this.#tellDescription()
    })
  }

  /** Sends, changes or stops one kind of media without negotiating. */
  send(slot: Slot, track: MediaStreamTrack | null): void {
    const sender = this.#sender(slot)
    // Not compared with `sender.track`, which lags behind while a replacement is on its way.
    if (sender === undefined || this.#sent[slot] === track) return
    this.#sent[slot] = track
    this.#settle(`send ${slot}`, sender.replaceTrack(track))
  }

  /** Takes the track out and puts it in again: wakes a sender whose sound no longer arrives. */
  rewire(slot: Slot): void {
    const sender = this.#sender(slot)
    if (sender === undefined || this.#sent[slot] === null) return
    const again = sender.replaceTrack(null).then(() => sender.replaceTrack(this.#sent[slot]))
    this.#settle('rewire', again)
  }

  /** Applies to the first encoding; bitrate in bit/s, `fps` at most. */
  async limit(
    slot: Slot,
    limits: { bitrate: number; scale?: number; fps?: number; priority?: RTCPriorityType },
  ): Promise<void> {
    const sender = this.#sender(slot)
    const parameters = sender?.getParameters()
    const encoding = parameters?.encodings[0]
    if (sender === undefined || parameters === undefined || encoding === undefined) return
    encoding.maxBitrate = limits.bitrate
    if (limits.scale !== undefined) encoding.scaleResolutionDownBy = limits.scale
    if (limits.fps !== undefined) encoding.maxFramerate = limits.fps
    if (limits.priority !== undefined) {
      encoding.priority = limits.priority
      encoding.networkPriority = limits.priority
    }
    await sender.setParameters(parameters)
  }

  useServers(config: RTCConfiguration): void {
    if (!this.#closed) this.#pc.setConfiguration(config)
  }

  stats(): Promise<RTCStatsReport> {
    return this.#pc.getStats()
  }

  close(): void {
    this.#closed = true
    this.#pc.close()
  }

  #step(where: string, work: () => Promise<void>): void {
    this.#steps = this.#steps.then(async () => {
      if (this.#closed) return
      try {
        await work()
      } catch (error) {
        if (!this.#closed) this.options.onFault(where, error)
      }
    })
  }

  #settle(where: string, promise: Promise<unknown>): void {
    promise.catch((error: unknown) => {
      if (!this.#closed) this.options.onFault(where, error)
    })
  }

  #addSlots(): void {
    const face = new MediaStream()
    for (const slot of slots) {
      const streams = [slot === 'screen' ? new MediaStream() : face]
      this.#pc.addTransceiver(slot === 'audio' ? 'audio' : 'video', { direction: 'sendrecv', streams })
    }
  }

  async #offer(): Promise<void> {
    if (this.#pc.signalingState !== 'stable') return
    await this.#pc.setLocalDescription()
    this.#tellDescription()
  }

  async #takeDescription(description: Description): Promise<void> {
    const { sdp } = description
    if (description.sdpType === 'offer') await this.#takeOffer(sdp)
    else if (this.pending) await this.#takeAnswer(sdp)
    // An answer sent again: only candidates that were lost on the way are new.
    else await this.#addAll(candidatesIn(sdp))
  }

  async #takeOffer(sdp: string): Promise<void> {
    const { session, version } = originOf(sdp)
    if (`${session} ${version}` === this.#lastOffer && this.#pc.signalingState === 'stable') {
      await this.#addAll(candidatesIn(sdp))
      this.#tellDescription()
      return
    }
    // Two offers met: the side that offered first gives way, the other one ignores.
    this.#ignoring = this.pending && !this.options.offers
    if (this.#ignoring) return
    const again = this.met
    await this.#pc.setRemoteDescription({ type: 'offer', sdp })
    this.#lastOffer = `${session} ${version}`
    this.#remoteSession = session
    this.#openSlots()
    await this.#pc.setLocalDescription()
    this.#tellDescription()
    await this.#catchUp()
    if (again) this.options.onRenewed()
  }

  async #takeAnswer(sdp: string): Promise<void> {
    await this.#pc.setRemoteDescription({ type: 'answer', sdp })
    this.#ignoring = false
    this.#remoteSession = originOf(sdp).session
    await this.#catchUp()
  }

  /** The answering side gets its transceivers from the offer, receiving only: it wants to send as well. */
  #openSlots(): void {
    if (this.options.offers) return
    const face = new MediaStream()
    for (const [at, transceiver] of this.#pc.getTransceivers().entries()) {
      if (transceiver.direction === 'sendrecv') continue
      transceiver.direction = 'sendrecv'
      transceiver.sender.setStreams(slots[at] === 'screen' ? new MediaStream() : face)
    }
  }

  async #catchUp(): Promise<void> {
    this.#announceReceivers()
    const early = this.#early
    this.#early = []
    await this.#addAll(early)
  }

  #announceReceivers(): void {
    if (this.#received) return
    const [audio, video, screen] = this.#pc.getTransceivers().map((one) => one.receiver.track)
    if (audio === undefined || video === undefined || screen === undefined) return
    this.#received = true
    this.options.onReceivers({ audio, video, screen })
  }

  async #takeCandidate({ candidate, sdpMid, sdpMLineIndex }: Candidate): Promise<void> {
    const init = { candidate, sdpMid, sdpMLineIndex }
    if (this.#pc.remoteDescription === null) this.#early.push(init)
    else await this.#addAll([init])
  }

  /** Those of an ignored offer or of an earlier generation do not fit and are left out. */
  async #addAll(candidates: readonly RTCIceCandidateInit[]): Promise<void> {
    for (const init of candidates) {
      const fragment = fragmentOf(init.candidate ?? '')
      const remote = this.#pc.remoteDescription?.sdp ?? ''
      const fits = fragment === undefined || remote.includes(`a=ice-ufrag:${fragment}\r\n`)
      if (fits && !this.#ignoring) await this.#pc.addIceCandidate(init)
      else if (!fits && !this.#ignoring && this.#early.length < 64) this.#early.push(init)
    }
  }

  #tellDescription(): void {
    const description = this.#pc.localDescription
    if (description === null) return
    this.options.send({
      type: 'description',
      sdpType: description.type,
      sdp: withRobustSound(description.sdp),
    })
  }

  #tellCandidate(candidate: RTCIceCandidate | null): void {
    if (candidate === null || candidate.candidate === '' || this.#closed) return
    const { sdpMid, sdpMLineIndex } = candidate
    this.options.send({ type: 'candidate', candidate: candidate.candidate, sdpMid, sdpMLineIndex })
  }

  #sender(slot: Slot): RTCRtpSender | undefined {
    return this.#closed ? undefined : this.#pc.getTransceivers()[slots.indexOf(slot)]?.sender
  }
}
