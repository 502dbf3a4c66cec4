/** A page as a JPEG with its size in pixels. */
export interface JpegPage {
  readonly jpeg: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/** Longest side of a page on paper, in points: A4 upright. */
const longestSide = 842

/** One PDF with a picture on each page (ISO 32000-1, 7.3 to 7.7, `DCTDecode`). */
export function pdfOfPages(pages: readonly JpegPage[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const offsets: number[] = []
  let length = 0
  const put = (part: string | Uint8Array<ArrayBuffer>) => {
    const bytes = typeof part === 'string' ? Uint8Array.from(part, (one) => one.charCodeAt(0)) : part
    parts.push(bytes)
    length += bytes.length
  }
  const object = (head: string, content?: string | Uint8Array<ArrayBuffer>) => {
    offsets.push(length)
    put(`${offsets.length} 0 obj\n${head}\n`)
    if (content !== undefined) {
      put('stream\n')
      put(content)
      put('\nendstream\n')
    }
    put('endobj\n')
  }
  put('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n')
  object('<< /Type /Catalog /Pages 2 0 R >>')
  const kids = pages.map((_, at) => `${3 + at * 3} 0 R`).join(' ')
  object(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`)
  for (const page of pages) addPage(page, offsets.length + 1, object)
  const start = length
  const lines = offsets.map((one) => `${String(one).padStart(10, '0')} 00000 n \n`).join('')
  put(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${lines}`)
  put(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return joined(parts, length)
}

function addPage(
  { jpeg, width, height }: JpegPage,
  first: number,
  object: (head: string, content?: string | Uint8Array<ArrayBuffer>) => void,
): void {
  const scale = longestSide / Math.max(width, height)
  const [w, h] = [(width * scale).toFixed(2), (height * scale).toFixed(2)]
  const draw = `q ${w} 0 0 ${h} 0 0 cm /P Do Q`
  object(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${first + 1} 0 R ` +
      `/Resources << /XObject << /P ${first + 2} 0 R >> >> >>`,
  )
  object(`<< /Length ${draw.length} >>`, draw)
  object(
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB ` +
      `/BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
    jpeg,
  )
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
