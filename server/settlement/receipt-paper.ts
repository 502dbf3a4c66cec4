import { Paper } from '#server/papers/paper.ts'
import type { ReceiptContent } from './receipt-service.ts'
import { receiptWords as words } from './receipt-words.ts'
import { inEuros } from './settlement-sentences.ts'

const moment = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
})

/** A receipt as a PDF, with its content once more as a QR code without personal data. */
export function receiptPaper({
  payment,
  original,
  terminal,
  file,
  officeName,
}: ReceiptContent): Promise<Buffer> {
  const refund = payment.kind === 'refund'
  const title = `${refund ? words.refundTitle : words.title} ${payment.receipt}`
  const when = moment.format(new Date(payment.at))
  const paper = new Paper({ title, issuer: officeName, footer: file.number, at: new Date(payment.at) })
  paper.pairs([[words.at, when], [words.case, file.number], ...pair(words.forWhom, file.citizenName)])
  for (const sum of payment.sums)
    paper.table({
      caption: words.payee(sum.payeeName),
      columns: [
        { title: words.service, part: 4 },
        { title: words.fee, part: 4 },
        { title: words.amount, part: 2, align: 'right' },
      ],
      rows: [
        ...payment.lines
          .filter(({ payee }) => payee === sum.payee)
          .map((line) => [line.serviceTitle, line.title, inEuros(line.cents)]),
        [words.sum, '', inEuros(sum.cents)],
      ],
    })
  const total = `${refund ? words.back : words.paid}: ${inEuros(payment.cents)}`
  paper
    .heading(total)
    .pairs([
      [words.method, methodOf(payment.method, terminal)],
      ...pair(words.given, payment.given === null ? null : inEuros(payment.given)),
      ...pair(words.change, payment.given === null ? null : inEuros(payment.change ?? 0)),
      ...pair(words.original, original),
      ...pair(words.reason, payment.reason),
      [words.by, payment.personName],
    ])
  const lines = [
    title,
    `${officeName}, ${when}`,
    ...payment.sums.map((sum) => `${sum.payeeName}: ${inEuros(sum.cents)}`),
    total,
  ]
  return paper.qr(lines.join('\n'), { alt: words.qr, caption: payment.receipt }).finish()
}

const pair = (label: string, value: string | null): (readonly [string, string])[] =>
  value === null ? [] : [[label, value]]

function methodOf(method: 'cash' | 'terminal', { name, simulator }: ReceiptContent['terminal']): string {
  if (method === 'cash') return words.cash
  return simulator ? `${words.terminal} (${name})` : words.terminal
}
