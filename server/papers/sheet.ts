import PDFDocument from 'pdfkit'
import { drawn, type Weight } from './paper-fonts.ts'

export interface PaperHead {
  /** Names the paper: its first heading and the title of the window. */
  readonly title: string
  /** Who issues it; small, above the title. */
  readonly issuer: string
  /** Beside the page number on every page, e.g. the number of the case. */
  readonly footer: string
  readonly at: Date
}

export interface TextStyle {
  readonly size: number
  readonly weight: Weight
  readonly colour: string
}
export const ink = { text: '#171a2b', muted: '#4a5268', line: '#aeb5c6', shade: '#eef0f6' } as const
export const styles = {
  issuer: { size: 9.5, weight: 'regular', colour: ink.muted },
  title: { size: 20, weight: 'strong', colour: ink.text },
  heading2: { size: 13.5, weight: 'strong', colour: ink.text },
  heading3: { size: 11, weight: 'strong', colour: ink.text },
  normal: { size: 10, weight: 'regular', colour: ink.text },
  strong: { size: 10, weight: 'strong', colour: ink.text },
  muted: { size: 9, weight: 'regular', colour: ink.muted },
  cell: { size: 9.5, weight: 'regular', colour: ink.text },
  cellHead: { size: 9, weight: 'strong', colour: ink.muted },
  footer: { size: 8.5, weight: 'regular', colour: ink.muted },
} as const satisfies Record<string, TextStyle>

/** Points; A4 with room for punching on the left. */
const margins = { top: 62, bottom: 68, left: 68, right: 56 }

/** A part of the structure tree that further parts are hung into. */
export type Branch = PDFKit.PDFStructureElement
type StructureOptions = NonNullable<Parameters<PDFKit.PDFDocument['struct']>[1]> & {
  readonly scope?: 'Column' | 'Row'
  readonly bbox?: readonly number[]
  readonly placement?: 'Block'
}

/**
 * The pages under a paper: places text, breaks pages, and hangs everything drawn into the structure tree. What stands for
 * nothing (lines, shades, page numbers) is marked as an artifact.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly root: Branch
  readonly #fonts = new Set<string>()

  constructor(private readonly head: PaperHead) {
    const at = new Date(Math.floor(head.at.getTime() / 1000) * 1000)
    const info = { Title: bare(head.title), Author: bare(head.issuer), Subject: bare(head.footer) }
    this.doc = new PDFDocument({
      size: 'A4',
      margins,
      pdfVersion: '1.7',
      subset: 'PDF/A-3a',
      tagged: true,
      lang: 'de',
      displayTitle: true,
      bufferPages: true,
      // No standard font: those are not embedded.
      font: '',
      info: { ...info, Producer: 'Lotse', Creator: 'Lotse', CreationDate: at },
    })
    this.root = this.doc.struct('Document')
    this.doc.addStructure(this.root)
  }

  get left(): number {
    return margins.left
  }

  get width(): number {
    return this.doc.page.width - margins.left - margins.right
  }

  /** Free points below the last thing drawn. */
  get free(): number {
    return this.doc.page.height - margins.bottom - this.doc.y
  }

  /** Free points of an empty page. */
  get pageHeight(): number {
    return this.doc.page.height - margins.bottom - margins.top
  }

  /** Goes to a new page when fewer points are free. */
  room(points: number): boolean {
    if (points <= this.free) return false
    this.doc.addPage()
    return true
  }

  gap(points: number): void {
    this.doc.y += points
  }

  /** Draws text from the place given, or below the last thing; long text goes on on the next page. */
  write(
    text: string,
    style: TextStyle,
    place: { x?: number; y?: number; width?: number; align?: 'left' | 'right' } = {},
  ): void {
    const { x = this.left, y = this.doc.y, width = this.width, align = 'left' } = place
    const said = this.#use(text, style)
    this.doc.fillColor(style.colour).text(said, x, y, { width, align, lineGap: 1.5 })
  }

  heightOf(text: string, style: TextStyle, width: number): number {
    const said = this.#use(text, style)
    return this.doc.heightOfString(said, { width, lineGap: 1.5 })
  }

  /** What `draw` draws becomes a part of that kind, e.g. `P`, `TH`, `Figure`. */
  part(into: Branch, kind: string, draw: () => void, options: StructureOptions = {}): void {
    const content = this.doc.markStructureContent(kind)
    draw()
    this.doc.endMarkedContent()
    into.add(this.doc.struct(kind, options, [content]))
  }

  /** A part that holds others, e.g. `Table`, `TR`, `L`. */
  branch(into: Branch, kind: string, fill: (branch: Branch) => void): void {
    const branch = this.doc.struct(kind)
    into.add(branch)
    fill(branch)
    branch.end()
  }

  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type })
    draw()
    this.doc.endMarkedContent()
  }

  rule(y: number): void {
    this.artifact(() => {
      const { left, width, doc } = this
      doc
        .lineWidth(0.5)
        .strokeColor(ink.line)
        .moveTo(left, y)
        .lineTo(left + width, y)
        .stroke()
    })
  }

  async finish(): Promise<Buffer> {
    this.#number()
    this.root.end()
    this.doc.end()
    const chunks: Buffer[] = []
    for await (const chunk of this.doc) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }

  /** Footer and page numbers, once their number is known. */
  #number(): void {
    const { start, count } = this.doc.bufferedPageRange()
    for (let at = start; at < start + count; at++) {
      this.doc.switchToPage(at)
      // Below the margin text would open a new page.
      this.doc.page.margins.bottom = 0
      const y = this.doc.page.height - margins.bottom + 24
      this.artifact(() => {
        this.write(this.head.footer, styles.footer, { y, width: this.width - 90 })
        const number = `Seite ${at - start + 1} von ${count}`
        this.write(number, styles.footer, { x: this.left + this.width - 90, y, width: 90, align: 'right' })
      }, 'Pagination')
    }
  }

  #use(text: string, style: TextStyle): string {
    const said = drawn(text, style.weight)
    if (!this.#fonts.has(said.name)) {
      this.#fonts.add(said.name)
      this.doc.registerFont(said.name, said.bytes())
    }
    this.doc.font(said.name).fontSize(style.size)
    return said.text
  }
}

/** For the metadata, which pdfkit writes into XML as it is. */
function bare(text: string): string {
  return text.replaceAll('&', 'und').replaceAll(/[<>\p{C}]/gu, ' ')
}
