import { parse } from 'mrz'

/** What a typed machine-readable zone says: its check digits fit, do not, or it is no zone at all. */
export type ZoneAnswer = 'empty' | 'valid' | 'wrong' | 'unreadable'

/** Checks the digits of a zone typed off an identity document (ICAO 9303), two or three lines. Pure; keeps nothing. */
export function checkZone(typed: string): ZoneAnswer {
  const lines = typed
    .toUpperCase()
    .split('\n')
    .map((line) => line.replaceAll(/\s/g, ''))
    .filter((line) => line !== '')
  if (lines.length === 0) return 'empty'
  try {
    const digits = parse(lines).details.filter(({ field }) => field?.endsWith('CheckDigit'))
    if (digits.length === 0) return 'unreadable'
    return digits.every(({ valid }) => valid) ? 'valid' : 'wrong'
  } catch {
    return 'unreadable'
  }
}
