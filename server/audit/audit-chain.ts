import { createHash } from 'node:crypto'
import type { AuditRow } from './audit-port.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** A link of the chain: digest over the predecessor and everything the row says. */
export function linkHash(previous: string, seq: number, row: AuditRow): string {
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
    Buffer.byteLength(row.payload),
    sha256(row.payload),
  ]
  return sha256(parts.join('\u001f'))
}
