import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { evidenceTypes, type EvidenceType } from '#shared/model/evidence.ts'
import { Refused } from '#server/platform/refused.ts'
import { isPolyglot } from './polyglot-rules.ts'

/** Pixels of a picture: more than any scanner or camera at a counter makes, less than what fills the memory. */
const mostPixels = 80_000_000
/** Longest side of the picture to look at. */
const previewSide = 1600
/** The test file every virus scanner knows, taken apart so that none finds it here. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

// One picture after the other, and nothing of it stays in memory.
sharp.concurrency(1)
sharp.cache(false)

export interface CheckedFile {
  readonly type: EvidenceType
  /** WebP made anew from the pixels; null for a PDF. */
  readonly preview: Buffer | null
}

/** Says what a file really is. @throws Refused with the reason why it is not taken. */
export async function checkFile(content: Buffer): Promise<CheckedFile> {
  if (content.length === 0) throw new Refused('E_SCHEMA', 'file-empty')
  if (content.includes(eicar, 0, 'latin1')) throw new Refused('E_SCHEMA', 'file-virus')
  const found = (await fileTypeFromBuffer(content))?.mime
  const type = evidenceTypes.find((one) => one === found)
  if (type === undefined) throw new Refused('E_SCHEMA', 'file-type')
  if (isPolyglot(content, type)) throw new Refused('E_SCHEMA', 'file-polyglot')
  return { type, preview: type === 'application/pdf' ? null : await previewOf(content) }
}

/** Reads every pixel, so that a picture that cannot be shown is not taken; position data and thumbnails stay behind. */
async function previewOf(content: Buffer): Promise<Buffer> {
  const head = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!head?.width || !head.height) throw new Refused('E_SCHEMA', 'file-broken')
  if (head.width * head.height * (head.pages ?? 1) > mostPixels) throw new Refused('E_SCHEMA', 'file-pixels')
  try {
    return await sharp(content, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate()
      .resize({ width: previewSide, height: previewSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer()
  } catch {
    throw new Refused('E_SCHEMA', 'file-broken')
  }
}
