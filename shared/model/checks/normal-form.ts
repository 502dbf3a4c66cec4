import type { Format } from '../forms/form.ts'
import { compactCode, normalTime } from './code-checks.ts'
import { compactIban, lastOfSealed, spacedIban } from './iban.ts'
import { normalMonth } from './month.ts'
import { normalPlate } from './plate.ts'
import { normalVin } from './vin.ts'

/**
 * How the value is written properly: what the screen puts in place when somebody leaves the field. Idempotent; a value
 * that cannot be understood comes back as it was, so nothing typed gets lost.
 */
export function normalForm(format: Format, typed: string): string {
  return forms[format](typed)
}

const tidy = (typed: string) =>
  typed
    .normalize('NFC')
    .trim()
    .replaceAll(/[^\S\n]+/g, ' ')

const forms: Record<Format, (typed: string) => string> = {
  text: tidy,
  name: tidy,
  street: tidy,
  place: tidy,
  'place-of-birth': tidy,
  'house-number': (typed) =>
    tidy(typed).replace(
      /^(\d+) ?(\p{L})$/u,
      (_all, digits: string, letter: string) => digits + letter.toLocaleLowerCase('de'),
    ),
  postcode: (typed) => typed.replaceAll(/\s/g, ''),
  plate: (typed) => normalPlate(typed) ?? tidy(typed),
  vin: normalVin,
  evb: compactCode,
  'hu-month': (typed) => normalMonth(typed) ?? tidy(typed),
  iban: (typed) => {
    if (lastOfSealed(typed) !== undefined) return typed
    return /^[A-Z]{2}/.test(compactIban(typed)) ? spacedIban(typed) : tidy(typed)
  },
  chip: compactCode,
  'id-serial': compactCode,
  email: (typed) => typed.trim(),
  phone: tidy,
  time: (typed) => normalTime(typed) ?? tidy(typed),
  parcel: (typed) => typed.replaceAll(/\s/g, ''),
}
