import { describe, expect, test } from 'vitest'
import type { ServiceId } from '#shared/model/ids.ts'
import { CatalogueService } from '#server/catalogue/catalogue-service.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import evidence from '#server/district/demo/evidence.json' with { type: 'json' }
import forms from '#server/district/demo/forms.json' with { type: 'json' }
import retention from '#server/district/demo/retention.json' with { type: 'json' }
import { loadEvidence, loadRetention } from '#server/district/load-evidence.ts'

/** The demo files with one thing changed. */
const withEvidence = (need: Record<string, unknown>) => () =>
  loadEvidence({ ...evidence, 'hund-anmelden': [need] }, forms)
const withRetention = (changed: Record<string, unknown>) => () =>
  loadRetention({ ...retention, ...changed }, forms)
const proof = { id: 'nachweis', title: 'Nachweis' }

describe('evidence and retention files', () => {
  test('[NEED2] the catalogue delivers a form with its evidence needs and its retention class', () => {
    const source = demoDistrict()
    const form = new CatalogueService(source, source.forms, source).form('wohnsitz-anmelden' as ServiceId)
    expect(form.evidence).toContainEqual({
      id: 'wohnungsgeber',
      title: 'Wohnungsgeberbestätigung',
      mayFollowDays: 14,
      source: '§ 19 BMG',
    })
    expect(form.retention).toEqual(retention.classes[0])
  })

  test.each([
    [
      { ...proof, when: { field: 'katze', in: [true] } },
      '/0/when/field: Ein Feld „katze“ gibt es hier nicht.',
    ],
    [
      { ...proof, when: { not: { field: 'ermaessigung', in: ['voll'] } } },
      '/0/when/not/in: „ermaessigung“ kann nie "voll" sein.',
    ],
    [
      { ...proof, when: { all: [{ filled: 'sepa' }, { filled: 'konto' }] } },
      '/0/when/all/1/filled: Ein Feld „konto“ gibt es hier nicht.',
    ],
    [{ ...proof, when: { any: [] } }, '/0/when/any: Hier fehlt mindestens eine Bedingung.'],
    [{ ...proof, when: { field: 'beginn', in: [] } }, '/0/when/in: Hier fehlt mindestens eine Antwort.'],
    [
      { ...proof, when: { field: 'hund.rasse', ageUnder: 3 } },
      '/0/when/field: Ein Datumsfeld „hund.rasse“ gibt es hier nicht.',
    ],
    [
      { ...proof, when: { field: 'beginn', ageUnder: 'drei' } },
      '/0/when/ageUnder: Das Alter ist eine ganze Zahl',
    ],
    [{ ...proof, when: { feld: 'beginn' } }, '/0/when: Eine Bedingung ist'],
    [{ ...proof, when: 'immer' }, '/0/when: Eine Bedingung ist'],
    [{ ...proof, mayFollowDays: 0 }, '/0/mayFollowDays: must be >= 1'],
    [{ ...proof, orginal: true }, '/0/orginal: '],
  ])('[NEED3] evidence %j is refused with its place', (need, reason) => {
    expect(withEvidence(need)).toThrow(`evidence.json /hund-anmelden${reason}`)
  })

  test('[NEED3] services without their evidence or class, unknown ones and doubles are refused', () => {
    const { 'hund-anmelden': dog, ...others } = evidence
    const load = (changed: unknown) => () => loadEvidence(changed, forms)
    expect(load(others)).toThrow('evidence.json: „hund-anmelden“ hat ein Formular und fehlt hier.')
    expect(load({ ...evidence, kutsche: [] })).toThrow(
      'evidence.json /kutsche: Diese Leistung hat kein Formular.',
    )
    expect(load({ ...evidence, 'hund-anmelden': [dog[0], dog[0]] })).toThrow(
      'evidence.json /hund-anmelden/1: „haftpflicht“ gibt es hier schon.',
    )
    expect(withRetention({ services: { ...retention.services, wohngeld: 'ewig' } })).toThrow(
      'retention.json /services/wohngeld: Eine Löschklasse „ewig“ gibt es nicht.',
    )
    expect(withRetention({ classes: [...retention.classes, retention.classes[0]] })).toThrow(
      `retention.json /classes/${retention.classes.length}: „meldewesen“ gibt es hier schon.`,
    )
    expect(withRetention({ classes: [{ ...retention.classes[0], startEvent: 'irgendwann' }] })).toThrow(
      'retention.json /classes/0/startEvent: must be equal to one of the allowed values',
    )
  })
})
