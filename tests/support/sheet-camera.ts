import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

/** What the camera sees: a tilted sheet on a dark table with some words and, in red, what nobody is to know. */
const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="960">
  <rect width="1280" height="960" fill="#2f3338"/>
  <g transform="translate(330 70) rotate(4)">
    <rect width="580" height="820" fill="#f4f2ec"/>
    <g font-family="DejaVu Sans" fill="#222" font-size="26">
      <text x="50" y="90" font-size="32">Wohnungsgeberbestätigung</text>
      <text x="50" y="170">Einzug: 01.03. · Am Speicher 12a</text>
      <text x="50" y="230">Vermieter: Muster GmbH (frei erfunden)</text>
    </g>
    <rect x="50" y="290" width="300" height="60" fill="#d01818"/>
    <g fill="#999">${[420, 460, 500, 540, 580].map((y) => `<rect x="50" y="${y}" width="470" height="8"/>`).join('')}</g>
  </g>
</svg>`

/** The same as a photo of a phone. */
export const sheetPhoto = (): Promise<Buffer> => sharp(Buffer.from(scene)).jpeg({ quality: 92 }).toBuffer()

/** Flag that shows Chromium the sheet instead of a real camera. */
export async function sheetCamera(): Promise<string> {
  const frame = await sheetPhoto()
  const path = join(mkdtempSync(join(tmpdir(), 'sheet-camera-')), 'sheet.mjpeg')
  writeFileSync(path, Buffer.concat([frame, frame, frame]))
  return `--use-file-for-fake-video-capture=${path}`
}
