import type { SlipSheet } from '#shared/model/slip.ts'
import { Paper } from '#server/papers/paper.ts'

/** The Laufzettel as a PDF. */
export function slipPaper(sheet: SlipSheet, number: string, at: Date): Promise<Buffer> {
  const paper = new Paper({ title: sheet.title, issuer: sheet.issuer, footer: number, at })
  paper.paragraph(sheet.lines.join(' · '), 'muted').paragraph(sheet.intro)
  for (const service of sheet.services) {
    paper.heading(service.title).pairs(service.pairs)
    if (service.bring.length > 0) paper.paragraph(service.bringTitle, 'strong').list(service.bring)
  }
  if (sheet.note) paper.heading(sheet.note.title).paragraph(sheet.note.text)
  paper.heading(sheet.ask.title)
  for (const line of sheet.ask.lines) paper.paragraph(line)
  const { code } = sheet
  if (code) {
    paper.heading(code.title)
    for (const line of code.lines) paper.paragraph(line)
    paper.qr(code.url, { alt: code.alt, caption: code.code })
  }
  return paper.finish()
}
