import type { ConsultationId } from '#shared/model/ids.ts'
import type { Call, IceAnswer } from '#client/consultations/call/call-types.ts'
import { openCall } from '#client/consultations/call/open-call.ts'
import { bareMesh, bareMoving } from './bare-mesh.ts'
import { bareTimes } from './bare-pair.ts'
import { relayLink } from './relay-link.ts'

interface Setup {
  readonly person: string
  readonly caller: string
  readonly ice?: IceAnswer
  readonly relayOnly?: boolean
}

/** What the tests reach for: the call itself, every connection ever made, and when the first frames were painted. */
const probe = {
  call: undefined as unknown as Call,
  connections: [] as RTCPeerConnection[],
  faults: [] as string[],
  /** Person → `performance.now()` of the first painted frame of the camera, and how many were painted. */
  firstFrame: {} as Record<string, number>,
  frames: {} as Record<string, number>,
  screenFrames: {} as Record<string, number>,
  /** Highest `connectionState` trouble is in `faults`; bytes of media sent by all connections. */
  async sentBytes(): Promise<number> {
    let sum = 0
    for (const connection of this.connections) {
      for (const entry of (await connection.getStats()).values() as Iterable<{
        type: string
        bytesSent?: number
      }>) {
        if (entry.type === 'outbound-rtp') sum += entry.bytesSent ?? 0
      }
    }
    return sum
  },
  bareTimes,
  bareMesh,
  bareMoving,
  async open({ person, caller, ice = { iceServers: [], ttl: 0 }, relayOnly = false }: Setup): Promise<void> {
    const signalling = relayLink(person, person.toUpperCase())
    await new Promise<void>((resolve) => signalling.connected.subscribe((up) => up && resolve()))
    this.call = openCall({
      consultation: 'test' as ConsultationId,
      self: { person, name: person.toUpperCase() },
      caller,
      signalling,
      iceServers: { get: () => Promise.resolve(ice) },
      relayOnly,
      onFault: (where, error) => this.faults.push(`${where}: ${String(error)}`),
    })
    this.call.subscribe(showLegs)
  },
}

const shown = new Map<MediaStream, HTMLVideoElement>()

function showLegs(): void {
  const { legs } = probe.call.get()
  for (const leg of legs) {
    show(leg.stream, leg.person, probe.frames)
    show(leg.screenStream, leg.person, probe.screenFrames)
  }
  const wanted = new Set(legs.flatMap((leg) => [leg.stream, leg.screenStream]))
  for (const [stream, element] of shown) {
    if (wanted.has(stream)) continue
    element.remove()
    shown.delete(stream)
  }
}

function show(stream: MediaStream, person: string, frames: Record<string, number>): void {
  if (shown.has(stream)) return
  const element = document.createElement('video')
  element.autoplay = true
  element.playsInline = true
  element.width = 64
  element.srcObject = stream
  document.querySelector('main')?.append(element)
  shown.set(stream, element)
  const count = () => {
    if (frames === probe.frames) probe.firstFrame[person] ??= performance.now()
    frames[person] = (frames[person] ?? 0) + 1
    element.requestVideoFrameCallback(count)
  }
  element.requestVideoFrameCallback(count)
}

const Original = globalThis.RTCPeerConnection
globalThis.RTCPeerConnection = new Proxy(Original, {
  construct(target, values: [RTCConfiguration?]) {
    const connection = new target(...values)
    probe.connections.push(connection)
    return connection
  },
})

export type Probe = typeof probe
Object.assign(globalThis, { probe })
