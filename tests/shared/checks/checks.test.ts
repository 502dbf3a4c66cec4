import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkChip, checkEvb, checkPostcode, checkSerial } from '#shared/model/checks/code-checks.ts'
import { readNumber } from '#shared/model/checks/check-field.ts'
import { checkDate } from '#shared/model/checks/date-checks.ts'
import {
  addDays,
  ageOn,
  daysBetween,
  germanDay,
  germanToday,
  isIsoDay,
  readDay,
} from '#shared/model/checks/days.ts'
import type { Finding } from '#shared/model/checks/finding.ts'
import { checkIban, maskedIban, spacedIban } from '#shared/model/checks/iban.ts'
import { checkInspection, normalMonth } from '#shared/model/checks/month.ts'
import { normalForm } from '#shared/model/checks/normal-form.ts'
import { checkPlate, normalPlate } from '#shared/model/checks/plate.ts'
import { checkVin, vinCheckDigit } from '#shared/model/checks/vin.ts'
import {
  checkEmail,
  checkHouseNumber,
  checkName,
  checkPhone,
  checkPlaceOf,
} from '#shared/model/checks/word-checks.ts'
import { formats } from '#shared/model/forms/form.ts'

const code = (finding: Finding | undefined) => finding && `${finding.level} ${finding.code}`
const today = '2026-11-22'
const days = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays('1900-01-01', count))

describe('plates', () => {
  test.each([
    ['ltl pw417', 'LTL-PW 417'],
    ['NMK-PW 417', 'NMK-PW 417'],
    ['büs:a 1 h', 'BÜS-A 1H'],
    ['m-xy 99e', 'M-XY 99E'],
  ])('[CHK1] %s is written %s', (typed, proper) => {
    expect(normalPlate(typed)).toBe(proper)
    expect(checkPlate(typed, 'old')).toBeUndefined()
  })
  test.each([
    ['NMKPW417', 'error plateSeparator'],
    ['417', 'error plateForm'],
    ['LTL-Ö 12', 'error plateUmlaut'],
    ['ltl-öb 12', 'error plateUmlaut'],
    ['LTL-PW 0417', 'error plateZero'],
    ['LTL-PW 0', 'error plateZero'],
    ['LTL-AB 1234E', 'error plateLong'],
    ['L1-AB 12', 'error plateForm'],
  ])('[CHK1] %s gets %s', (typed, expected) => expect(code(checkPlate(typed, 'old'))).toBe(expected))
  test('[CHK1] a wish for letters that are not given out gets a hint, an old plate none', () => {
    expect(code(checkPlate('LTL-SS 1', 'new'))).toBe('hint plateReserved')
    expect(checkPlate('LTL-SS 1', 'old')).toBeUndefined()
  })
})

describe('vehicle identification numbers', () => {
  test('[CHK2] length and letters are named, with what to look for', () => {
    expect(checkVin('WVWZZZ1KZ8W214355')).toBeUndefined()
    expect(checkVin('wvwzzz1kz8w 214355')).toBeUndefined()
    expect(checkVin('WVWZZZ1KZ8W21435O')).toMatchObject({
      code: 'vinLetters',
      values: { character: 'O', digit: 0 },
    })
    expect(checkVin('WVWZZZ1KZ8W2143')).toMatchObject({ code: 'vinShort', values: { missing: 2 } })
    expect(checkVin('WVWZZZ1KZ8W2143555')).toMatchObject({ code: 'vinLong', values: { extra: 1 } })
    expect(code(checkVin('WVWZZZ1KZ8W21435Ä'))).toBe('error vinCharacters')
  })
  test('[CHK2] the check digit counts where makers have to use it and is a hint only', () => {
    expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe('X')
    expect(code(checkVin('1M8GDM9AXKP042788'))).toBe('good vinCheckDigit')
    expect(code(checkVin('1M8GDM9A1KP042788'))).toBe('hint vinCheckDigit')
  })
})

