import type { ReceivedSignal } from '#shared/contract/signal-contract.ts'
import type { LegId } from '#shared/model/ids.ts'
import type {
  Allowed,
  Call,
  CallOptions,
  CallPhase,
  CallSnapshot,
  LegView,
  MediaKind,
  CaptionLine,
  TextMessage,
  Timers,
} from './call-types.ts'
import { captionsAfter } from './captions.ts'
import { Patience } from './link-watch.ts'
import type { LocalMedia } from './local-media.ts'
import { Peer, type PeerSurroundings, type SignalData } from './peer.ts'
import { speaks } from './quality-rules.ts'
import { Cell } from './readable.ts'

const beat = 500
/** In beats: how often what is sent is said again. */
const repeatMedia = 20
const iceAnswerWithin = 3_000
const keptTexts = 500
const everything: Allowed = { audio: true, video: true }

/** Parts the browser has and tests may replace. */
export interface CallParts {
  readonly media: (onChange: () => void, allowed: Allowed) => LocalMedia
  readonly timers: Timers
}

/**
 * A call of up to six people, everyone connected to everyone. Knows no Vue and no server: signals come and go through a
 * port. Which of two sides offers first follows from the persons, so that it is always the same one and exactly one.
 */
export class CallEngine implements Call {
  readonly #state: Cell<CallSnapshot>
  readonly #local: LocalMedia
  readonly #self = crypto.randomUUID().replaceAll('-', '')
  readonly #peers = new Map<string, Peer>()
  readonly #patience = new Map<string, Patience>()
  readonly #around: PeerSurroundings
  readonly #timers: Timers
  readonly #stops: (() => void)[] = []
  #phase: CallPhase = 'idle'
  #people: ReadonlySet<string> = new Set()
  #citizens: ReadonlySet<string> = new Set()
  #citizenName = ''
  #servers: RTCIceServer[] = []
  #renewServersAt = Number.POSITIVE_INFINITY
  #preparing: Promise<void> | undefined
  #texts: readonly TextMessage[] = []
  #captions: readonly CaptionLine[] = []
  #speaking = false
  #relay: CallSnapshot['relay'] = null
  #selfView: MediaStream | null = null
  #screenView: MediaStream | null = null
  #beats = 0
  #publishing = false

  constructor(
    private readonly options: CallOptions,
    parts: CallParts,
  ) {
    this.#timers = parts.timers
    this.#local = parts.media(() => this.#localChanged(), options.allowed ?? everything)
    this.#around = this.#surroundings()
    this.#state = new Cell(this.#snapshot())
  }

  get(): CallSnapshot {
    return this.#state.get()
  }

  subscribe(listener: (snapshot: CallSnapshot) => void): () => void {
    return this.#state.subscribe(listener)
  }

