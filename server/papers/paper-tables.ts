import { ink, styles, type Branch, type Sheet, type TextStyle } from './sheet.ts'

export interface PaperTable {
  /** Says what the table shows; read out before it and drawn above it. */
  readonly caption?: string
  /** `part`: share of the width beside the others. */
  readonly columns: readonly { readonly title: string; readonly part: number; readonly align?: 'right' }[]
  readonly rows: readonly (readonly string[])[]
}

interface Cell {
  readonly kind: 'TH' | 'TD'
  readonly text: string
  readonly style: TextStyle
  readonly x: number
  readonly width: number
  readonly align?: 'left' | 'right'
  readonly scope?: 'Column' | 'Row'
}

const padding = 4

/** Label and value line by line; the labels are row headers. */
export function drawPairs(sheet: Sheet, pairs: readonly (readonly [string, string])[]): void {
  if (pairs.length === 0) return
  const label = sheet.width * 0.34
  sheet.branch(sheet.root, 'Table', (table) => {
    for (const [name, value] of pairs) {
      const cells: Cell[] = [
        { kind: 'TH', text: name, style: styles.cellHead, x: sheet.left, width: label, scope: 'Row' },
        { kind: 'TD', text: value, style: styles.cell, x: sheet.left + label, width: sheet.width - label },
      ]
      drawRow(sheet, table, cells)
    }
  })
  sheet.gap(6)
}

/** The header row stands again on every page the table goes on to. */
export function drawTable(sheet: Sheet, { caption, columns, rows }: PaperTable): void {
  const all = columns.reduce((sum, { part }) => sum + part, 0)
  const widths = columns.map(({ part }) => (sheet.width * part) / all)
  const cellsOf = (texts: readonly string[], head: boolean): Cell[] =>
    columns.map(({ align }, at) => ({
      kind: head ? 'TH' : 'TD',
      text: texts[at] ?? '',
      style: head ? styles.cellHead : styles.cell,
      x: sheet.left + widths.slice(0, at).reduce((sum, one) => sum + one, 0),
      width: widths[at] ?? 0,
      align: align ?? 'left',
      ...(head ? { scope: 'Column' as const } : {}),
    }))
  const head = cellsOf(
    columns.map(({ title }) => title),
    true,
  )
  sheet.room(heightOf(sheet, head) + 40)
  sheet.branch(sheet.root, 'Table', (table) => {
    if (caption !== undefined) {
      sheet.part(table, 'Caption', () => sheet.write(caption, styles.muted))
      sheet.gap(3)
    }
    drawRow(sheet, table, head)
    for (const row of rows) {
      const cells = cellsOf(row, false)
      drawRow(sheet, table, cells, () => drawHeadAgain(sheet, head))
    }
  })
  sheet.gap(8)
}

function heightOf(sheet: Sheet, cells: readonly Cell[]): number {
  return Math.max(...cells.map((one) => sheet.heightOf(one.text, one.style, one.width - 2 * padding)))
}

function drawRow(sheet: Sheet, table: Branch, cells: readonly Cell[], onNewPage?: () => void): void {
  const height = heightOf(sheet, cells)
  if (height + 2 * padding > sheet.pageHeight - 60) {
    drawStacked(sheet, table, cells)
    return
  }
  if (sheet.room(height + 2 * padding)) onNewPage?.()
  const top = sheet.doc.y
  if (cells[0]?.scope === 'Column') shade(sheet, top, height + 2 * padding)
  sheet.branch(table, 'TR', (row) => {
    for (const cell of cells) {
      const scope = cell.scope === undefined ? {} : { scope: cell.scope }
      sheet.part(row, cell.kind, () => drawText(sheet, cell, top + padding), scope)
    }
  })
  sheet.doc.y = top + height + 2 * padding
  sheet.rule(sheet.doc.y)
}

/** Drawn for the eye only: in the structure the header row stands once. */
function drawHeadAgain(sheet: Sheet, cells: readonly Cell[]): void {
  const [top, height] = [sheet.doc.y, heightOf(sheet, cells) + 2 * padding]
  shade(sheet, top, height)
  sheet.artifact(() => {
    for (const cell of cells) drawText(sheet, cell, top + padding)
  })
  sheet.doc.y = top + height
  sheet.rule(sheet.doc.y)
}

function drawText(sheet: Sheet, cell: Cell, y: number): void {
  const { text, style, x, width, align = 'left' } = cell
  sheet.write(text, style, { x: x + padding, y, width: width - 2 * padding, align })
}

/** A row higher than a page: its cells one below the other, over as many pages as they need. */
function drawStacked(sheet: Sheet, table: Branch, cells: readonly Cell[]): void {
  sheet.branch(table, 'TR', (row) => {
    for (const { kind, text, style } of cells) {
      sheet.part(row, kind, () => sheet.write(text, style))
      sheet.gap(2)
    }
  })
  sheet.rule(sheet.doc.y)
}

function shade(sheet: Sheet, y: number, height: number): void {
  sheet.artifact(() => sheet.doc.rect(sheet.left, y, sheet.width, height).fill(ink.shade))
}
