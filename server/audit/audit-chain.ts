import { createHash } from 'node:crypto'
import type { AuditRow } from './audit-port.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** JSON with sorted keys, so that equal details have equal digests whatever order they were written in. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

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