  async prepare({ warm = false }: { readonly warm?: boolean } = {}): Promise<void> {
    if (this.#phase === 'left') return
    const opened = warm ? this.#local.open() : Promise.resolve()
    this.#preparing ??= this.#begin()
    await Promise.all([this.#preparing, opened])
  }

  async start(people: readonly string[]): Promise<void> {
    if (this.#phase === 'left') return
    this.#people = new Set(people)
    const prepared = this.prepare({ warm: true })
    this.#phase = 'live'
    this.#keepOnlyPeople()
    for (const peer of this.#peers.values()) peer.tellMedia()
    this.#publish()
    await prepared
  }

  setPeople(people: readonly string[]): void {
    const before = this.#people
    this.#people = new Set(people)
    if (this.#phase !== 'live') return
    this.#keepOnlyPeople()
    // Their own hello came before we knew that they have a seat.
    if (people.some((person) => !before.has(person))) this.#send({ type: 'hello' })
  }

  setAllowed(allowed: Allowed): void {
    this.#local.setAllowed(allowed)
  }

  setCitizens(persons: ReadonlySet<string>, name: string): void {
    this.#citizens = persons
    this.#citizenName = name
    this.#localChanged()
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#local.set('audio', on)
  }

  setCamera(on: boolean): Promise<void> {
    return this.#local.set('video', on)
  }

  shareScreen(): Promise<void> {
    return this.#local.shareScreen()
  }

  stopScreen(): void {
    this.#local.stopScreen()
  }

  chooseDevice(kind: MediaKind, deviceId: string): Promise<void> {
    return this.#local.choose(kind, deviceId)
  }

  sendText(text: string): void {
    const line = text.trim().slice(0, 1_000)
    if (line === '' || this.#phase !== 'live') return
    this.#send({ type: 'text', text: line })
    this.#addText(true, this.options.self.person, this.options.self.name, line)
  }

  sendCaption(text: string, done: boolean): void {
    if (this.#phase === 'live') this.#send({ type: 'caption', text: text.slice(0, 400), done })
  }

  leave(): void {
    if (this.#phase === 'left') return
    if (this.#phase !== 'idle') this.#send({ type: 'bye' })
    this.#phase = 'left'
    for (const stop of this.#stops) stop()
    for (const peer of this.#peers.values()) peer.close()
    this.#peers.clear()
    this.#local.close()
    this.#state.set(this.#snapshot())
  }

  async #begin(): Promise<void> {
    if (this.#phase === 'idle') this.#phase = 'prepared'
    await this.#fetchServers()
    if (this.#over()) return
    const { signalling } = this.options
    const leave = () => this.leave()
    const back = () => this.#signallingBack()
    globalThis.addEventListener('pagehide', leave)
    globalThis.addEventListener('online', back)
    this.#stops.push(
      signalling.on((signal) => this.#take(signal)),
      signalling.connected.subscribe((connected) => (connected ? back() : this.#publish())),
      this.#timers.every(beat, () => this.#beat()),
      () => globalThis.removeEventListener('pagehide', leave),
      () => globalThis.removeEventListener('online', back),
    )
    this.#send({ type: 'hello' })
    this.#publish()
  }

  #take(signal: ReceivedSignal): void {
    if (signal.consultation !== this.options.consultation || signal.person === this.options.self.person)
      return
    const { data } = signal
    // Typed by somebody in the same room, too, with whom there is no connection.
    if (data.type === 'caption') return this.#caption(signal, data)
    if (this.#phase === 'live' && !this.#people.has(signal.person)) return
    if (data.type === 'hello') return this.#meet(signal, data.self ?? signal.from)
    const peer = this.#peerAt(signal.from)
    if (data.type === 'text')
      return this.#phase !== 'live' ? undefined : this.#addText(false, signal.person, signal.name, data.text)
    if (peer === undefined) {
      // Somebody we missed: asks them to say who they are, which starts it all over.
      if (data.type !== 'bye') this.#send({ type: 'hello' }, signal.from)
    } else if (data.type === 'bye') this.#drop(peer)
    else if (data.type === 'media') this.#joined(peer, data)
    else peer.take(data)
  }

  /** Somebody is here: new, back under another address, or asking once more. */
  #meet(signal: ReceivedSignal, self: string): void {
    const before = this.#peerAt(signal.from)
    if (before !== undefined && before.self !== self) this.#drop(before)
    const known = this.#peers.get(self)
    const moved = known !== undefined && known.leg !== signal.from
    const peer =
      known ??
      new Peer(self, signal.from, signal.person, signal.name, this.#offersTo(signal.person), this.#around)
    peer.leg = signal.from
    peer.name = signal.name
    this.#peers.set(self, peer)
    if (known === undefined || moved) this.#send({ type: 'hello' }, signal.from)
    if (moved) peer.signallingBack()
    peer.invite()
    if (!moved) peer.tellMedia()
    this.#publish()
  }

  /** What goes to this person; to a citizen's device never a shared screen. */
  #trackFor(slot: MediaKind | 'screen', person: string): MediaStreamTrack | null {
    const kept = slot === 'screen' && this.#citizens.has(person)
    return kept ? null : this.#local.track(slot)
  }

  #joined(peer: Peer, { audio, video, screen }: Extract<SignalData, { type: 'media' }>): void {
    peer.media = { audio, video, screen }
    // A person has one seat: after a reload the new tab takes it over from the old one.
    if (this.#phase === 'live') {
      for (const other of this.#peers.values())
        if (other.person === peer.person && other !== peer) this.#drop(other)
    }
    peer.sync()
    this.#publish()
  }

  /** The caller offers; between two others the person whose id sorts first. */
  #offersTo(person: string): boolean {
    const me = this.options.self.person
    if (me === this.options.caller || person === this.options.caller) return me === this.options.caller
    return me < person
  }

  #keepOnlyPeople(): void {
    for (const peer of this.#peers.values()) if (!this.#people.has(peer.person)) this.#drop(peer)
  }

  #drop(peer: Peer): void {
    peer.close()
    this.#peers.delete(peer.self)
    this.#publish()
  }

  #peerAt(leg: LegId): Peer | undefined {
    for (const peer of this.#peers.values()) if (peer.leg === leg) return peer
    return undefined
  }

  #signallingBack(): void {
    this.#send({ type: 'hello' })
    for (const peer of this.#peers.values()) peer.signallingBack()
    this.#publish()
  }

  #localChanged(): void {
    for (const peer of this.#peers.values()) peer.sync()
    this.#publish()
  }

  #beat(): void {
    this.#beats += 1
    for (const peer of this.#peers.values()) {
      if (this.#beats % repeatMedia === 0) peer.tellMedia()
      void peer.look()
    }
    if (this.#timers.now() >= this.#renewServersAt) void this.#fetchServers()
  }

  /** Without an answer the call goes on with the addresses of this machine only. */
  async #fetchServers(): Promise<void> {
    this.#renewServersAt = Number.POSITIVE_INFINITY
    try {
      const late = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error('no answer about relays')), iceAnswerWithin)
      })
      const { iceServers, ttl } = await Promise.race([this.options.iceServers.get(), late])
      this.#servers = iceServers.map(({ urls, username, credential }) => ({
        urls: [...urls],
        username,
        credential,
      }))
      if (ttl > 0) this.#renewServersAt = this.#timers.now() + ttl * 800
      for (const peer of this.#peers.values()) peer.useServers()
    } catch (error) {
      this.options.onFault?.('ice servers', error)
      this.#renewServersAt = this.#timers.now() + 30_000
    }
  }

  #send(data: SignalData, to?: LegId): void {
    const { signalling, consultation } = this.options
    if (!signalling.connected.get()) return
    const whole = data.type === 'hello' ? { ...data, self: this.#self } : data
    signalling.send({ consultation, ...(to === undefined ? {} : { to }), data: whole })
  }

  #caption(signal: ReceivedSignal, { text, done }: { text: string; done: boolean }): void {
    if (this.#phase !== 'live') return
    const said = { person: signal.person, name: this.#named(signal.name), text, done }
    this.#captions = captionsAfter(this.#captions, said)
    this.#publish()
  }

  #addText(own: boolean, person: string, name: string, text: string): void {
    const id = (this.#texts.at(-1)?.id ?? 0) + 1
    const line = { id, own, person, name: this.#named(name), text, at: Date.now() }
    this.#texts = [...this.#texts, line].slice(-keptTexts)
    this.#publish()
  }

  #viewOf(peer: Peer): LegView {
    const view = peer.view()
    return { ...view, name: this.#named(view.name) }
  }

  #named(name: string): string {
    return name === '' ? this.#citizenName : name
  }

  #over(): boolean {
    return this.#phase === 'left'
  }

  #surroundings(): PeerSurroundings {
    const { signalling, relayOnly = false, onFault } = this.options
    return {
      config: () => ({
        iceServers: this.#servers,
        bundlePolicy: 'max-bundle',
        // Without a relay there is only the direct way.
        iceTransportPolicy: relayOnly && this.#servers.length > 0 ? 'relay' : 'all',
      }),
      send: (data, to) => this.#send(data, to),
      track: (slot, person) => this.#trackFor(slot, person),
      live: () => this.#phase === 'live',
      others: () => this.#peers.size,
      linked: async () => signalling.connected.get() && (await (signalling.probe?.() ?? true)),
      now: () => this.#timers.now(),
      patience: (self) => this.#patienceWith(self),
      onChange: () => this.#publish(),
      onSpoken: (level) => this.#spoken(level),
      onRelayError: (code) => this.#relayError(code),
      onFault: (where, error) => onFault?.(where, error),
    }
  }

  #patienceWith(self: string): Patience {
    const patience = this.#patience.get(self) ?? new Patience()
    this.#patience.set(self, patience)
    return patience
  }

  #spoken(level: number): void {
    const speaking = this.#local.state('audio') === 'on' && speaks(level, this.#speaking)
    if (speaking === this.#speaking) return
    this.#speaking = speaking
    this.#publish()
  }

  /** Codes of RFC 8656, section 19: 486 allocation quota reached, 401 unauthorised. */
  #relayError(code: number): void {
    if (code !== 486 && code !== 401) return
    this.#relay = code === 486 ? 'quota' : 'refused'
    this.#publish()
  }

  /** Once per turn, however much has changed in it. */
  #publish(): void {
    if (this.#publishing) return
    this.#publishing = true
    queueMicrotask(() => {
      this.#publishing = false
      this.#state.set(this.#snapshot())
    })
  }

  #snapshot(): CallSnapshot {
    const peers = [...this.#peers.values()]
    this.#selfView = viewOf(this.#selfView, this.#local.track('video'))
    this.#screenView = viewOf(this.#screenView, this.#local.track('screen'))
    return {
      phase: this.#phase,
      legs:
        this.#phase === 'live'
          ? peers.filter(({ media }) => media !== null).map((peer) => this.#viewOf(peer))
          : [],
      local: {
        audio: this.#local.state('audio'),
        video: this.#local.state('video'),
        screen: this.#local.screenState,
        stream: this.#selfView,
        screenStream: this.#screenView,
        speaking: this.#speaking,
        pictureHeld: peers.some((peer) => peer.media !== null && peer.pictureHeld),
      },
      texts: this.#texts,
      captions: this.#captions,
      transports: peers.filter((peer) => peer.connected).length,
      linked: this.options.signalling.connected.get(),
      relay: this.#relay,
    }
  }
}

/** The same stream as before while the track is the same, so that a `video` element is not started anew. */
function viewOf(before: MediaStream | null, track: MediaStreamTrack | null): MediaStream | null {
  if (track === null) return null
  return before?.getVideoTracks()[0] === track ? before : new MediaStream([track])
}
