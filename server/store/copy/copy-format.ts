/**
 * A copy of a whole store that outlives engines and PostgreSQL majors: gzip of UTF-8 lines. First a head, then one line per
 * row (`table`, tab, the row as JSON by `row_to_json`), last a foot with the number of rows, by which a cut file is known.
 */
export interface CopyHead {
  readonly lotse: 'store'
  readonly version: 1
  /** The steps the copied store had been through, in order. */
  readonly migrations: readonly string[]
}

export interface CopyFoot {
  readonly rows: number
}

export function isCopyHead(value: unknown): value is CopyHead {
  if (typeof value !== 'object' || value === null) return false
  if (!('lotse' in value && 'version' in value && 'migrations' in value)) return false
  return value.lotse === 'store' && value.version === 1 && Array.isArray(value.migrations)
}

export function isCopyFoot(value: unknown): value is CopyFoot {
  return typeof value === 'object' && value !== null && 'rows' in value && typeof value.rows === 'number'
}
