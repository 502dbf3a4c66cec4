import sharp from 'sharp'
import { encode } from 'uqr'
import { ink, styles, type Sheet } from './sheet.ts'

/** Points on paper: 72 to the inch. */
export interface FigureSize {
  readonly width: number
  readonly height: number
}

/** A picture ready for a paper: no alpha channel, because PDF/A viewers need not mix colours. */
export interface FlatPicture extends FigureSize {
  readonly content: Buffer
}

/**
 * Any picture sharp can read, on white, at most `longest` pixels on its longer side.
 * @throws when it is not a picture.
 */
export async function flatPicture(content: Buffer, longest = 1600): Promise<FlatPicture> {
  const picture = sharp(content)
    .rotate()
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
  const { data, info } = await picture.toBuffer({ resolveWithObject: true })
  return { content: data, width: info.width, height: info.height }
}

/** As large as it fits into `box` without being enlarged. */
export function drawPicture(sheet: Sheet, picture: FlatPicture, alt: string, box: FigureSize): void {
  const scale = Math.min(box.width / picture.width, box.height / picture.height, 1)
  const size = { width: picture.width * scale, height: picture.height * scale }
  drawFigure(sheet, alt, size, (x, y) => sheet.doc.image(picture.content, x, y, size))
}

/** A text as a QR code of vectors, readable by every camera, with a line below that says what it leads to. */
export function drawQr(sheet: Sheet, text: string, about: { alt: string; caption?: string; size?: number }) {
  const { alt, caption, size = 92 } = about
  const { data, size: modules } = encode(text, { ecc: 'M', border: 2 })
  const unit = size / modules
  drawFigure(sheet, alt, { width: size, height: size }, (left, top) => {
    for (const [y, row] of data.entries())
      for (const { from, to } of runs(row))
        sheet.doc.rect(left + from * unit, top + y * unit, (to - from) * unit, unit)
    sheet.doc.fill('#000000')
  })
  if (caption !== undefined) sheet.part(sheet.root, 'P', () => sheet.write(caption, styles.muted))
}

/** Dark modules side by side are one rectangle, so that no hair line shows between them. */
function runs(row: readonly boolean[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const [at, dark] of row.entries()) {
    if (!dark) continue
    const last = found.at(-1)
    if (last?.to === at) last.to = at + 1
    else found.push({ from: at, to: at + 1 })
  }
  return found
}

export interface Strokes extends FigureSize {
  /** Lines in the units of `width` and `height`, e.g. those of a signature pad. */
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[]
}

/** Lines drawn by hand, as vectors in a box of that size. */
export function drawStrokes(sheet: Sheet, strokes: Strokes, alt: string, box: FigureSize): void {
  const scale = Math.min(box.width / strokes.width, box.height / strokes.height)
  const size = { width: strokes.width * scale, height: strokes.height * scale }
  drawFigure(sheet, alt, size, (left, top) => {
    sheet.doc.lineWidth(1.2).lineCap('round').lineJoin('round').strokeColor(ink.text)
    for (const line of strokes.lines) {
      const [first, ...more] = line.map(({ x, y }) => [left + x * scale, top + y * scale] as const)
      if (!first) continue
      sheet.doc.moveTo(...first)
      for (const point of more.length > 0 ? more : [[first[0] + 0.1, first[1]] as const])
        sheet.doc.lineTo(...point)
      sheet.doc.stroke()
    }
  })
}

function drawFigure(sheet: Sheet, alt: string, size: FigureSize, draw: (x: number, y: number) => void): void {
  sheet.room(size.height + 6)
  const [x, y] = [sheet.left, sheet.doc.y]
  const bbox = [x, y, x + size.width, y + size.height]
  sheet.part(sheet.root, 'Figure', () => draw(x, y), { alt, bbox, placement: 'Block' })
  sheet.doc.y = y + size.height + 6
}
