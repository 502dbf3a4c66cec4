/** What one sender may use. `fps` and `scale` null: as the camera delivers. */
export interface Rung {
  readonly bitrate: number
  readonly scale: number
  readonly fps: number
  /** False: no picture at all, so that the sound gets through. */
  readonly picture: boolean
}

/** From best to worst. Design 8-calls: at 60 kbit/s stop the picture first, sound needs it more. */
export const rungs: readonly Rung[] = [
  { bitrate: 1_200_000, scale: 1, fps: 24, picture: true },
  { bitrate: 600_000, scale: 1, fps: 24, picture: true },
  { bitrate: 300_000, scale: 1.5, fps: 15, picture: true },
  { bitrate: 150_000, scale: 2, fps: 10, picture: true },
  { bitrate: 60_000, scale: 4, fps: 5, picture: false },
]
const lastRung = rungs.length - 1

/** What was seen of one sender since the last look. Null: not known. */
export interface LineSample {
  /** Share of our packets the other side lost, 0 to 1. */
  readonly loss: number | null
  /** Seconds there and back. */
  readonly roundTrip: number | null
  /** Bits a second the browser believes in. */
  readonly available: number | null
}

export interface LadderState {
  readonly rung: number
  readonly bad: number
  readonly good: number
}

/** Best rung a mesh of this size starts from and may climb to: with five and six people the picture is capped. */
export function bestRung(others: number): number {
  if (others <= 1) return 0
  return others <= 3 ? 1 : 2
}

/** The state itself, or the rung a mesh of this size is capped to, begun anew. */
export function capped(state: LadderState, best: number): LadderState {
  return state.rung >= best ? state : { rung: best, bad: 0, good: 0 }
}

const downAfter = 2
const upAfter = 8

/**
 * One look at the line. Down after two bad looks, up after eight good ones: a ladder that swings is worse than a low one.
 */
export function climb(state: LadderState, sample: LineSample, best: number): LadderState {
  const held = capped(state, best)
  const floor = held.rung
  const rung = rungs[floor]
  if (rung === undefined || held !== state) return held
  if (isBad(sample, rung)) {
    return state.bad + 1 >= downAfter
      ? { rung: Math.min(floor + 1, lastRung), bad: 0, good: 0 }
      : { rung: floor, bad: state.bad + 1, good: 0 }
  }
  if (!isGood(sample, rungs[floor - 1])) return { rung: floor, bad: 0, good: 0 }
  return state.good + 1 >= upAfter
    ? { rung: Math.max(floor - 1, best), bad: 0, good: 0 }
    : { rung: floor, bad: 0, good: state.good + 1 }
}

/** Loss alone counts only when it is heavy: five per cent gave no freeze. */
function isBad(sample: LineSample, rung: Rung): boolean {
  const loss = sample.loss ?? 0
  if (loss > 0.12 || (loss > 0.04 && (sample.roundTrip ?? 0) > 0.25)) return true
  return sample.available !== null && sample.available < rung.bitrate * 0.4 && (sample.roundTrip ?? 0) > 0.15
}

function isGood(sample: LineSample, better: Rung | undefined): boolean {
  if (better === undefined) return false
  if ((sample.loss ?? 0) > 0.03 || (sample.roundTrip ?? 0) > 0.4) return false
  return sample.available === null || sample.available > better.bitrate * 0.35
}
