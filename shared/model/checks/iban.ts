import { isValidIBAN } from 'ibantools'
import { error, good, hint, type Finding } from './finding.ts'

const germanLength = 22

/** Capital letters without blanks; the form in which it is compared and handed over. */
export function compactIban(typed: string): string {
  return typed.toLocaleUpperCase('en').replaceAll(/[\s.-]/g, '')
}

/** In groups of four, as printed on cards. */
export function spacedIban(typed: string): string {
  return compactIban(typed).replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** `DE89 •••• •••• •••• ••30 00`: what staff see of an IBAN they did not type themselves. */
export function maskedIban(typed: string): string {
  const iban = compactIban(typed)
  if (iban.length < 12) return spacedIban(iban)
  const masked = iban.slice(0, 4) + '•'.repeat(iban.length - 8) + iban.slice(-4)
  return masked.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** `DE … 3000 · 7f3a90bc`: what stands in a form instead of a sealed IBAN. The mark tells one from another with the same end. */
const sealedForm = /^[A-Z]{2} … ([A-Z0-9]{4}) · [0-9a-f]{8}$/

export function sealedIban(typed: string, mark: string): string {
  const iban = compactIban(typed)
  return `${iban.slice(0, 2)} … ${iban.slice(-4)} · ${mark}`
}

/** The last four places of a sealed IBAN; undefined when it is none. */
export function lastOfSealed(text: string): string | undefined {
  return sealedForm.exec(text)?.[1]
}

/** Checks length and check digits (ISO 13616). Accounts of other SEPA countries are welcome (Art. 9 Regulation 260/2012). */
export function checkIban(typed: string): Finding | undefined {
  const last4 = lastOfSealed(typed)
  if (last4 !== undefined) return good('ibanGood', { last4 })
  const iban = compactIban(typed)
  const foreign = /[^A-Z0-9]/u.exec(iban)?.[0]
  if (foreign !== undefined) return error('ibanCharacters', { character: foreign })
  if (!/^[A-Z]{1,2}/.test(iban)) return error('ibanCountry')
  if (iban.startsWith('DE') || iban === 'D') return german(iban)
  return isValidIBAN(iban) ? hint('ibanAbroad', { last4: iban.slice(-4) }) : error('ibanCheckDigits')
}

function german(iban: string): Finding {
  const letter = /^DE\d*([A-Z])/.exec(iban)?.[1]
  if (letter !== undefined) return error('ibanCharacters', { character: letter })
  if (iban.length < germanLength) return error('ibanShort', { missing: germanLength - iban.length })
  if (iban.length > germanLength) return error('ibanLong', { extra: iban.length - germanLength })
  return isValidIBAN(iban) ? good('ibanGood', { last4: iban.slice(-4) }) : error('ibanCheckDigits')
}
