/** A picture in memory: red, green, blue and opacity of one pixel after the other, as `ImageData` has them. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

export const emptyPixels = (width: number, height: number): Pixels => ({
  data: new Uint8ClampedArray(width * height * 4).fill(255),
  width,
  height,
})

/** How bright a pixel is, 0 to 255 (Rec. 601). */
export const brightness = (data: Uint8ClampedArray, at: number): number =>
  ((data[at] ?? 0) * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114) / 1000

/** A quarter turn clockwise. */
export function turned({ data, width, height }: Pixels): Pixels {
  const out = emptyPixels(height, width)
  const [from, to] = [new Uint32Array(data.buffer), new Uint32Array(out.data.buffer)]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) to[x * height + (height - 1 - y)] = from[y * width + x] ?? 0
  return out
}
