import { describe, expect, test } from 'vitest'
import forms from '#server/district/demo/forms.json' with { type: 'json' }
import { formFaults } from '#server/district/form-faults.ts'

type Json = Record<string, unknown>

/** A form with everything a form can say; each story spoils one thing. */
const sound = {
  title: 'Umzug melden',
  type: 'object',
  required: ['von', 'art'],
  properties: {
    von: { type: 'string', format: 'date', title: 'Von' },
    bis: { type: 'string', format: 'date', title: 'Bis', 'x-field': { notBefore: 'von' } },
    art: { enum: ['allein', 'gemeinsam'], title: 'Art' },
    nummer: { type: 'string', title: 'Nummer', pattern: '^[0-9]{4}$', examples: ['1234'] },
    miete: { type: 'number', title: 'Miete', minimum: 0, maximum: 9000 },
    heizung: { type: 'number', title: 'davon Heizung', 'x-field': { atMost: 'miete' } },
    personen: {
      type: 'array',
      title: 'Personen',
      minItems: 1,
      maxItems: 3,
      items: { $ref: '#/$defs/person' },
      'x-field': { itemTitle: 'Person', when: { field: 'art', in: ['gemeinsam'] } },
    },
  },
  $defs: {
    person: {
      type: 'object',
      title: 'Person',
      required: ['name'],
      properties: {
        name: { type: 'string', title: 'Name' },
        geburt: { type: 'string', format: 'date', title: 'Geburt', 'x-field': { notAfter: 'von' } },
        vertreter: {
          type: 'array',
          title: 'Vertretung',
          items: { type: 'string', title: 'Name' },
          'x-field': { when: { field: 'geburt', ageUnder: 18 } },
        },
      },
    },
  },
  if: { properties: { art: { const: 'allein' } }, required: ['art'] },
  // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema calls it so
  then: { required: ['nummer'] },
  'x-sections': [{ title: 'Zeit', fields: ['von', 'bis'] }],
}

/** The sound form with `value` at a JSON path; undefined takes the place away. */
function spoilt(path: string, value: unknown): Json {
  const form = structuredClone(sound) as Json
  const steps = path.split('/').slice(1)
  const last = steps.pop() ?? ''
  let at = form
  for (const step of steps) at = at[step] as Json
  if (value === undefined) delete at[last]
  else at[last] = value
  return form
}

