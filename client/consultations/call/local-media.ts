import type { Allowed, LocalState, MediaKind, MediaPort } from './call-types.ts'
import { stateOfFault } from './media-fault.ts'
import type { DeviceChoice } from './device-choice.ts'
import { switchedOff, type SwitchedOff } from './switched-off.ts'

export interface LocalMediaOptions {
  readonly devices: MediaPort
  readonly choice: DeviceChoice
  readonly allowed: Allowed
  /** What the person switched off before stays off. */
  readonly off?: SwitchedOff | undefined
  /** Tracks or states are different now. */
  readonly onChange: () => void
}

const kinds: readonly MediaKind[] = ['audio', 'video']
const deviceKinds = { audio: 'audioinput', video: 'videoinput' } as const
const constraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 } },
} as const

/**
 * Camera, microphone and screen of this browser. A muted track is stopped, not only silenced, so that the light of the
 * camera goes out. Whatever is missing or refused never stands in the way of the rest.
 */
export class LocalMedia {
  readonly #tracks: {
    audio: MediaStreamTrack | null
    video: MediaStreamTrack | null
    screen: MediaStreamTrack | null
  } = {
    audio: null,
    video: null,
    screen: null,
  }
  readonly #states: Record<MediaKind, LocalState> = { audio: 'off', video: 'off' }
  readonly #off: SwitchedOff
  readonly #turn: Record<MediaKind, number> = { audio: 0, video: 0 }
  readonly #onDeviceChange = () => void this.#devicesChanged()
  #allowed: Allowed
  #screenState: 'off' | 'on' | 'refused' = 'off'
  #opened = false
  #closed = false

  constructor(private readonly options: LocalMediaOptions) {
    this.#allowed = options.allowed
    this.#off = options.off ?? switchedOff()
    for (const kind of kinds) {
      if (!this.#allowed[kind]) this.#states[kind] = 'forbidden'
      else if (this.#off.has(kind)) this.#states[kind] = 'muted'
    }
    options.devices.addEventListener('devicechange', this.#onDeviceChange)
  }

  track(slot: MediaKind | 'screen'): MediaStreamTrack | null {
    return this.#tracks[slot]
  }

  state(kind: MediaKind): LocalState {
    return this.#states[kind]
  }

  get screenState(): 'off' | 'on' | 'refused' {
    return this.#screenState
  }

  /** Opens what is wanted and allowed and not open yet, with one question to the person; never rejects. */
  async open(): Promise<void> {
    this.#opened = true
    const missing = kinds.filter(
      (kind) => !this.#off.has(kind) && this.#allowed[kind] && this.#tracks[kind] === null,
    )
    if (missing.length === 2 && (await this.#acquire(missing))) return
    await Promise.all(
      missing.filter((kind) => this.#tracks[kind] === null).map((kind) => this.#acquire([kind])),
    )
  }

  /** Mutes and really stops, or opens again. Never rejects; the state says how it went. */
  async set(kind: MediaKind, on: boolean): Promise<void> {
    this.#off.set(kind, !on)
    if (!on) return this.#stop(kind, this.#allowed[kind] ? 'muted' : 'forbidden')
    if (this.#allowed[kind] && this.#tracks[kind] === null) await this.#acquire([kind])
  }

  /** Stops at once what is no longer allowed; opens what is allowed now, unless the person has muted it. */
  setAllowed(allowed: Allowed): void {
    this.#allowed = allowed
    for (const kind of kinds) {
      if (!allowed[kind]) this.#stop(kind, 'forbidden')
      else if (this.#states[kind] === 'forbidden') this.#states[kind] = this.#off.has(kind) ? 'muted' : 'off'
    }
    if (!allowed.video) this.stopScreen()
    this.options.onChange()
    if (this.#opened && !this.#closed) void this.open()
  }

  /** Another device; a muted kind stays muted and remembers the choice. */
  async choose(kind: MediaKind, deviceId: string): Promise<void> {
    const devices = await this.options.devices.enumerateDevices()
    const device = devices.find((one) => one.kind === deviceKinds[kind] && one.deviceId === deviceId)
    if (device !== undefined) this.options.choice.remember(deviceKinds[kind], device.label)
    if (!this.#off.has(kind) && this.#allowed[kind]) await this.#acquire([kind], deviceId)
  }

  async shareScreen(): Promise<void> {
    if (!this.#allowed.video) return
    try {
      const stream = await this.options.devices.getDisplayMedia({
        video: { frameRate: { max: 15 } },
        audio: false,
      })
      const track = stream.getVideoTracks()[0] ?? null
      if (track === null || this.#closed || !this.#allowed.video) return track?.stop()
      this.stopScreen()
      track.contentHint = 'detail'
      track.addEventListener('ended', () => this.stopScreen())
      this.#tracks.screen = track
      this.#screenState = 'on'
    } catch (error) {
      this.#screenState = stateOfFault(error) === 'refused' ? 'refused' : 'off'
    }
    this.options.onChange()
  }

  stopScreen(): void {
    const track = this.#tracks.screen
    this.#tracks.screen = null
    this.#screenState = 'off'
    track?.stop()
    if (track !== null) this.options.onChange()
  }

  close(): void {
    this.#closed = true
    this.options.devices.removeEventListener('devicechange', this.#onDeviceChange)
    for (const kind of kinds) this.#stop(kind, 'off')
    this.stopScreen()
  }

  /** True when all of them are open. One call for several: the browser asks once. */
  async #acquire(wanted: readonly MediaKind[], deviceId?: string): Promise<boolean> {
    const turns = wanted.map((kind) => (this.#turn[kind] += 1))
    const current = (kind: MediaKind) => turns[wanted.indexOf(kind)] === this.#turn[kind]
    for (const kind of wanted) if (this.#tracks[kind] === null) this.#states[kind] = 'asking'
    this.options.onChange()
    try {
      const asked = await this.#constraintsFor(wanted, deviceId)
      const stream = await this.options.devices.getUserMedia(asked)
      for (const track of stream.getTracks()) {
        const kind: MediaKind = track.kind === 'audio' ? 'audio' : 'video'
        if (current(kind) && !this.#closed && !this.#off.has(kind) && this.#allowed[kind])
          this.#put(kind, track)
        else track.stop()
      }
      // Where only one of two is permitted, Chromium gives that one without an error for the other.
      const denied = wanted.filter((kind) => !stream.getTracks().some((track) => track.kind === kind))
      if (denied.length > 0) throw new DOMException('denied without a word', 'NotAllowedError')
      return true
    } catch (error) {
      for (const kind of wanted) {
        if (current(kind) && this.#states[kind] === 'asking') this.#states[kind] = stateOfFault(error)
      }
      return false
    } finally {
      this.options.onChange()
    }
  }

  async #constraintsFor(wanted: readonly MediaKind[], deviceId?: string): Promise<MediaStreamConstraints> {
    const asked: MediaStreamConstraints = {}
    for (const kind of wanted) {
      const id = deviceId ?? (await this.options.choice.remembered(deviceKinds[kind]))
      asked[kind] =
        id === undefined
          ? constraints[kind]
          : { ...constraints[kind], deviceId: deviceId === undefined ? { ideal: id } : { exact: id } }
    }
    return asked
  }

  #put(kind: MediaKind, track: MediaStreamTrack): void {
    const before = this.#tracks[kind]
    this.#tracks[kind] = track
    this.#states[kind] = 'on'
    before?.stop()
    track.addEventListener('ended', () => {
      if (this.#tracks[kind] !== track) return
      this.#stop(kind, 'missing')
      void this.#devicesChanged()
    })
  }

  #stop(kind: MediaKind, state: LocalState): void {
    const track = this.#tracks[kind]
    this.#turn[kind] += 1
    this.#tracks[kind] = null
    if (track !== null) track.enabled = false
    this.#states[kind] = state
    this.options.onChange()
    track?.stop()
  }

  /** A device was plugged in or pulled out: look for another where one is wanted. */
  async #devicesChanged(): Promise<void> {
    for (const kind of kinds) {
      if (this.#closed || this.#off.has(kind) || !this.#allowed[kind] || this.#states[kind] !== 'missing')
        continue
      const devices = await this.options.devices.enumerateDevices()
      if (devices.some((one) => one.kind === deviceKinds[kind])) await this.#acquire([kind])
    }
    this.options.onChange()
  }
}
