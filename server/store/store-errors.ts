import { Refused } from '#server/platform/refused.ts'

/** PostgreSQL, Appendix A: class 08 connection exception, 57P0x shutdown, 53300 too many connections. */
const awayStates = /^(08...|57P0[1-5]|53300)$/
const awaySystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** Messages of `pg`, which gives these errors no code. */
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Cannot use a pool after calling end)/

/** The SQLSTATE or system code of a thrown thing, an empty text when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** True when the same transaction may simply run again: serialisation failure, deadlock. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error))

/** True when a unique constraint said no; `constraint` narrows it to one. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false
  return constraint === undefined || (error as { constraint?: unknown }).constraint === constraint
}

/** The refusal a failure of the store itself becomes, undefined when it is something else. */
export function refusalOf(error: unknown): Refused | undefined {
  const code = codeOf(error)
  if (code === '53100') return new Refused('E_STORE', 'store-full')
  if (code === '57014') return new Refused('E_STORE', 'store-slow')
  const away =
    awayStates.test(code) ||
    awaySystemCodes.has(code) ||
    (error instanceof Error && awayMessages.test(error.message))
  return away ? new Refused('E_STORE', 'store-away') : undefined
}