describe('a form in a file', () => {
  test('[FORM15] forms of the demo district, and one that says everything, are forms', () => {
    expect(formFaults(sound)).toEqual([])
    for (const form of Object.values(forms)) expect(formFaults(form)).toEqual([])
  })

  test.each([
    ['/title', undefined, '/title', 'Hier fehlt „title“. Bitte ergänzen.'],
    ['/type', 'array', '/type', ''],
    ['/requierd', ['von'], '/requierd', 'ist hier nicht bekannt'],
    ['/required/1', 'ende', '/required/1', 'Eine Eigenschaft „ende“ gibt es hier nicht.'],
    ['/properties/von', 'Datum', '/properties/von', ''],
    ['/properties/von/type', 'datum', '/properties/von/type', ''],
    ['/properties/von/type', undefined, '/properties/von/type', 'Hier fehlt der Typ'],
    ['/properties/von/title', undefined, '/properties/von', 'Hier fehlt der Titel.'],
    ['/properties/von/title', '', '/properties/von/title', ''],
    ['/properties/von/titel', 'Von', '/properties/von/titel', 'ist hier nicht bekannt'],
    [
      '/properties/a-b',
      { type: 'string', title: 'x' },
      '/properties/a-b',
      'Der Name einer Eigenschaft besteht',
    ],
    ['/properties/von/x-field', { datum: 'past' }, '/properties/von/x-field/datum', 'ist hier nicht bekannt'],
    ['/properties/von/x-field', { date: 'gestern' }, '/properties/von/x-field/date', ''],
    ['/properties/von/x-field', { unit: '€' }, '/properties/von/x-field/unit', '„unit“ passt nicht'],
    [
      '/properties/bis/x-field/notBefore',
      'anfang',
      '/properties/bis/x-field/notBefore',
      'Ein Datumsfeld „anfang“ gibt es hier nicht.',
    ],
    [
      '/properties/heizung/x-field/atMost',
      'von',
      '/properties/heizung/x-field/atMost',
      'Ein Zahlenfeld „von“ gibt es hier nicht.',
    ],
    ['/properties/art/enum', [], '/properties/art/enum', ''],
    ['/properties/art/enum', ['a', 'a'], '/properties/art/enum', ''],
    ['/properties/art/enum', [1, 2], '/properties/art/enum/0', ''],
    ['/properties/nummer/pattern', '^[0-9{4}$', '/properties/nummer/pattern', 'Das Muster ist kein gültiger'],
    ['/properties/nummer/examples', undefined, '/properties/nummer/pattern', 'Zu einem Muster gehört ein'],
    ['/properties/nummer/examples', ['12'], '/properties/nummer/examples/0', 'Das Beispiel „12“ passt nicht'],
    ['/properties/miete/minimum', 9001, '/properties/miete/minimum', '„minimum“ ist größer als „maximum“.'],
    ['/properties/personen/minItems', 4, '/properties/personen/minItems', '„minItems“ ist größer'],
    [
      '/properties/personen/items/$ref',
      '#/$defs/mensch',
      '/properties/personen/items/$ref',
      'Auf „#/$defs/mensch“ wird verwiesen',
    ],
    [
      '/properties/personen/x-field/when',
      { field: 'art', in: ['zusammen'] },
      '/properties/personen/x-field/when/in',
      '„art“ kann nie "zusammen" sein.',
    ],
    [
      '/properties/personen/x-field/when',
      { feld: 'art' },
      '/properties/personen/x-field/when',
      'Eine Bedingung ist',
    ],
    [
      '/$defs/person/properties/vertreter/x-field/when/field',
      'geburtstag',
      '/$defs/person/properties/vertreter/x-field/when/field',
      'Ein Datumsfeld „geburtstag“ gibt es hier nicht.',
    ],
    [
      '/$defs/person/properties/geburt/x-field/notAfter',
      'einzug',
      '/$defs/person/properties/geburt/x-field/notAfter',
      'Ein Datumsfeld „einzug“ gibt es hier nicht.',
    ],
    ['/$defs/person/required/0', 'nachname', '/$defs/person/required/0', 'Eine Eigenschaft „nachname“'],
    ['/if/properties/art/const', 'zu zweit', '/if', '„art“ kann nie "zu zweit" sein.'],
    ['/if', undefined, '/then', '„then“ braucht ein „if“.'],
    ['/then', undefined, '/if', '„if“ braucht ein „then“.'],
    ['/then/required', ['dauer'], '/then/required/0', 'Eine Eigenschaft „dauer“ gibt es hier nicht.'],
    ['/x-sections/0/fields/1', 'ende', '/x-sections/0/fields/1', 'Eine Eigenschaft „ende“ gibt es'],
    ['/x-sections/0/fields/1', 'von', '/x-sections/0/fields/1', '„von“ steht schon in einem Abschnitt.'],
  ])('[FORM15] %s = %j is refused at %s', (path, value, at, sentence) => {
    const [first] = formFaults(spoilt(path, value))
    expect(first?.path).toBe(at)
    expect(first?.sentence).toContain(sentence)
  })

  test('[FORM15] groups deeper than three, forms without end and what is no object at all are refused', () => {
    const nested = (depth: number): Json =>
      depth === 0
        ? { type: 'string', title: 'Name' }
        : { type: 'array', title: 'Gruppe', items: { type: 'object', properties: { g: nested(depth - 1) } } }
    expect(formFaults(spoilt('/properties/von', nested(3)))).not.toContainEqual(
      expect.objectContaining({ sentence: 'Gruppen lassen sich höchstens 3-mal schachteln.' }),
    )
    expect(formFaults(spoilt('/properties/von', nested(4)))).toContainEqual({
      path: '/properties/von/items/properties/g/items/properties/g/items/properties/g/items/properties/g',
      sentence: 'Gruppen lassen sich höchstens 3-mal schachteln.',
    })
    const many = Object.fromEntries(
      Array.from({ length: 401 }, (_none, at) => [`f${at}`, { type: 'string', title: 'x' }]),
    )
    expect(formFaults({ title: 'x', type: 'object', properties: many })).toEqual([
      { path: '/properties', sentence: 'Mehr als 400 Felder hat kein Formular.' },
    ])
    expect(formFaults({ title: 'x', type: 'object', properties: {} })).toHaveLength(1)
    for (const strange of [null, 3, 'x', [], { properties: null }])
      expect(formFaults(strange)).not.toEqual([])
  })
})
