import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Canonical JSON: keys in the order of their UTF-16 code units, no white space, nothing undefined (RFC 8785, JCS). Equal
 * contents have equal text in the browser and on the server, in whatever order they were written.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

/** SHA-256 of a text in UTF-8, 64 hex digits; the same in the browser and on the server, at once. */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}
