import type { DistrictPlace } from '../district.ts'

/** What a check has to say about a field. `error` has to be put right, `hint` is for people to judge, `good` confirms. */
export interface Finding {
  readonly level: 'error' | 'hint' | 'good'
  readonly code: FindingCode
  /** Numbers and words for the sentence; never more than the field itself holds. */
  readonly values: Readonly<Record<string, string | number>>
}

/** Every code has a sentence in the text files, under `forms.findings`. */
export const findingCodes = [
  'required',
  'requiredTick',
  'requiredChoice',
  'tooShort',
  'tooLong',
  'tooFewItems',
  'tooManyItems',
  'unknownOption',
  'numberUnreadable',
  'numberWhole',
  'numberLow',
  'numberHigh',
  'numberAbove',
  'dateUnreadable',
  'dateNotInCalendar',
  'dateInFuture',
  'dateTooLongAgo',
  'dateTooFarAhead',
  'dateInPast',
  'dateBefore',
  'dateAfter',
  'expired',
  'birthInFuture',
  'birthTooLongAgo',
  'moveInAhead',
  'moveInLate',
  'moveInGood',
  'ageGuardians',
  'nameDigits',
  'nameCharacters',
  'nameLetters',
  'houseNumber',
  'postcodeDigits',
  'postcodeShort',
  'postcodeLong',
  'postcodeRange',
  'placeMismatch',
  'plateSeparator',
  'plateForm',
  'plateUmlaut',
  'plateZero',
  'plateLong',
  'plateReserved',
  'plateKept',
  'vinLetters',
  'vinCharacters',
  'vinShort',
  'vinLong',
  'vinCheckDigit',
  'evbCharacters',
  'evbShort',
  'evbLong',
  'huForm',
  'huOver',
  'huGood',
  'ibanCountry',
  'ibanCharacters',
  'ibanShort',
  'ibanLong',
  'ibanCheckDigits',
  'ibanAbroad',
  'ibanGood',
  'chipDigits',
  'chipShort',
  'chipLong',
  'serialCharacters',
  'serialShort',
  'serialLong',
  'emailAt',
  'emailDomain',
  'phoneForm',
  'timeForm',
  'parcelForm',
  'textForm',
] as const
export type FindingCode = (typeof findingCodes)[number]

export type FindingValues = Finding['values']

export function error(code: FindingCode, values: FindingValues = {}): Finding {
  return { level: 'error', code, values }
}
export function hint(code: FindingCode, values: FindingValues = {}): Finding {
  return { level: 'hint', code, values }
}
export function good(code: FindingCode, values: FindingValues = {}): Finding {
  return { level: 'good', code, values }
}

/** What checks need to know besides the values. Nothing here is read from a clock. */
export interface CheckContext {
  /** ISO day. */
  readonly today: string
  /** Letters of the district's own plates. */
  readonly plates?: readonly string[]
  readonly places?: readonly DistrictPlace[]
}
