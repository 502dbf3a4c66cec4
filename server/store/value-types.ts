import pg from 'pg'

const int8 = 20
const date = 1082

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The store holds a bigint beyond 2^53: ${text}`)
  return value
}

/**
 * How column values arrive: `bigint` as a number (beyond 2^53 it throws), `date` as the text `YYYY-MM-DD` (a Date would move
 * with the time zone), the rest as `pg` does it: `timestamptz` as Date, `jsonb` parsed, `bytea` as Buffer, `numeric` as text.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8 && format !== 'binary') return safeInteger
    if (oid === date && format !== 'binary') return (text: string) => text
    return pg.types.getTypeParser(oid, format ?? 'text')
  },
}
