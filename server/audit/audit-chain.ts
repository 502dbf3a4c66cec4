import { sha256Hex } from '#server/platform/sha256.ts'
import type { AuditRow } from './audit-port.ts'

/** What a link covers of its row; the payload by length and digest alone, so that it may be deleted. */
export type LinkedRow = Omit<AuditRow, 'payload'> & { readonly length: number; readonly digest: string }

const separator = '\u001f'

/** What a row says, as its link's hash covers it. The store makes the hash of it (migration 0007). */
export function linkContent(row: AuditRow): string {
  return contentOf({ ...row, length: Buffer.byteLength(row.payload), digest: sha256Hex(row.payload) })
}

/** The hash of a link: digest over the predecessor, its number and everything the row says. */
export function linkHash(previous: string, seq: number, row: AuditRow): string {
  return sha256Hex([previous, seq, linkContent(row)].join(separator))
}

/** The same hash from what is stored of the row. */
export function linkOver(previous: string, seq: number, row: LinkedRow): string {
  return sha256Hex([previous, seq, contentOf(row)].join(separator))
}

function contentOf(row: LinkedRow): string {
  return [
    row.at.toISOString(),
    row.person ?? '',
    row.action,
    row.outcome,
    row.case ?? '',
    row.subject ?? '',
    row.history ? 1 : 0,
    row.length,
    row.digest,
  ].join(separator)
}
