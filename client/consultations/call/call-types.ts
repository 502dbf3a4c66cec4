import type { ReceivedSignal, Signal } from '#shared/contract/signal-contract.ts'
import type { ConsultationId, LegId } from '#shared/model/ids.ts'
import type { Readable } from './readable.ts'

/** The way to the other legs; the live link implements it. Signals may be lost, the engine repairs that. */
export interface Signalling {
  /** Dropped while the link is down, never queued. */
  send(signal: Signal): void
  on(handler: (signal: ReceivedSignal) => void): () => void
  readonly connected: Readable<boolean>
  /** Whether the server answers right now; resolves within 0.8 s. Absent: `connected` is believed. */
  probe?(): Promise<boolean>
}

/** Reply of `consultation:ice`. `ttl` in seconds, 0: nothing to renew. */
export interface IceAnswer {
  readonly iceServers: readonly {
    readonly urls: readonly string[]
    readonly username: string
    readonly credential: string
  }[]
  readonly ttl: number
}
export interface IceServers {
  get(): Promise<IceAnswer>
}

/** What the engine needs of `navigator.mediaDevices`. */
export type MediaPort = Pick<
  MediaDevices,
  'getUserMedia' | 'getDisplayMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>

/** Time of the watchdogs, in milliseconds of any fixed origin. */
export interface Timers {
  now(): number
  every(milliseconds: number, beat: () => void): () => void
}

export type MediaKind = 'audio' | 'video'

/**
 * `off` not opened yet, `asking` the browser asks, `on` sent to those who joined, `muted` stopped by the person (light
 * off), `missing` no such device, `refused` not permitted in the browser, `busy` another program holds it,
 * `forbidden` no consent for it.
 */
export type LocalState = 'off' | 'asking' | 'on' | 'muted' | 'missing' | 'refused' | 'busy' | 'forbidden'

export type Quality = 'connecting' | 'good' | 'weak' | 'interrupted'

/** Something both sides are told once; the component has the sentence. */
export type LegNotice = 'audio_lost' | 'renewed'

export interface LegView {
  readonly leg: LegId
  readonly person: string
  readonly name: string
  /** Sound and camera. The same object as long as the leg lives. */
  readonly stream: MediaStream
  readonly screenStream: MediaStream
  readonly audio: boolean
  readonly video: boolean
  readonly screen: boolean
  readonly quality: Quality
  readonly speaking: boolean
  readonly notice: LegNotice | null
}

export interface LocalView {
  readonly audio: LocalState
  readonly video: LocalState
  readonly screen: 'off' | 'on' | 'refused'
  /** For the self view; null while the camera is off. */
  readonly stream: MediaStream | null
  readonly screenStream: MediaStream | null
  readonly speaking: boolean
  /** The picture is held back because the line is too weak; sound goes first. */
  readonly pictureHeld: boolean
}

export interface TextMessage {
  readonly id: number
  readonly own: boolean
  readonly person: string
  readonly name: string
  readonly text: string
  /** Milliseconds since 1970, clock of this browser. */
  readonly at: number
}

/** A line that somebody types along with the talk; grows until it is done. Lives as long as the call. */
export interface CaptionLine {
  readonly id: number
  readonly person: string
  readonly name: string
  readonly text: string
  readonly done: boolean
}

/** `prepared`: transports are built, nothing is sent. `live`: after the yes. `left`: over, nothing can be started again. */
export type CallPhase = 'idle' | 'prepared' | 'live' | 'left'

export interface CallSnapshot {
  readonly phase: CallPhase
  /** Those who joined; legs that only prepare their transport are not shown. */
  readonly legs: readonly LegView[]
  readonly local: LocalView
  readonly texts: readonly TextMessage[]
  /** The newest lines typed along, those of others only. */
  readonly captions: readonly CaptionLine[]
  /** Transports that stand, joined or not. */
  readonly transports: number
  /** The live link to the server. Media goes on without it. */
  readonly linked: boolean
  /** Why a relay could not be had: coturn's quota is full (486) or refused the credentials (401). */
  readonly relay: 'quota' | 'refused' | null
}

export interface Allowed {
  readonly audio: boolean
  readonly video: boolean
}

export interface CallOptions {
  readonly consultation: ConsultationId
  readonly self: { readonly person: string; readonly name: string }
  /** Person who asked for the consultation: makes the first offer to everybody. */
  readonly caller: string
  readonly signalling: Signalling
  readonly iceServers: IceServers
  readonly devices?: MediaPort
  readonly timers?: Timers
  /** Only over TURN where there is one, for a citizen at home: hides the address. */
  readonly relayOnly?: boolean
  /** What may be sent; absent: sound and picture. */
  readonly allowed?: Allowed
  /** Under which name it is kept what the person switches off; absent: for this call alone. */
  readonly offAs?: string
  /** Told of faults that repair themselves, for a log. Never gets personal data. */
  readonly onFault?: (where: string, error: unknown) => void
}

/** Everything a page may do with a call; made by `openCall`. */
export interface Call extends Readable<CallSnapshot> {
  /** Builds transports while it rings and sends nothing. `warm` opens camera and microphone for the own picture only. */
  prepare(options?: { readonly warm?: boolean }): Promise<void>
  /** After the yes: sends to those of `people` (person ids) who joined. Also the way back in after a reload. */
  start(people: readonly string[]): Promise<void>
  /** Who holds a seat now; everybody else is cut off at once. */
  setPeople(people: readonly string[]): void
  /**
   * Consent changed. What is withdrawn stops before this returns; what is given is opened when the call was started and
   * the person has not muted it.
   */
  setAllowed(allowed: Allowed): void
  /**
   * Whose device is a citizen's, and what they are called, who bear no name: no shared screen goes there, what staff show each
   * other is not meant for it.
   */
  setCitizens(persons: ReadonlySet<string>, name: string): void
  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  shareScreen(): Promise<void>
  stopScreen(): void
  chooseDevice(kind: MediaKind, deviceId: string): Promise<void>
  sendText(text: string): void
  /** What is being typed along; `done` ends the line. */
  sendCaption(text: string, done: boolean): void
  /** Says goodbye, stops every track, closes every connection. */
  leave(): void
}
