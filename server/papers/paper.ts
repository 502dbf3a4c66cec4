import {
  drawPicture,
  drawQr,
  drawStrokes,
  type FigureSize,
  type FlatPicture,
  type Strokes,
} from './paper-figures.ts'
import { drawPairs, drawTable, type PaperTable } from './paper-tables.ts'
import { Sheet, styles, type PaperHead } from './sheet.ts'

/** A file inside the paper (PDF/A-3), with what it is to the paper: its data. */
export interface Attachment {
  readonly name: string
  /** MIME type. */
  readonly type: string
  readonly description: string
  readonly content: Buffer
}

/**
 * A paper for people and archives: PDF/A-3a, language German, tagged, fonts embedded, no transparency. Built from top to
 * bottom, each call below the last; pages break by themselves. The same calls with the same `at` give the same bytes.
 *
 *     const paper = new Paper({ title: 'Quittung', issuer: 'Amt Seendorf', footer: 'V-2026-000123', at })
 *     paper.pairs([['Beleg', 'SEENDORF-2026-00001']]).table({ columns, rows }).qr(url, { alt: 'QR-Code zum Status' })
 *     const bytes = await paper.finish()
 */
export class Paper {
  readonly #sheet: Sheet

  /** Begins with issuer and title. */
  constructor(private readonly head: PaperHead) {
    const sheet = new Sheet(head)
    this.#sheet = sheet
    sheet.part(sheet.root, 'P', () => sheet.write(head.issuer, styles.issuer))
    sheet.gap(4)
    sheet.part(sheet.root, 'H1', () => sheet.write(head.title, styles.title))
    sheet.gap(8)
  }

  heading(text: string, level: 2 | 3 = 2): this {
    const sheet = this.#sheet
    sheet.room(level === 2 ? 96 : 72)
    sheet.gap(level === 2 ? 14 : 8)
    sheet.part(sheet.root, `H${level}`, () => sheet.write(text, styles[`heading${level}`]))
    sheet.gap(4)
    return this
  }

  paragraph(text: string, style: 'normal' | 'strong' | 'muted' = 'normal'): this {
    const sheet = this.#sheet
    sheet.room(24)
    sheet.part(sheet.root, 'P', () => sheet.write(text, styles[style]))
    sheet.gap(5)
    return this
  }

  list(items: readonly string[]): this {
    const sheet = this.#sheet
    if (items.length === 0) return this
    sheet.branch(sheet.root, 'L', (list) => {
      for (const item of items) {
        sheet.room(18)
        const y = sheet.doc.y
        sheet.branch(list, 'LI', (entry) => {
          sheet.part(entry, 'Lbl', () => sheet.write('•', styles.normal, { width: 12 }))
          const place = { x: sheet.left + 14, y, width: sheet.width - 14 }
          sheet.part(entry, 'LBody', () => sheet.write(item, styles.normal, place))
        })
        sheet.gap(3)
      }
    })
    sheet.gap(4)
    return this
  }

  /** Label and value, line by line. An empty value is drawn as a dash. */
  pairs(pairs: readonly (readonly [string, string])[]): this {
    drawPairs(
      this.#sheet,
      pairs.map(([label, value]) => [label, value.trim() === '' ? '–' : value]),
    )
    return this
  }

  table(table: PaperTable): this {
    drawTable(this.#sheet, table)
    return this
  }

  /** A picture made by {@link flatPicture}; `alt` says what it shows. */
  picture(picture: FlatPicture, alt: string, box: FigureSize = { width: 360, height: 260 }): this {
    drawPicture(this.#sheet, picture, alt, box)
    return this
  }

  qr(text: string, about: { alt: string; caption?: string; size?: number }): this {
    drawQr(this.#sheet, text, about)
    return this
  }

  /** A signature or another drawing by hand. */
  strokes(strokes: Strokes, alt: string, box: FigureSize = { width: 220, height: 70 }): this {
    drawStrokes(this.#sheet, strokes, alt, box)
    return this
  }

  newPage(): this {
    this.#sheet.doc.addPage()
    return this
  }

  attach({ name, type, description, content }: Attachment): this {
    const about = { name, type, description, modifiedDate: this.head.at, relationship: 'Data' }
    this.#sheet.doc.file(content, about)
    return this
  }

  /** Ends the paper. Nothing can be added afterwards. */
  finish(): Promise<Buffer> {
    return this.#sheet.finish()
  }
}
