import { describe, expect, test } from 'vitest'
import type { AuthorityId, OfficeId, ServiceId } from '#shared/model/ids.ts'
import { CatalogueService } from '#server/catalogue/catalogue-service.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import { Refused } from '#server/platform/refused.ts'

const source = demoDistrict()
const catalogue = new CatalogueService(source)
const at = (office: string, authority = office) => ({
  office: office as OfficeId,
  authority: authority as AuthorityId,
})
const noon = new Date('2026-11-22T11:00:00Z')
const id = (service: string) => service as ServiceId

describe('catalogue', () => {
  test('[CAT5] the office reads for each service what it may do and which clause says so', () => {
    const { services, lifeEvents, district } = catalogue.read(noon, at('seendorf'))
    const offered = (service: string) => services.find((one) => one.id === service)
    expect(services).toHaveLength(51)
    expect(lifeEvents).toHaveLength(7)
    expect(district.plates).toEqual(['LTL'])
    expect(offered('kfz-ummeldung')).toMatchObject({
      basis: 'Vertrag 2024-07, § 4: mit Begleitung',
      authorityName: 'Landkreis Lindetal',
      authorityKind: 'district',
      unitName: 'Zulassungsstelle',
      form: true,
      allowed: true,
    })
    expect(offered('wohnsitz-anmelden')).toMatchObject({
      basis: 'eigene Aufgabe',
      authorityName: 'Amt Seendorf',
      authorityKind: 'municipality',
    })
    expect(offered('wohngeld')).toMatchObject({
      basis: 'gemeinsame Stelle bei Stadt Lindenstadt (2019-03, § 2): nur Vorprüfung',
      unit: 'wohngeld',
    })
    expect(offered('elterngeld')).toMatchObject({
      mode: 'referral',
      allowed: false,
      authorityKind: 'other',
      form: false,
    })
    expect(services.every(({ basis }) => basis.length > 5)).toBe(true)
  })

  test('[CAT6] on the day after a contract ended the clause says so, by the calendar of Germany', () => {
    const offered = (instant: string) =>
      catalogue.competence(at('doemzow'), id('kfz-ummeldung'), new Date(instant))
    expect(offered('2026-12-31T22:59:59Z')).toMatchObject({ allowed: true, contract: '2023-02' })
    expect(offered('2026-12-31T23:00:00Z')).toMatchObject({
      allowed: false,
      basis:
        'Vertrag 2023-02 ist am 31.12.2026 ausgelaufen (§ 9). Bitte an Landkreis Lindetal verweisen. Auskunft: Vertragsstelle im Büro der Landrätin, Telefon 030 23125 140, vertraege@landkreis-lindetal.example.',
    })
  })

  test('[NAME1] a form brings what its fields and its service are called in other languages, and nothing else', () => {
    const { names } = catalogue.form(id('hund-anmelden'))
    expect(names['tr']).toMatchObject({ 'Hund anmelden': 'Köpek kaydı', Straße: 'Sokak' })
    expect(names['ar']).toMatchObject({ 'Hund anmelden': 'تسجيل كلب', Straße: 'الشارع' })
    expect(names['en']).not.toHaveProperty('Wohnsitz anmelden')
  })

  test('[CAT7] forms and their plans are there for services that have one, unknown services are refused', () => {
    expect(catalogue.form(id('kfz-ummeldung')).schema).toMatchObject({
      title: 'Fahrzeug ummelden (Umzug, gleicher Halter)',
    })
    expect(catalogue.form(id('elterngeld'))).toEqual({
      service: 'elterngeld',
      schema: null,
      requirements: [],
      evidence: [],
      retention: null,
      names: { en: {}, tr: {}, ar: {} },
    })
    expect(catalogue.planOf(id('kfz-ummeldung')).map(({ path }) => path)).toContain('sepa.iban')
    expect(catalogue.planOf(id('elterngeld'))).toEqual([])
    for (const strange of ['kutsche', 'constructor', '__proto__']) {
      expect(() => catalogue.form(id(strange))).toThrow(Refused)
      expect(catalogue.hasForm(id(strange))).toBe(false)
    }
  })
})
