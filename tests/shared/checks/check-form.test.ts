import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { findingCodes } from '#shared/model/checks/finding.ts'
import { fieldsOf } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { noValues, valuesFrom } from '#shared/model/forms/values.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import { forms as sentences } from '#client/text/de/forms.ts'

const source = demoDistrict()
const context = { today: '2026-11-22', plates: ['LTL'], places: source.current().places }
const form = (id: string) => formOf(source.forms[id]!)

const registration = {
  einzug: '2026-11-10',
  art: 'alleinige Wohnung',
  'neueWohnung.strasse': 'Am Markt',
  'neueWohnung.hausnummer': '12a',
  'neueWohnung.plz': '19431',
  'neueWohnung.ort': 'Seendorf',
  'wohnungsgeber.name': 'Wohnbau eG',
  'wohnungsgeber.anschrift.strasse': 'Ring',
  'wohnungsgeber.anschrift.hausnummer': '1',
  'wohnungsgeber.anschrift.plz': '19431',
  'wohnungsgeber.anschrift.ort': 'Seendorf',
  personen: { a: { familienname: 'Wendt', vornamen: 'Petra', geburtsdatum: '1980-05-03' } },
}
const vehicle = {
  kennzeichenAlt: 'NMK-PW 417',
  kennzeichenNeu: 'beibehalten',
  zb2Verbleib: 'liegt bei Bank oder Leasinggeber',
  finanzierer: 'Autobank',
  fin: 'WVWZZZ1KZ8W214355',
  evb: 'A1B2C3',
  'halter.familienname': 'Wendt',
  'halter.vornamen': 'Petra',
  'halter.geburtsdatum': '1980-05-03',
  'anschrift.strasse': 'Am Markt',
  'anschrift.hausnummer': '12',
  'anschrift.plz': '19431',
  'anschrift.ort': 'Seendorf',
  'sepa.kontoinhaber': 'Petra Wendt',
  'sepa.iban': 'DE89370400440532013000',
}

describe('a whole form', () => {
  test('[CHK9] an untouched form is empty and nothing is wrong with it', () => {
    const check = checkForm(form('wohnsitz-anmelden'), noValues, context)
    expect(check.status).toBe('empty')
    expect(check.findings.size).toBe(0)
    expect(check.complete).toEqual({ filled: 0, required: 12 })
  })

  test('[CHK9] the registration is complete when nothing is missing, late moving in is a hint', () => {
    const registered = form('wohnsitz-anmelden')
    const check = checkForm(registered, valuesFrom(registered, registration), context)
    expect([...check.missing.keys()]).toEqual([])
    expect(check.status).toBe('complete')
    const late = checkForm(
      registered,
      valuesFrom(registered, { ...registration, einzug: '2026-11-04' }),
      context,
    )
    expect(late.status).toBe('hints')
    expect(late.findings.get('einzug')).toMatchObject({ level: 'hint', values: { days: 18 } })
    expect(late.errors).toBe(0)
  })

  test('[CHK9] the vehicle of the story: plates kept, one character of the eVB missing', () => {
    const vehicleForm = form('kfz-ummeldung')
    const check = checkForm(vehicleForm, valuesFrom(vehicleForm, vehicle), context)
    expect(check.findings.get('kennzeichenAlt')).toMatchObject({ level: 'good', code: 'plateKept' })
    expect(check.findings.get('evb')).toMatchObject({ level: 'error', values: { missing: 1 } })
    expect(check).toMatchObject({ status: 'hints', errors: 1, hints: 0 })
    const fixed = checkForm(vehicleForm, valuesFrom(vehicleForm, { ...vehicle, evb: 'A1B2C3D' }), context)
    expect(fixed.status).toBe('complete')
    const ours = checkForm(
      vehicleForm,
      valuesFrom(vehicleForm, { ...vehicle, kennzeichenAlt: 'LTL-PW 417' }),
      context,
    )
    expect(ours.findings.has('kennzeichenAlt')).toBe(false)
  })

  test('[CHK9] items of a group have findings of their own', () => {
    const registered = form('wohnsitz-anmelden')
    const personen = { ...registration.personen, b: { familienname: 'Wendt2', vornamen: '' } }
    const check = checkForm(registered, valuesFrom(registered, { ...registration, personen }), context)
    expect(check.findings.get('personen/b/familienname')?.code).toBe('nameDigits')
    expect([...check.missing.keys()]).toEqual(['personen/b/vornamen', 'personen/b/geburtsdatum'])
  })

  test('[CHK10] below 16 the identity card asks for the guardians', () => {
    const card = form('personalausweis')
    const check = checkForm(card, valuesFrom(card, { 'antragsteller.geburtsdatum': '2012-01-01' }), context)
    expect(check.findings.get('antragsteller.geburtsdatum')).toMatchObject({
      level: 'hint',
      code: 'ageGuardians',
      values: { age: 14, limit: 16 },
    })
    expect(check.missing.get('sorgeberechtigte')?.code).toBe('tooFewItems')
  })

  test('[CHK11] whatever a document holds, a form can be checked, and hidden fields never count', () => {
    const forms = Object.keys(source.forms).map(form)
    const anything = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant('2012-02-30'),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.array(anything, { minLength: 1, maxLength: 9 }),
        (one, pool) => {
          const paths = fieldsOf(one).map(({ path }) => path)
          const json = Object.fromEntries(paths.map((path, at) => [path, pool[at % pool.length]]))
          const check = checkForm(one, valuesFrom(one, json), context)
          expect(check.complete.filled + check.missing.size).toBe(check.complete.required)
        },
      ),
    )
  })

  test('[CHK12] every code has a sentence that says more than that something is wrong', () => {
    const known: Record<string, string> = sentences.findings
    expect(findingCodes.filter((code) => !/\p{L}{3}/u.test(known[code] ?? ''))).toEqual([])
    for (const sentence of Object.values(known))
      expect(sentence.toLowerCase()).not.toMatch(/ungültig|falsche eingabe/)
  })
})
