import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { flatPicture } from '#server/papers/paper-figures.ts'
import { Paper } from '#server/papers/paper.ts'
import { lookAtPdf, type LookedAtPdf } from '#tests/support/pdf.ts'

const head = {
  title: 'Übergabe an den Landkreis <Lindetal> & mehr',
  issuer: 'Amt Seendorf',
  footer: 'V-2026-000123',
  at: new Date('2026-11-26T14:00:00.250Z'),
}
const data = Buffer.from('{"vorgang":"V-2026-000123"}')

/** Every building block once, over more than one page. */
async function everything(): Promise<Buffer> {
  const half = { r: 20, g: 80, b: 200, alpha: 0.5 }
  const blue = await sharp({ create: { width: 90, height: 60, channels: 4, background: half } })
    .png()
    .toBuffer()
  const rows = Array.from({ length: 60 }, (_, at) => [`Regel ${at}`, 'erfüllt', `${at},00 €`])
  return new Paper(head)
    .paragraph('Die Leistungen wurden geprüft.')
    .heading('Angaben')
    .pairs([
      ['Name', 'Yaşar Kılıç-Großmann'],
      ['Geburtsname', 'Żółć ẞ Ǩ გამარჯობა'],
      ['Leer', ' '],
    ])
    .heading('Befunde')
    .table({
      caption: 'Befunde der Vorprüfung',
      columns: [
        { title: 'Anforderung', part: 3 },
        { title: 'Ergebnis', part: 2 },
        { title: 'Betrag', part: 1, align: 'right' },
      ],
      rows,
    })
    .table({ columns: [{ title: 'Langer Text', part: 1 }], rows: [['Wort '.repeat(1_500)]] })
    .heading('Unterschrift', 3)
    .strokes(
      {
        width: 400,
        height: 150,
        lines: [
          [
            { x: 10, y: 100 },
            { x: 60, y: 20 },
          ],
          [{ x: 200, y: 50 }],
          [],
        ],
      },
      'Unterschrift',
    )
    .list(['Zulassungsbescheinigung', 'Ausweis 😀\u0007'])
    .picture(await flatPicture(blue), 'Blaue Fläche')
    .newPage()
    .qr('https://lotse.example.org/status', { alt: 'QR-Code zum Stand', caption: 'Stand abfragen' })
    .attach({ name: 'daten.json', type: 'application/json', description: 'Daten', content: data })
    .finish()
}

describe('papers', () => {
  let first: Buffer
  let seen: LookedAtPdf
  beforeAll(async () => {
    first = await everything()
    seen = lookAtPdf(first)
  })

  test('[PAPER1] a paper with every building block is PDF/A-3a by its structure and is read by poppler', async () => {
    expect(seen.faults).toEqual([])
    expect(seen.text).toContain('Übergabe an den Landkreis <Lindetal> & mehr')
    expect(seen.text).toContain('Yaşar Kılıç-Großmann')
    expect(seen.text).toContain('Żółć ẞ Ǩ გამარჯობა')
    expect(seen.text).toMatch(/Seite 1 von \d+/)
    expect(seen.pages.length).toBeGreaterThan(3)
    const inks = await Promise.all(
      seen.pages.map(async (page) => (await sharp(page).stats()).channels[0]?.min ?? 255),
    )
    expect(Math.max(...inks)).toBeLessThan(160)
  })

  test('[PAPER2] headings, header cells, lists and figures stand in the structure tree', async () => {
    const { structure } = seen
    for (const part of [
      'H1 (block)',
      'H2 (block)',
      'H3 (block)',
      'Caption',
      '/Scope /Column',
      '/Scope /Row',
      'LBody',
      'Figure',
    ])
      expect(structure).toContain(part)
    expect(structure.match(/"Anforderung"/g)).toHaveLength(1)
  })

  test('[PAPER3] what is attached comes back byte for byte, and the same calls give the same bytes', async () => {
    expect(seen.files.get('daten.json')).toEqual(data)
    expect(first.equals(await everything())).toBe(true)
  })
})
