import { describe, expect, test } from 'vitest'
import { planOf, type FieldPlan } from '#shared/model/forms/field-plan.ts'
import { fieldsOf, type Field, type Form } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { linkedFields } from '#shared/model/forms/links.ts'
import { isRequired, isVisible } from '#shared/model/forms/conditions.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import { demoDistrict } from '#server/district/demo-district.ts'

const schemas = demoDistrict().forms
const forms = Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, formOf(schema)]))
const today = '2026-11-22'

function form(id: string): Form {
  return forms[id]!
}
function field(id: string, path: string): Field {
  return fieldsOf(form(id)).find((one) => one.path === path)!
}

describe('forms', () => {
  test('[FORM1] every schema of the catalogue becomes a form in which each property has one place', () => {
    expect(Object.keys(forms)).toHaveLength(25)
    for (const one of Object.values(forms)) {
      const paths = fieldsOf(one).map(({ path }) => path)
      expect(new Set(paths).size).toBe(paths.length)
      expect(one.sections.every(({ fields }) => fields.length > 0)).toBe(true)
    }
  })

  test('[FORM1] references, titles, lengths and kinds come from the schema', () => {
    expect(field('wohnsitz-anmelden', 'neueWohnung.strasse')).toMatchObject({
      kind: 'text',
      title: 'Straße',
      maxLength: 80,
      required: true,
    })
    expect(field('wohnsitz-anmelden', 'einzug')).toMatchObject({ kind: 'date', rule: 'move-in' })
    expect(field('personalausweis', 'groesseCm')).toMatchObject({
      kind: 'integer',
      minimum: 30,
      maximum: 250,
    })
    expect(field('wohngeld', 'wohnung.gesamtmiete')).toMatchObject({ kind: 'decimal', unit: '€' })
    expect(field('fuehrerschein-umtausch', 'klassen')).toMatchObject({ kind: 'multi', minItems: 1 })
    expect(field('ausweis-adresse', 'ausweisVorgelegt')).toMatchObject({
      kind: 'flag',
      mustBeTrue: true,
      required: true,
    })
    expect(field('wohnsitz-anmelden', 'personen')).toMatchObject({
      kind: 'group',
      minItems: 1,
      maxItems: 12,
      itemTitle: 'Person',
    })
    expect(form('wohnsitz-anmelden').sections.map(({ title }) => title)).toEqual([
      'Einzug',
      'Neue Wohnung',
      'Bisherige Wohnung',
      'Mitziehende Personen',
      'Wohnungsgeberbestätigung (§ 19 Abs. 3 BMG)',
    ])
  })

  test('[FORM2] a part that depends on an answer is shown and asked for only then', () => {
    const bank = { zb2Verbleib: 'liegt bei Bank oder Leasinggeber' }
    const financier = field('kfz-ummeldung', 'finanzierer')
    expect(isVisible(financier, {}, today)).toBe(false)
    expect(isRequired(financier, {}, today)).toBe(false)
    expect(isVisible(financier, bank, today)).toBe(true)
    expect(isRequired(financier, bank, today)).toBe(true)
    const report = field('personalausweis', 'verlustanzeige')
    expect(isVisible(report, { anlass: 'abgelaufen' }, today)).toBe(false)
    expect(isRequired(report, { anlass: 'Diebstahl' }, today)).toBe(true)
    const guardians = field('personalausweis', 'sorgeberechtigte')
    expect(isVisible(guardians, { 'antragsteller.geburtsdatum': '2010-11-22' }, today)).toBe(false)
    expect(isVisible(guardians, { 'antragsteller.geburtsdatum': '2010-11-23' }, today)).toBe(true)
    const name = field('unterhaltsvorschuss', 'andererElternteil.name')
    expect(isRequired(name, {}, today)).toBe(true)
    expect(isVisible(name, { 'andererElternteil.unbekannt': true }, today)).toBe(false)
  })

  test('[FORM3] a voluntary part becomes binding as a whole once somebody has begun it', () => {
    const place = field('wohnsitz-anmelden', 'bisherigeWohnung.ort')
    expect(isRequired(place, {}, today)).toBe(false)
    expect(isRequired(place, { 'bisherigeWohnung.strasse': 'Weg' }, today)).toBe(true)
    expect(isRequired(place, { art: 'Nebenwohnung' }, today)).toBe(true)
  })

  test('[FORM4] the plan names a text for what is typed and scalars for the rest, groups with their items', () => {
    const plan = planOf(form('wohnsitz-anmelden'))
    const at = (path: string) => plan.find((one) => one.path === path)
    expect(at('neueWohnung.strasse')?.kind).toBe('text')
    expect(at('einzug')?.kind).toBe('scalar')
    expect(at('art')?.kind).toBe('scalar')
    expect(at('personen')).toMatchObject({ kind: 'group', minItems: 1, maxItems: 12 })
    expect(at('personen')?.item?.map(({ path }: FieldPlan) => path)).toContain('familienname')
    expect(planOf(form('fuehrerschein-umtausch')).map(({ path }) => path)).toContain('klassen.alt 3')
    expect(
      planOf(form('wohngeld'))
        .find(({ path }) => path === 'haushalt')
        ?.item?.map(({ path }) => path),
    ).toContain('einkommensart.Rente')
  })

  test('[FORM5] an address and a person mean the same in all forms of a bundle', () => {
    const links = linkedFields({
      a: form('wohnsitz-anmelden'),
      b: form('kfz-ummeldung'),
      c: form('ausweis-adresse'),
    })
    const street = links.filter(({ meaning }) => meaning === 'citizen.address.street')
    expect(street.map(({ from, to }) => [from.path, to.path])).toEqual([
      ['neueWohnung.strasse', 'anschrift.strasse'],
      ['neueWohnung.strasse', 'anschrift.strasse'],
      ['anschrift.strasse', 'anschrift.strasse'],
    ])
    const name = links.find(({ meaning }) => meaning === 'citizen.familyName')
    expect(name?.from).toEqual({ form: 'a', group: 'personen', path: 'familienname' })
    expect(name?.to).toEqual({ form: 'b', path: 'halter.familienname' })
    expect(links.find(({ meaning }) => meaning === 'citizen.birthDate')?.kind).toBe('scalar')
    expect(links.some(({ from, to }) => from.form === to.form)).toBe(false)
    expect(links.some(({ from }) => from.path.startsWith('wohnungsgeber'))).toBe(false)
  })

  test('[FORM6] values take what the form names and can hold, items in the order of their making', () => {
    const json = JSON.parse(
      '{"einzug":"2026-11-04","unbekannt":"x","art":null,"__proto__":{"einzug":"2000-01-01"},"personen":{"b":{"familienname":"Zwei"},"a":{"familienname":"Eins","fremd":1},"c":"x"}}',
    ) as Record<string, unknown>
    const values = valuesFrom(form('wohnsitz-anmelden'), json)
    expect(values.fields).toEqual({ einzug: '2026-11-04' })
    const groups = { weitereStaatsangehoerigkeiten: [], ausweise: [], vertreter: [] }
    expect(values.groups['personen']).toEqual([
      { id: 'a', fields: { familienname: 'Eins' }, groups },
      { id: 'b', fields: { familienname: 'Zwei' }, groups },
    ])
  })

  test('[FORM7] a schema that says something unknown is refused with its place', () => {
    const schema = (properties: Record<string, unknown>) => ({ title: 'x', type: 'object', properties })
    expect(() => formOf(schema({ a: { type: 'null' } }))).toThrow('/properties/a/type: unknown type null')
    expect(() => formOf(schema({ a: { $ref: '#/$defs/b' } }))).toThrow(
      '/properties/a/$ref: unknown reference #/$defs/b',
    )
    expect(() => formOf({ ...schema({}), 'x-sections': [{ fields: ['a'] }] })).toThrow(
      '/x-sections/0/fields/0: unknown property a',
    )
  })
})
