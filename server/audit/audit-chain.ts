import { createHash } from 'node:crypto'
import type { AuditRow } from './audit-port.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** What a link covers of its row; the payload by length and digest alone, so that it may be deleted. */
export type LinkedRow = Omit<AuditRow, 'payload'> & { readonly length: number; readonly digest: string }

/** A link of the chain: digest over the predecessor and everything the row says. */
export function linkHash(previous: string, seq: number, row: AuditRow): string {
  return linkOver(previous, seq, {
    ...row,
    length: Buffer.byteLength(row.payload),
    digest: sha256(row.payload),
  })
}

/** The same link from what is stored of it. */
export function linkOver(previous: string, seq: number, row: LinkedRow): string {
  const parts = [
    previous,
    seq,
    row.at.toISOString(),
    row.person ?? '',
    row.action,
    row.outcome,
    row.case ?? '',
    row.subject ?? '',
    row.history ? 1 : 0,
    row.length,
    row.digest,
  ]
  return sha256(parts.join('\u001f'))
}
