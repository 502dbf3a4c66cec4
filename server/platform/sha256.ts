import { createHash } from 'node:crypto'

/** SHA-256 of a text (UTF-8) or of bytes, as 64 hexadecimal digits (FIPS 180-4). */
export const sha256Hex = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')
