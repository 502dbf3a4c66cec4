import { describe, expect, test } from 'vitest'
import type { ServiceId } from '#shared/model/ids.ts'
import { CatalogueService } from '#server/catalogue/catalogue-service.ts'
import { demoDistrict, demoFile } from '#server/district/demo-district.ts'
import evidence from '#server/district/demo/evidence.json' with { type: 'json' }
import retention from '#server/district/demo/retention.json' with { type: 'json' }
import { loadDistrict } from '#server/district/load-district.ts'

const load = (changed: object) => () => loadDistrict('landkreis.json', { ...demoFile, ...changed })
/** The demo files with one thing changed. */
const withEvidence = (need: Record<string, unknown>) =>
  load({ evidence: { ...evidence, 'hund-anmelden': [need] } })
const withRetention = (changed: Record<string, unknown>) => load({ retention: { ...retention, ...changed } })
const proof = { id: 'nachweis', title: 'Nachweis' }

describe('evidence and retention files', () => {
  test('[NEED2] the catalogue delivers a form with its evidence needs and its retention class', () => {
    const source = demoDistrict()
    const form = new CatalogueService(source).form('wohnsitz-anmelden' as ServiceId)
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
    [{ ...proof, mayFollowDays: 0 }, '/0/mayFollowDays: Der Wert muss >= 1 sein. Bitte berichtigen.'],
    [
      { ...proof, orginal: true },
      '/0/orginal: „orginal“ ist hier nicht bekannt. Bitte die Schreibweise prüfen oder streichen.',
    ],
  ])('[NEED3] evidence %j is refused with its place', (need, reason) => {
    expect(withEvidence(need)).toThrow(`(/evidence/hund-anmelden${reason.replace(': ', '): ')}`)
  })

  test('[NEED3] services without their evidence or class, unknown ones and doubles are refused', () => {
    const { 'hund-anmelden': dog, ...others } = evidence
    expect(load({ evidence: others })).toThrow(
      '(/evidence): „hund-anmelden“ hat ein Formular und fehlt hier.',
    )
    expect(load({ evidence: { ...evidence, kutsche: [] } })).toThrow(
      '(/evidence/kutsche): Diese Leistung hat kein Formular.',
    )
    expect(load({ evidence: { ...evidence, 'hund-anmelden': [dog[0], dog[0]] } })).toThrow(
      '(/evidence/hund-anmelden/1/id): „haftpflicht“ gibt es hier schon.',
    )
    expect(withRetention({ services: { ...retention.services, wohngeld: 'ewig' } })).toThrow(
      '(/retention/services/wohngeld): Eine Löschklasse „ewig“ gibt es nicht.',
    )
    expect(withRetention({ classes: [...retention.classes, retention.classes[0]] })).toThrow(
      `(/retention/classes/${retention.classes.length}/id): „meldewesen“ gibt es hier schon.`,
    )
    expect(withRetention({ classes: [{ ...retention.classes[0], startEvent: 'irgendwann' }] })).toThrow(
      '(/retention/classes/0/startEvent): „irgendwann“ gibt es nicht. Erlaubt ist: ',
    )
  })
})
