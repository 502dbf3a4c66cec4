import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import type { Person } from '../gateway/wire-desk.ts'

export interface Answer {
  readonly status: number
  readonly body: { sha256?: string; size?: number; type?: string; error?: string; message?: string }
}

/** One file as a browser sends it. */
export async function upload(
  person: Person,
  id: string,
  content: Buffer | string,
  more: {
    name?: string
    type?: string
    headers?: Record<string, string>
    fields?: Record<string, string>
  } = {},
): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of Object.entries(more.fields ?? {})) form.set(name, value)
  const blob = new Blob([new Uint8Array(Buffer.from(content))], {
    type: more.type ?? 'application/octet-stream',
  })
  form.set('file', blob, more.name ?? 'Mietvertrag.pdf')
  const answer = await fetch(`${person.desk.url}/api/cases/${id}/evidence`, {
    method: 'POST',
    headers: { origin: person.desk.url, cookie: person.cookie, ...more.headers },
    body: form,
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

/** A small PDF whose content differs with `words`. */
export const pdf = (words = 'Mietvertrag'): Buffer =>
  Buffer.from(
    `%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  )

/** A PDF of two pages with their number on them. */
export function twoPages(): Buffer {
  const page = (at: number) =>
    `${at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${at + 1} 0 R/Resources<</Font<</F 9 0 R>>>>>>endobj\n`
  const text = (at: number, number: number) => {
    const drawn = `BT /F 24 Tf 72 740 Td (Nur ein Muster, Seite ${number}) Tj ET`
    return `${at} 0 obj<</Length ${drawn.length}>>stream\n${drawn}\nendstream endobj\n`
  }
  const parts = [
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj\n',
    `${page(3)}${text(4, 1)}${page(5)}${text(6, 2)}`,
    '9 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ]
  return Buffer.from(parts.join(''))
}

/** A picture in one colour. */
export const picture = (format: 'png' | 'jpeg' | 'webp', width = 40, height = 30): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#4060a0' } })
    .toFormat(format)
    .toBuffer()

/** A PNG of a few hundred bytes that says it is `side` × `side` pixels. */
export function hugePng(side: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(10_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const named = Buffer.concat([Buffer.from(name), content])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A ZIP archive with one empty entry, as small as they come. */
export function zip(): Buffer {
  const local = Buffer.from('504b0304140000000000000000000000000000000000000000000100000061', 'hex')
  const entry = Buffer.from(`504b0102${'00'.repeat(24)}0100${'00'.repeat(16)}61`, 'hex')
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entry, end])
}
