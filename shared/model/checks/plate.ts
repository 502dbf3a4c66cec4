import { error, hint, type Finding } from './finding.ts'

const separated = /^([A-ZÄÖÜ]{1,3})[\s:._–-]+([A-Z]{1,2})[\s:._–-]*(\d{1,4})\s*([EH]?)$/
/** Letters that stand in front of a plate only. */
const umlautInside = /^[A-ZÄÖÜ]{1,3}[\s:._–-]+(?=[A-ZÄÖÜ]*[ÄÖÜ])[A-ZÄÖÜ]{1,2}[\s:._–-]*\d{1,4}\s*[EH]?$/
const joined = /^[A-ZÄÖÜ]{2,5}[\s:._–-]*\d{1,4}\s*[EH]?$/
/** Letter pairs the registration offices do not give out (bad taste, FZV). */
const reserved = ['HJ', 'KZ', 'NS', 'SA', 'SS']

/** `nmk pw417 e` → `NMK-PW 417E`; undefined when the parts cannot be told apart. Source: FZV, forms of plates. */
export function normalPlate(typed: string): string | undefined {
  const parts = separated.exec(upper(typed))
  return parts ? `${parts[1]}-${parts[2]} ${parts[3]}${parts[4]}` : undefined
}

function upper(typed: string): string {
  return typed.normalize('NFC').trim().toLocaleUpperCase('de')
}

/** Checks a German plate in any usual way of writing. `role` new: one that is wished for. */
export function checkPlate(typed: string, role: 'old' | 'new' | undefined): Finding | undefined {
  const parts = separated.exec(upper(typed))
  if (umlautInside.test(upper(typed))) return error('plateUmlaut')
  if (!parts) return error(joined.test(upper(typed)) ? 'plateSeparator' : 'plateForm')
  const [, district = '', letters = '', digits = '', suffix = ''] = parts
  if (digits.startsWith('0')) return error('plateZero')
  const length = district.length + letters.length + digits.length + suffix.length
  if (length > 8) return error('plateLong', { length })
  return role === 'new' && reserved.includes(letters) ? hint('plateReserved', { letters }) : undefined
}

/** The letters in front, or undefined. */
export function plateDistrict(typed: string): string | undefined {
  return separated.exec(upper(typed))?.[1]
}