describe('bank accounts', () => {
  test('[CHK3] a German IBAN is confirmed with its last four places', () => {
    expect(checkIban('de89 3704 0044 0532 0130 00')).toMatchObject({
      level: 'good',
      values: { last4: '3000' },
    })
    expect(checkIban('DE8937040044053201300')).toMatchObject({ code: 'ibanShort', values: { missing: 1 } })
    expect(code(checkIban('DE89370400440532013001'))).toBe('error ibanCheckDigits')
    expect(code(checkIban('DE8937040044053201300O'))).toBe('error ibanCharacters')
    expect(code(checkIban('89370400440532013000'))).toBe('error ibanCountry')
    expect(code(checkIban('AT611904300234573201'))).toBe('hint ibanAbroad')
    expect(maskedIban('DE89370400440532013000')).toBe('DE89 •••• •••• •••• ••30 00')
  })
  test('[CHK3] any single wrong digit of an IBAN is noticed', () => {
    const iban = 'DE89370400440532013000'
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 9 }), (at, plus) => {
        const wrong = iban.slice(0, at) + String((Number(iban[at]) + plus) % 10) + iban.slice(at + 1)
        expect(checkIban(wrong)?.level).toBe('error')
        expect(checkIban(spacedIban(wrong))?.code).toBe('ibanCheckDigits')
      }),
    )
  })
})

describe('codes of fixed length', () => {
  test('[CHK4] what is missing or too much is counted', () => {
    expect(checkEvb('A1B2C3')).toMatchObject({ code: 'evbShort', values: { missing: 1 } })
    expect(checkEvb('a1b2c3d')).toBeUndefined()
    expect(checkEvb('A1B2C3D4')).toMatchObject({ code: 'evbLong', values: { extra: 1 } })
    expect(code(checkEvb('A1B2Ö3D'))).toBe('error evbCharacters')
    expect(checkChip('276 0981 0612 3456')).toBeUndefined()
    expect(checkChip('27609810612345')).toMatchObject({ code: 'chipShort', values: { missing: 1 } })
    expect(checkSerial('L01X00T47')).toBeUndefined()
    expect(code(checkSerial('A01X00T47'))).toBe('error serialCharacters')
    expect(checkPostcode('19431')).toBeUndefined()
    expect(code(checkPostcode('1943'))).toBe('error postcodeShort')
    expect(code(checkPostcode('00431'))).toBe('error postcodeRange')
    expect(code(checkPostcode('1943l'))).toBe('error postcodeDigits')
  })
  test('[CHK4] a post code with the wrong place of the district gets a hint, others nothing', () => {
    const known = [
      { postcode: '19431', place: 'Seendorf' },
      { postcode: '19431', place: 'Lichtenhof' },
    ]
    expect(checkPlaceOf('lichtenhof ', '19431', known)).toBeUndefined()
    expect(checkPlaceOf('Berlin', '19431', known)).toMatchObject({
      level: 'hint',
      values: { place: 'Seendorf, Lichtenhof' },
    })
    expect(checkPlaceOf('Berlin', '10115', known)).toBeUndefined()
  })
})

describe('dates', () => {
  test.each([
    ['3.11.2026', '2026-11-03'],
    ['03112026', '2026-11-03'],
    ['3.5.80', '1980-05-03'],
    ['1/2/30', '2030-02-01'],
    ['29.02.2024', '2024-02-29'],
  ])('[CHK5] %s is read as %s', (typed, day) => expect(readDay(typed, today)).toEqual({ day }))
  test('[CHK5] days the calendar does not have are told from what is no date', () => {
    expect(readDay('31.02.2026', today)).toEqual({ problem: 'not-in-calendar' })
    expect(readDay('29.02.2025', today)).toEqual({ problem: 'not-in-calendar' })
    expect(readDay('morgen', today)).toEqual({ problem: 'unreadable' })
    expect(code(checkDate('31.02.2026', { rule: 'any' }, {}, today))).toBe('error dateNotInCalendar')
    expect(code(checkDate('2026-11-23', { rule: 'birth' }, {}, today))).toBe('error birthInFuture')
    expect(code(checkDate('1899-12-31', { rule: 'birth' }, {}, today))).toBe('error birthTooLongAgo')
    expect(code(checkDate('2026-11-23', { rule: 'past' }, {}, today))).toBe('error dateInFuture')
  })
  test('[CHK6] moving in is confirmed for 14 days, then hinted at and never refused (§ 17 BMG)', () => {
    expect(code(checkDate('2026-11-22', { rule: 'move-in' }, {}, today))).toBe('good moveInGood')
    expect(code(checkDate('2026-11-08', { rule: 'move-in' }, {}, today))).toBe('good moveInGood')
    expect(checkDate('2026-11-07', { rule: 'move-in' }, {}, today)).toMatchObject({
      level: 'hint',
      code: 'moveInLate',
      values: { days: 15 },
    })
    expect(code(checkDate('2026-11-23', { rule: 'move-in' }, {}, today))).toBe('error moveInAhead')
  })
  test('[CHK5] every day survives being written and read, and counting goes both ways', () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        expect(isIsoDay(one)).toBe(true)
        expect(readDay(germanDay(one), today)).toEqual({ day: one })
        expect(addDays(one, daysBetween(one, other))).toBe(other)
        expect(daysBetween(one, other)).toBe(-daysBetween(other, one) || 0)
      }),
    )
  })
  test('[CHK5] age counts completed years, and the day is the one in Germany', () => {
    expect(ageOn('2010-11-22', today)).toBe(16)
    expect(ageOn('2010-11-23', today)).toBe(15)
    expect(germanToday(new Date('2026-07-14T22:30:00Z'))).toBe('2026-07-15')
    expect(germanToday(new Date('2026-12-31T22:30:00Z'))).toBe('2026-12-31')
  })
  test('[CHK5] the inspection holds to the end of its month', () => {
    expect(normalMonth('3/27')).toBe('03/2027')
    expect(code(checkInspection('11.2026', today))).toBe('good huGood')
    expect(code(checkInspection('10/2026', today))).toBe('hint huOver')
    expect(code(checkInspection('13/2026', today))).toBe('error huForm')
  })
})

