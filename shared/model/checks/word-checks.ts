import type { DistrictPlace } from '../district.ts'
import { error, hint, type Finding } from './finding.ts'

/** Letters of any script with what names need around them: Ö, ş, ı, ß, O’Neill, Müller-Lüdenscheidt, Dr., d’Ávila. */
const nameCharacters = /[^\p{L}\p{M}\s'’ʼ`´.,·‐-]/u
const placeCharacters = /[^\p{L}\p{M}\p{N}\s'’ʼ.,/()‐-]/u
const houseNumber = /^\d{1,4} ?\p{L}?([-/] ?\d{1,4} ?\p{L}?)?$/u

export function checkName(typed: string): Finding | undefined {
  if (/\p{N}/u.test(typed)) return error('nameDigits')
  const character = nameCharacters.exec(typed)?.[0]
  if (character !== undefined) return error('nameCharacters', { character })
  return /\p{L}/u.test(typed) ? undefined : error('nameLetters')
}

export function checkPlaceName(typed: string): Finding | undefined {
  const character = placeCharacters.exec(typed)?.[0]
  if (character !== undefined) return error('nameCharacters', { character })
  return /\p{L}/u.test(typed) ? undefined : error('nameLetters')
}

/** 12, 12a, 12 a, 12-14, 12/2. */
export function checkHouseNumber(typed: string): Finding | undefined {
  return houseNumber.test(typed.trim()) ? undefined : error('houseNumber')
}

/** A known post code with a place it does not belong to. Unknown codes are somebody else's district: nothing to say. */
export function checkPlaceOf(
  place: string,
  postcode: string,
  known: readonly DistrictPlace[],
): Finding | undefined {
  const expected = known.filter((entry) => entry.postcode === postcode.trim()).map((entry) => entry.place)
  if (expected.length === 0 || expected.some((name) => sameWord(name, place))) return undefined
  return hint('placeMismatch', { postcode: postcode.trim(), place: expected.join(', ') })
}

function sameWord(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase('de') === other.trim().normalize('NFC').toLocaleLowerCase('de')
}

export function checkEmail(typed: string): Finding | undefined {
  const parts = typed.trim().split('@')
  if (parts.length !== 2 || parts[0] === '' || /\s/.test(typed.trim())) return error('emailAt')
  return /^[^\s.@][^\s@]*\.[^\s.@]{2,}$/u.test(parts[1] ?? '') ? undefined : error('emailDomain')
}

export function checkPhone(typed: string): Finding | undefined {
  const digits = typed.replaceAll(/[^0-9]/g, '').length
  return /^\+?[0-9 ()/-]+$/.test(typed.trim()) && digits >= 5 && digits <= 20 ? undefined : error('phoneForm')
}
