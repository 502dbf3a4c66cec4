import { chosenOptions, isFilled, type FieldValue, type FieldValues } from '../forms/values.ts'
import type { ChoiceField, Format, MultiField, NumberField, SingleField, TextField } from '../forms/form.ts'
import { checkChip, checkEvb, checkParcel, checkPostcode, checkSerial, checkTime } from './code-checks.ts'
import { checkDate } from './date-checks.ts'
import { error, good, type CheckContext, type Finding } from './finding.ts'
import { checkIban } from './iban.ts'
import { checkInspection } from './month.ts'
import { checkPlate, plateDistrict } from './plate.ts'
import { checkVin } from './vin.ts'
import {
  checkEmail,
  checkHouseNumber,
  checkName,
  checkPhone,
  checkPlaceName,
  checkPlaceOf,
} from './word-checks.ts'

/** What there is to say about a filled field; undefined: nothing. Empty fields are `missing`, see `checkForm`. */
export function checkField(
  field: SingleField,
  values: FieldValues,
  context: CheckContext,
): Finding | undefined {
  if (field.kind === 'multi') return checkMulti(field, values)
  const value = values[field.path]
  if (!isFilled(value)) return undefined
  switch (field.kind) {
    case 'text':
      return checkText(field, String(value), values, context)
    case 'date':
      return checkDate(String(value), field, values, context.today)
    case 'integer':
    case 'decimal':
      return checkNumber(field, value, values)
    case 'choice':
      return checkChoice(field, value)
    case 'flag':
      return undefined
  }
}

function checkText(
  field: TextField,
  value: string,
  values: FieldValues,
  context: CheckContext,
): Finding | undefined {
  const length = Array.from(value.trim()).length
  if (length > field.maxLength)
    return error('tooLong', { maximum: field.maxLength, extra: length - field.maxLength })
  if (length < field.minLength) return error('tooShort', { minimum: field.minLength })
  if (field.format === 'plate')
    return checkPlate(value, field.role) ?? keptPlate(field, value, values, context)
  if (field.format === 'place') return checkPlaceName(value) ?? placeOf(field, value, values, context)
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value.trim()))
    return error('textForm', { example: field.example ?? '' })
  return texts[field.format](value, context.today)
}

const texts: Record<
  Exclude<Format, 'plate' | 'place'>,
  (value: string, today: string) => Finding | undefined
> = {
  text: () => undefined,
  street: () => undefined,
  name: checkName,
  'place-of-birth': checkPlaceName,
  'house-number': checkHouseNumber,
  postcode: checkPostcode,
  vin: checkVin,
  evb: checkEvb,
  'hu-month': checkInspection,
  iban: checkIban,
  chip: checkChip,
  'id-serial': checkSerial,
  email: checkEmail,
  phone: checkPhone,
  time: checkTime,
  parcel: checkParcel,
}

/** Kennzeichenmitnahme (FZV, since 2015): a plate of another district may be kept after moving. The choice stands in the same form. */
function keptPlate(
  field: TextField,
  value: string,
  values: FieldValues,
  context: CheckContext,
): Finding | undefined {
  const district = plateDistrict(value)
  if (field.role !== 'old' || values['kennzeichenNeu'] !== 'beibehalten' || district === undefined)
    return undefined
  return context.plates !== undefined && !context.plates.includes(district) ? good('plateKept') : undefined
}

function placeOf(
  field: TextField,
  value: string,
  values: FieldValues,
  context: CheckContext,
): Finding | undefined {
  const sibling = values[field.path.replace(/[^.]+$/, 'plz')]
  return typeof sibling === 'string' ? checkPlaceOf(value, sibling, context.places ?? []) : undefined
}

function checkNumber(
  field: NumberField,
  value: FieldValue | undefined,
  values: FieldValues,
): Finding | undefined {
  const number = typeof value === 'number' ? value : readNumber(String(value))
  if (number === undefined) return error('numberUnreadable')
  if (field.kind === 'integer' && !Number.isInteger(number)) return error('numberWhole')
  if (field.minimum !== undefined && number < field.minimum)
    return error('numberLow', { minimum: field.minimum })
  if (field.maximum !== undefined && number > field.maximum)
    return error('numberHigh', { maximum: field.maximum })
  const limit = field.atMost && values[field.atMost.path]
  if (field.atMost && typeof limit === 'number' && number > limit)
    return error('numberAbove', { title: field.atMost.title, limit: String(limit).replace('.', ',') })
  return undefined
}

/** A number the German way: `1.234,50`, `1234,5`, `1234.50`, `-3`; undefined when it is none. */
export function readNumber(typed: string): number | undefined {
  const text = typed.trim().replaceAll(/[\s€]/g, '')
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  if (/^-?\d{1,15}([.,]\d{1,6})?$/.test(text)) return Number(text.replace(',', '.'))
  return undefined
}

function checkChoice(field: ChoiceField, value: FieldValue | undefined): Finding | undefined {
  return typeof value === 'string' && field.options.includes(value) ? undefined : error('unknownOption')
}

function checkMulti(field: MultiField, values: FieldValues): Finding | undefined {
  const chosen = chosenOptions(field, values).length
  return chosen > 0 && chosen < field.minItems ? error('tooFewItems', { minimum: field.minItems }) : undefined
}