describe('words and numbers', () => {
  test.each([
    'Müller-Lüdenscheidt',
    'Yıldız',
    'Weiß',
    'O’Neill',
    "d'Ávila",
    'Αθηνά',
    'Şahin',
    'Dr. Voß',
    '王芳',
  ])('[CHK7] %s is a name', (name) => expect(checkName(name)).toBeUndefined())
  test('[CHK7] digits and signs in names are pointed at', () => {
    expect(code(checkName('Wendt3'))).toBe('error nameDigits')
    expect(checkName('Wen#dt')).toMatchObject({ code: 'nameCharacters', values: { character: '#' } })
    expect(code(checkName('--'))).toBe('error nameLetters')
  })
  test('[CHK7] house numbers, e-mail and telephone', () => {
    for (const number of ['12', '12a', '12 A', '12-14', '12/2', '3ä'])
      expect(checkHouseNumber(number)).toBeUndefined()
    for (const number of ['a12', '12345', '12,5'])
      expect(code(checkHouseNumber(number))).toBe('error houseNumber')
    expect(checkEmail('p.wendt@beispiel.de')).toBeUndefined()
    expect(code(checkEmail('p.wendt'))).toBe('error emailAt')
    expect(code(checkEmail('p@beispiel'))).toBe('error emailDomain')
    expect(checkPhone('+49 (151) 234-5678')).toBeUndefined()
    expect(code(checkPhone('abc'))).toBe('error phoneForm')
  })
  test('[CHK7] numbers are read the German way', () => {
    expect(readNumber('1.234,50')).toBe(1234.5)
    expect(readNumber('450,5 €')).toBe(450.5)
    expect(readNumber('1234.50')).toBe(1234.5)
    expect(readNumber('viel')).toBeUndefined()
    expect(readNumber('1e3')).toBeUndefined()
    expect(readNumber('')).toBeUndefined()
  })
})

describe('proper spelling', () => {
  test('[CHK8] writing properly twice changes nothing more, whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...formats),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (format, typed) => {
          const once = normalForm(format, typed)
          expect(normalForm(format, once)).toBe(once)
        },
      ),
      { numRuns: 2000 },
    )
  })
  test('[CHK8] writing properly never turns a good value into a bad one', () => {
    const letter = fc.constantFrom('A', 'B', 'C', 'X', 'Y', 'Z')
    const plate = fc
      .tuple(letter, letter, letter, fc.integer({ min: 1, max: 9999 }))
      .map(([a, b, c, n]) => `${a}${b} ${c}${n}`.toLowerCase())
    fc.assert(
      fc.property(plate, (typed) => {
        expect(checkPlate(normalForm('plate', typed), 'old')).toBeUndefined()
      }),
    )
    expect(normalForm('house-number', ' 12 A')).toBe('12a')
    expect(normalForm('iban', 'de89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00')
    expect(normalForm('text', 'Zeile eins\n  Zeile   zwei ')).toBe('Zeile eins\n Zeile zwei')
  })
})
