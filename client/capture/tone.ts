import { brightness, type Pixels } from './pixels.ts'

export const tones = ['colour', 'contrast', 'mono'] as const
export type Tone = (typeof tones)[number]

/** Changes the picture in place. */
export function applyTone(picture: Pixels, tone: Tone): void {
  if (tone === 'contrast') stretch(picture)
  if (tone === 'mono') inkOnly(picture)
}

/** The darkest hundredth becomes black, from the paper on everything becomes white. */
function stretch({ data }: Pixels): void {
  const counts = new Uint32Array(256)
  for (let at = 0; at < data.length; at += 4) {
    const level = Math.round(brightness(data, at))
    counts[level] = (counts[level] ?? 0) + 1
  }
  const low = levelBelow(counts, data.length / 4, 0.01)
  const high = Math.max(low + 16, levelBelow(counts, data.length / 4, 0.8))
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => ((value - low) * 255) / (high - low))
  for (let at = 0; at < data.length; at += 4)
    for (let part = 0; part < 3; part++) data[at + part] = table[data[at + part] ?? 0] ?? 0
}

function levelBelow(counts: Uint32Array, all: number, share: number): number {
  let seen = 0
  for (let level = 0; level < 256; level++) {
    seen += counts[level] ?? 0
    if (seen >= all * share) return level
  }
  return 255
}

/** Ink is what is clearly darker than its surroundings, so that a shadow over the sheet stays paper (Bradley 2007). */
function inkOnly({ data, width, height }: Pixels): void {
  const sums = sumsOf(data, width, height)
  const reach = Math.max(4, Math.round(width / 24))
  const row = width + 1
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)]
      const sum =
        (sums[bottom * row + right] ?? 0) -
        (sums[top * row + right] ?? 0) -
        (sums[bottom * row + left] ?? 0) +
        (sums[top * row + left] ?? 0)
      const mean = sum / ((bottom - top) * (right - left))
      const at = (y * width + x) * 4
      const ink = brightness(data, at) < mean * 0.85
      data[at] = data[at + 1] = data[at + 2] = ink ? 0 : 255
    }
  }
}

/** Brightness of everything above and left of a place, with a row and a column of zeros. */
function sumsOf(data: Uint8ClampedArray, width: number, height: number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let line = 0
    for (let x = 0; x < width; x++) {
      line += brightness(data, (y * width + x) * 4)
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + line
    }
  }
  return sums
}
