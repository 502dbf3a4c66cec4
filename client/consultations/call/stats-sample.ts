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

type Report = Pick<ReadonlyMap<string, unknown>, 'entries' | 'get'>

/** In looks: how often everything is read, to find what is new. */
const wholeEvery = 10

/**
 * Reads the reports of one connection. A browser makes an object of every entry one asks for, of some forty, and with six
 * people that was a tenth of a core: between two whole readings only the entries that say something are asked for, unless
 * nothing arrived, for then it may have arrived where nobody looked.
 */
export class StatsReader {
  #looks = 0
  #arrived = 0
  #telling: readonly string[] = []

  read(report: Report): ConnectionSample {
    const known = this.#looks % wholeEvery === 0 ? null : this.#known(report)
    this.#looks += 1
    const quick = known === null ? null : sampleOf(known)
    const sample = quick === null || arrivedIn(quick) === this.#arrived ? sampleOf(this.#all(report)) : quick
    this.#arrived = arrivedIn(sample)
    return sample
  }

  /** Null when one of them is gone. */
  #known(report: Report): Entry[] | null {
    const entries: Entry[] = []
    for (const id of this.#telling) {
      const entry = report.get(id)
      if (entry === undefined) return null
      entries.push(entry as Entry)
    }
    return entries
  }

  #all(report: Report): Entry[] {
    const telling = [...report.entries()].filter(([, value]) => tells(value as Entry))
    this.#telling = telling.map(([id]) => id)
    return telling.map(([, value]) => value as Entry)
  }
}

/** Of the pairs of addresses only the one in use. */
const tells = (entry: Entry) =>
  readers[entry.type] !== undefined && (entry.type !== 'candidate-pair' || entry.nominated === true)

const arrivedIn = ({ audioPackets, videoPackets }: ConnectionSample) => audioPackets + videoPackets

function sampleOf(entries: readonly Entry[]): ConnectionSample {
  const draft = blank()
  for (const entry of entries) readers[entry.type]?.(entry, draft)
  return draft
}

const blank = (): Draft => ({
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
})

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
