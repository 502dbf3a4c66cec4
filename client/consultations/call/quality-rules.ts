import type { Quality } from './call-types.ts'
import type { Verdict } from './link-watch.ts'

export interface QualitySample {
  readonly connected: boolean
  readonly verdict: Verdict
  /** Share lost of what arrived, 0 to 1. */
  readonly lossIn: number
  /** Seconds there and back; null: not known. */
  readonly roundTrip: number | null
  /** Our own rung towards this leg holds the picture back. */
  readonly pictureHeld: boolean
}

/** One word for a line. Before the first connection it is `connecting`, never `interrupted`. */
export function qualityOf(sample: QualitySample, before: Quality): Quality {
  if (!sample.connected) return before === 'connecting' ? 'connecting' : 'interrupted'
  if (sample.verdict !== 'fine' && sample.verdict !== 'sound') return 'interrupted'
  const weak = sample.lossIn > 0.08 || (sample.roundTrip ?? 0) > 0.6 || sample.pictureHeld
  // Leaves `weak` only well below the mark, so that the word does not flicker.
  if (weak || (before === 'weak' && (sample.lossIn > 0.03 || (sample.roundTrip ?? 0) > 0.4))) return 'weak'
  return 'good'
}

const loud = 0.015
const quiet = 0.008

/** Whether somebody speaks, from the mean level (0 to 1) of the last half second. Two marks against flicker. */
export function speaks(level: number, before: boolean): boolean {
  return level > (before ? quiet : loud)
}
