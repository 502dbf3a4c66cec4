/** Numbers of one look at a connection; counters since it was made. */
export interface ConnectionSample {
  readonly audioPackets: number
  readonly videoPackets: number
  readonly lostPackets: number
  /** Joules and seconds of sound as WebRTC counts them; their growth gives the mean level. */
  readonly heardEnergy: number
  readonly heardSeconds: number
  readonly spokenEnergy: number
  readonly spokenSeconds: number
  readonly loss: number | null
  readonly roundTrip: number | null
  readonly available: number | null
}

interface Entry {
  readonly type: string
  readonly kind?: string
  readonly packetsReceived?: number
  readonly packetsLost?: number
  readonly totalAudioEnergy?: number
  readonly totalSamplesDuration?: number
  readonly fractionLost?: number
  readonly roundTripTime?: number
  readonly nominated?: boolean
  readonly state?: string
  readonly currentRoundTripTime?: number
  readonly availableOutgoingBitrate?: number
}

type Draft = { -readonly [Key in keyof ConnectionSample]: ConnectionSample[Key] }

const readers: Readonly<Record<string, (entry: Entry, into: Draft) => void>> = {
  'inbound-rtp': (entry, into) => {
    const packets = entry.packetsReceived ?? 0
    if (entry.kind === 'audio') {
      into.audioPackets += packets
      into.heardEnergy += entry.totalAudioEnergy ?? 0
      into.heardSeconds += entry.totalSamplesDuration ?? 0
    } else {
      into.videoPackets += packets
    }
    into.lostPackets += Math.max(0, entry.packetsLost ?? 0)
  },
  'media-source': (entry, into) => {
    if (entry.kind !== 'audio') return
    into.spokenEnergy += entry.totalAudioEnergy ?? 0
    into.spokenSeconds += entry.totalSamplesDuration ?? 0
  },
  'remote-inbound-rtp': (entry, into) => {
    if (entry.fractionLost !== undefined) into.loss = Math.max(into.loss ?? 0, entry.fractionLost)
    if (entry.roundTripTime !== undefined) into.roundTrip = Math.max(into.roundTrip ?? 0, entry.roundTripTime)
  },
  'candidate-pair': (entry, into) => {
    if (entry.nominated !== true || entry.state !== 'succeeded') return
    into.roundTrip ??= entry.currentRoundTripTime ?? null
    into.available = entry.availableOutgoingBitrate ?? into.available
  },
}

export function sampleOf(report: Pick<ReadonlyMap<string, unknown>, 'values'>): ConnectionSample {
  const draft: Draft = {
    audioPackets: 0,
    videoPackets: 0,
    lostPackets: 0,
    heardEnergy: 0,
    heardSeconds: 0,
    spokenEnergy: 0,
    spokenSeconds: 0,
    loss: null,
    roundTrip: null,
    available: null,
  }
  for (const value of report.values()) {
    const entry = value as Entry
    readers[entry.type]?.(entry, draft)
  }
  return draft
}

/** Mean level 0 to 1 between two looks; 0 when no sound was measured. */
export function levelBetween(energy: number, seconds: number): number {
  return seconds > 0 && energy > 0 ? Math.sqrt(energy / seconds) : 0
}

/** Share 0 to 1 of arriving packets lost between two looks. */
export function lossBetween(before: ConnectionSample, now: ConnectionSample): number {
  const lost = Math.max(0, now.lostPackets - before.lostPackets)
  const arrived = Math.max(0, now.audioPackets + now.videoPackets - before.audioPackets - before.videoPackets)
  return lost + arrived === 0 ? 0 : lost / (lost + arrived)
}
