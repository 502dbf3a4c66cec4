import type { JpegPage } from './pdf-of-pages.ts'
import type { Pixels } from './pixels.ts'

/** Longest side of a picture that is taken over, in pixels: A4 with 200 dots per inch and its surroundings. */
const longestSource = 2400
/** Sharp enough for small print, half the size of the best. */
const quality = 0.86

function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const found = canvas.getContext('2d', { willReadFrequently: true })
  if (!found) throw new Error('this browser gives no canvas')
  return found
}

/** What a video or a picture shows now. */
export function pixelsFrom(from: CanvasImageSource, width: number, height: number): Pixels {
  const scale = Math.min(1, longestSource / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const drawing = context(canvas)
  drawing.drawImage(from, 0, 0, canvas.width, canvas.height)
  return drawing.getImageData(0, 0, canvas.width, canvas.height)
}

/** A picture file, upright as its camera noted it; null for one that cannot be read. */
export async function pixelsOfFile(file: File): Promise<Pixels | null> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const pixels = pixelsFrom(picture, picture.width, picture.height)
    picture.close()
    return pixels
  } catch {
    return null
  }
}

export function paint(canvas: HTMLCanvasElement, { data, width, height }: Pixels): void {
  canvas.width = width
  canvas.height = height
  context(canvas).putImageData(new ImageData(data, width, height), 0, 0)
}

export async function jpegOf(pixels: Pixels): Promise<JpegPage> {
  const canvas = document.createElement('canvas')
  paint(canvas, pixels)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (!blob) throw new Error('this browser makes no JPEG')
  return { jpeg: new Uint8Array(await blob.arrayBuffer()), width: pixels.width, height: pixels.height }
}
