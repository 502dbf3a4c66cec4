import { error, good, hint, type Finding } from './finding.ts'

const length = 17
const values: Readonly<Record<string, number>> = Object.fromEntries([
  ...'0123456789'.split('').map((digit) => [digit, Number(digit)] as const),
  ...'ABCDEFGH'.split('').map((letter, index) => [letter, index + 1] as const),
  ...'JKLMN'.split('').map((letter, index) => [letter, index + 1] as const),
  ['P', 7] as const,
  ['R', 9] as const,
  ...'STUVWXYZ'.split('').map((letter, index) => [letter, index + 2] as const),
])
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** Capital letters without blanks and hyphens. */
export function normalVin(typed: string): string {
  return typed.toLocaleUpperCase('en').replaceAll(/[\s-]/g, '')
}

/** Check digit of position 9 (49 CFR 565.15; ISO 3779 leaves it open). Only for 17 valid characters. */
export function vinCheckDigit(vin: string): string {
  const sum = vin
    .split('')
    .reduce((total, letter, index) => total + (values[letter] ?? 0) * (weights[index] ?? 0), 0)
  const rest = sum % 11
  return rest === 10 ? 'X' : String(rest)
}

/** Checks a vehicle identification number. The check digit is binding for North American makers (first place 1 to 5) only. */
export function checkVin(typed: string): Finding | undefined {
  const vin = normalVin(typed)
  const confused = /[IOQ]/.exec(vin)?.[0]
  if (confused !== undefined)
    return error('vinLetters', { character: confused, digit: confused === 'I' ? 1 : 0 })
  const foreign = /[^A-HJ-NPR-Z0-9]/u.exec(vin)?.[0]
  if (foreign !== undefined) return error('vinCharacters', { character: foreign })
  if (vin.length < length) return error('vinShort', { missing: length - vin.length })
  if (vin.length > length) return error('vinLong', { extra: vin.length - length })
  const fits = vinCheckDigit(vin) === vin[8]
  if (/^[1-5]/.test(vin)) return fits ? good('vinCheckDigit') : hint('vinCheckDigit')
  return undefined
}
