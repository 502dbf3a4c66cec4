import { emptyPixels, type Pixels } from './pixels.ts'
import { squareTo } from './projection.ts'
import { sizeOfSheet, type Quad } from './quad.ts'

/** The sheet between the corners, flat, its longest side at most `longest` pixels. */
export function straightened(source: Pixels, corners: Quad, longest: number): Pixels {
  const { width, height } = sizeOfSheet(corners, source, longest)
  const out = emptyPixels(width, height)
  const [a, b, c, d, e, f, g, h] = squareTo(corners)
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5) / height
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / width
      const below = g * u + h * v + 1
      const sx = ((a * u + b * v + c) / below) * source.width - 0.5
      const sy = ((d * u + e * v + f) / below) * source.height - 0.5
      blend(source, sx, sy, out.data, (y * width + x) * 4)
    }
  }
  return out
}

/** Between four neighbours, by their nearness. */
function blend(
  { data, width, height }: Pixels,
  x: number,
  y: number,
  out: Uint8ClampedArray,
  at: number,
): void {
  const cx = Math.min(width - 1, Math.max(0, x))
  const cy = Math.min(height - 1, Math.max(0, y))
  const left = Math.floor(cx)
  const top = Math.floor(cy)
  const [fx, fy] = [cx - left, cy - top]
  const one = (top * width + left) * 4
  const right = left + 1 < width ? 4 : 0
  const down = top + 1 < height ? width * 4 : 0
  for (let part = 0; part < 3; part++) {
    const upper = (data[one + part] ?? 0) * (1 - fx) + (data[one + right + part] ?? 0) * fx
    const lower = (data[one + down + part] ?? 0) * (1 - fx) + (data[one + down + right + part] ?? 0) * fx
    out[at + part] = upper * (1 - fy) + lower * fy
  }
}
