import { writeFile } from 'node:fs/promises'

/** Size of the film; small, because the browser scales it anyway. */
const width = 320
const height = 180
const frames = 2

export interface Portrait {
  /** Colours as 0xRRGGBB: the wall behind, shirt, skin, hair. */
  readonly wall: number
  readonly shirt: number
  readonly skin: number
  readonly hair: number
}

/** A drawn person before a wall as a film that Chromium takes for a camera (YUV4MPEG2, 4:2:0), instead of its green test picture. */
export async function writePortrait(file: string, portrait: Portrait): Promise<void> {
  const frame = Buffer.concat([Buffer.from('FRAME\n'), planes(portrait)])
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]))
}

/** Colour at a place from 0 to 1; the film is drawn as seen, the page mirrors only the own picture. */
function colourAt(x: number, y: number, { wall, shirt, skin, hair }: Portrait): number {
  const across = (x - 0.5) * (width / height)
  const inside = (cy: number, rx: number, ry: number) => (across / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1
  if (inside(0.44, 0.145, 0.2) && y > 0.33) return skin
  if (inside(0.4, 0.185, 0.235) && y < 0.62) return hair
  if (Math.abs(across) < 0.07 && y > 0.55 && y < 0.72) return skin
  if (inside(1.08, 0.44, 0.42)) return shirt
  return x > 0.72 && x < 0.92 && y > 0.1 && y < 0.5
    ? mixed(wall, 0xffffff, 0.22)
    : mixed(wall, 0x000000, 0.16 * y)
}

function planes(portrait: Portrait): Buffer {
  const luma = Buffer.alloc(width * height)
  const chroma = (width / 2) * (height / 2)
  const [blue, red] = [Buffer.alloc(chroma), Buffer.alloc(chroma)]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [r, g, b] = parts(colourAt((x + 0.5) / width, (y + 0.5) / height, portrait))
      luma[y * width + x] = 0.299 * r + 0.587 * g + 0.114 * b
      if (x % 2 > 0 || y % 2 > 0) continue
      const at = (y / 2) * (width / 2) + x / 2
      blue[at] = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b
      red[at] = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b
    }
  return Buffer.concat([luma, blue, red])
}

const parts = (colour: number): [number, number, number] => [
  (colour >> 16) & 255,
  (colour >> 8) & 255,
  colour & 255,
]

function mixed(one: number, other: number, share: number): number {
  const [from, to] = [parts(one), parts(other)]
  const [r, g, b] = from.map((part, at) => Math.round(part + ((to[at] ?? part) - part) * share))
  return ((r ?? 0) << 16) | ((g ?? 0) << 8) | (b ?? 0)
}
