import type { EvidenceType } from '#shared/model/evidence.ts'

/** Beginnings of other formats that somebody hangs behind or hides inside a picture. */
const strangers = [
  '%PDF-',
  '<script',
  '<html',
  '<svg',
  '<?php',
  '<!doctype',
  'PK\u0003\u0004',
  'Rar!',
  '7z\u00BC\u00AF',
  '\u007FELF',
]
/** Those that do not turn up by chance in compressed pixels. */
const anywhere = strangers.filter((mark) => mark.length >= 5)
const zipEnd = Buffer.from('PK\u0005\u0006', 'latin1')

/** Whether a file of this type is a file of another kind as well. */
export function isPolyglot(content: Buffer, type: EvidenceType): boolean {
  if (type === 'application/pdf') return !isPlainPdf(content)
  const end = endOf(content, type)
  if (end === null) return true
  const text = content.toString('latin1').toLowerCase()
  if (anywhere.some((mark) => text.includes(mark.toLowerCase()))) return true
  const rest = text.slice(end)
  // Cameras hang their own data behind a JPEG; behind the end of PNG and WebP nothing may stand.
  if (type !== 'image/jpeg') return rest.length > 0
  return strangers.some((mark) => rest.includes(mark.toLowerCase())) || endsAsZip(content)
}

/** Begins at its first byte, ends with its end, and is no ZIP archive behind that. */
function isPlainPdf(content: Buffer): boolean {
  const begins = content.subarray(0, 5).toString('latin1') === '%PDF-'
  const ends = content.subarray(-1024).toString('latin1').includes('%%EOF')
  return begins && ends && !endsAsZip(content)
}

/** An archive is found from its end: a record of 22 bytes and a comment whose length it names. */
function endsAsZip(content: Buffer): boolean {
  const from = Math.max(0, content.length - 22 - 0xffff)
  for (let at = content.indexOf(zipEnd, from); at !== -1; at = content.indexOf(zipEnd, at + 1)) {
    if (at + 22 <= content.length && at + 22 + content.readUInt16LE(at + 20) >= content.length - 2)
      return true
  }
  return false
}

/** Where the picture is over; null when that cannot be told. */
function endOf(content: Buffer, type: EvidenceType): number | null {
  if (type === 'image/png') return endOfPng(content)
  if (type === 'image/webp') {
    if (content.length < 12) return null
    const size = 8 + content.readUInt32LE(4)
    return size > content.length ? null : size
  }
  const at = content.lastIndexOf(Buffer.from([0xff, 0xd9]))
  return at === -1 ? null : at + 2
}

function endOfPng(content: Buffer): number | null {
  let at = 8
  while (at + 12 <= content.length) {
    const next = at + 12 + content.readUInt32BE(at)
    if (content.toString('latin1', at + 4, at + 8) === 'IEND') return next
    at = next
  }
  return null
}
