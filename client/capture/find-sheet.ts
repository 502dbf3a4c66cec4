import { brightness, type Pixels } from './pixels.ts'
import { isSheet, pointsOf, type Point, type Quad } from './quad.ts'

/** Longest side of the small picture in which is looked. */
const small = 160

/** Corners of the bright sheet on a darker table; null where there is none to be sure of. */
export function findSheet(picture: Pixels): Quad | null {
  const grey = shrunk(picture)
  const threshold = between(grey.levels)
  if (threshold === null) return null
  const sheet = largestBright(grey, threshold)
  // Smaller is a spot of light, larger is the table itself.
  const share = sheet.length / grey.levels.length
  if (share < 0.1 || share > 0.97) return null
  const quad = cornersOf(sheet, grey)
  if (!isSheet(quad)) return null
  // A sheet fills what lies between its corners; a lamp or a hand does not.
  return share / areaOf(quad) > 0.85 ? quad : null
}

interface Grey {
  readonly levels: Uint8Array
  readonly width: number
  readonly height: number
}

function shrunk({ data, width, height }: Pixels): Grey {
  const step = Math.max(1, Math.max(width, height) / small)
  const grey = { width: Math.floor(width / step), height: Math.floor(height / step) }
  const levels = new Uint8Array(grey.width * grey.height)
  for (let y = 0; y < grey.height; y++)
    for (let x = 0; x < grey.width; x++) {
      const at = (Math.floor((y + 0.5) * step) * width + Math.floor((x + 0.5) * step)) * 4
      levels[y * grey.width + x] = brightness(data, at)
    }
  return { levels, ...grey }
}

/** The level that parts dark from bright best (Otsu 1979); null where both are nearly the same. */
function between(levels: Uint8Array): number | null {
  const counts = new Uint32Array(256)
  for (const level of levels) counts[level] = (counts[level] ?? 0) + 1
  const all = levels.reduce((sum, level) => sum + level, 0)
  let best = { spread: 0, level: 0, gap: 0 }
  let [dark, darkSum] = [0, 0]
  for (let level = 0; level < 255; level++) {
    dark += counts[level] ?? 0
    darkSum += level * (counts[level] ?? 0)
    const bright = levels.length - dark
    if (dark === 0 || bright === 0) continue
    const gap = (all - darkSum) / bright - darkSum / dark
    const spread = dark * bright * gap * gap
    if (spread > best.spread) best = { spread, level, gap }
  }
  return best.gap > 40 ? best.level : null
}

/** Places of the largest connected bright part. */
function largestBright({ levels, width, height }: Grey, threshold: number): number[] {
  const seen = new Uint8Array(levels.length)
  let largest: number[] = []
  for (let start = 0; start < levels.length; start++) {
    if (seen[start] === 1 || (levels[start] ?? 0) <= threshold) continue
    const part = [start]
    seen[start] = 1
    for (let at = 0; at < part.length; at++) {
      const here = part[at] ?? 0
      const x = here % width
      const next = [x > 0 ? here - 1 : -1, x < width - 1 ? here + 1 : -1, here - width, here + width]
      for (const one of next) {
        if (one < 0 || one >= width * height || seen[one] === 1 || (levels[one] ?? 0) <= threshold) continue
        seen[one] = 1
        part.push(one)
      }
    }
    if (part.length > largest.length) largest = part
  }
  return largest
}

function cornersOf(sheet: readonly number[], { width, height }: Grey): Quad {
  const most = (score: (x: number, y: number) => number): number =>
    sheet.reduce((best, one) => {
      const [here, there] = [
        score(one % width, Math.floor(one / width)),
        score(best % width, Math.floor(best / width)),
      ]
      return here > there ? one : best
    })
  /** The outer edge of the pixel, on the side where the corner lies. */
  const point = (place: number, right: 0 | 1, bottom: 0 | 1): Point => ({
    x: ((place % width) + right) / width,
    y: (Math.floor(place / width) + bottom) / height,
  })
  return {
    topLeft: point(
      most((x, y) => -x - y),
      0,
      0,
    ),
    topRight: point(
      most((x, y) => x - y),
      1,
      0,
    ),
    bottomRight: point(
      most((x, y) => x + y),
      1,
      1,
    ),
    bottomLeft: point(
      most((x, y) => y - x),
      0,
      1,
    ),
  }
}

function areaOf(quad: Quad): number {
  const points = pointsOf(quad)
  const sum = points.reduce((total, { x, y }, at) => {
    const next = points[(at + 1) % 4] ?? { x, y }
    return total + x * next.y - next.x * y
  }, 0)
  return Math.abs(sum) / 2
}
