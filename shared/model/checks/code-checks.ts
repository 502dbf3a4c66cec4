import { error, type Finding, type FindingCode } from './finding.ts'

/** A code of fixed length: what it may hold and what to say when it does not. */
interface Code {
  readonly length: number
  readonly wrong: RegExp
  readonly characters: FindingCode
  readonly short: FindingCode
  readonly long: FindingCode
}

/** eVB: seven letters and digits (GDV). */
const evb: Code = {
  length: 7,
  wrong: /[^A-Z0-9]/u,
  characters: 'evbCharacters',
  short: 'evbShort',
  long: 'evbLong',
}
/** ISO 11784 transponder: 15 digits. */
const chip: Code = {
  length: 15,
  wrong: /[^0-9]/u,
  characters: 'chipDigits',
  short: 'chipShort',
  long: 'chipLong',
}
/** Serial number of an identity card: nine characters without vowels and look-alikes (PAuswV, Anhang). */
const serial: Code = {
  length: 9,
  wrong: /[^CFGHJKLMNPRTVWXYZ0-9]/u,
  characters: 'serialCharacters',
  short: 'serialShort',
  long: 'serialLong',
}
const postcode: Code = {
  length: 5,
  wrong: /[^0-9]/u,
  characters: 'postcodeDigits',
  short: 'postcodeShort',
  long: 'postcodeLong',
}

/** Capital letters without blanks, hyphens and dots. */
export function compactCode(typed: string): string {
  return typed.toLocaleUpperCase('en').replaceAll(/[\s.-]/g, '')
}

function check(typed: string, code: Code): Finding | undefined {
  const text = compactCode(typed)
  const character = code.wrong.exec(text)?.[0]
  if (character !== undefined) return error(code.characters, { character })
  if (text.length < code.length) return error(code.short, { missing: code.length - text.length })
  return text.length > code.length ? error(code.long, { extra: text.length - code.length }) : undefined
}

export const checkEvb = (typed: string): Finding | undefined => check(typed, evb)
export const checkChip = (typed: string): Finding | undefined => check(typed, chip)
export const checkSerial = (typed: string): Finding | undefined => check(typed, serial)

/** Five digits; none begins with 00, the lowest in use is 01067. */
export function checkPostcode(typed: string): Finding | undefined {
  return check(typed, postcode) ?? (compactCode(typed) < '01000' ? error('postcodeRange') : undefined)
}

const clock = /^([01]?\d|2[0-3])(?:\s*[:.h]\s*([0-5]\d))?(?:\s*uhr)?$/i

/** `9`, `9.30`, `9 Uhr`, `09:30` → `09:30`; undefined when it is no time of day. */
export function normalTime(typed: string): string | undefined {
  const parts = clock.exec(typed.trim())
  return parts ? `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? '00'}` : undefined
}

export function checkTime(typed: string): Finding | undefined {
  return normalTime(typed) === undefined ? error('timeForm') : undefined
}

/** Flurstücksnummer of the Liegenschaftskataster: numerator up to five digits, where divided a denominator. */
export function checkParcel(typed: string): Finding | undefined {
  return /^[1-9]\d{0,4}(\s*\/\s*[1-9]\d{0,3})?$/.test(typed.trim()) ? undefined : error('parcelForm')
}
