import { describe, expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import { findingSentence } from '#client/cases/form/finding-sentence.ts'
import { forms as texts } from '#client/text/de/forms.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import { exampleDay, formExamples, type Picture } from '#tests/support/form-examples.ts'

const source = demoDistrict()
const context = { today: exampleDay, plates: ['LTL'], places: source.current().places }
const { t } = createI18n({ legacy: false, locale: 'de', messages: { de: { forms: texts } } }).global

/** The example of a form with something changed: what is said about it, word for word, by the key of its field. */
function said(service: string, change: Picture): Record<string, string> {
  const form = formOf(source.forms[service]!)
  const check = checkForm(form, valuesFrom(form, { ...formExamples[service]!, ...change }), context)
  const remarks = [...check.missing, ...check.findings].filter(([, { level }]) => level !== 'good')
  return Object.fromEntries(
    remarks.map(([key, finding]) => [
      key,
      findingSentence((path, values, plural) => t(path, values, plural), finding),
    ]),
  )
}

const people = formExamples['wohnsitz-anmelden']!['personen'] as Readonly<Record<string, Picture>>
const personen = (id: 'a' | 'b', change: Picture): Picture => ({
  personen: { ...people, [id]: { ...people[id], ...change } },
})

describe('bad input', () => {
  test.each<[string, string, Picture, Record<string, string>]>([
    [
      'a passport issued before its holder was born',
      'wohnsitz-anmelden',
      personen('a', {
        ausweise: { a: { art: 'Reisepass', seriennummer: 'C01X00T47', ausgestellt: '1984-02-28' } },
      }),
      {
        'personen/a/ausweise/a/ausgestellt':
          'Das Datum liegt vor „Geburtsdatum“ (29.02.1984). Bitte beide Daten vergleichen.',
      },
    ],
    [
      'a child born after it moved in',
      'wohnsitz-anmelden',
      personen('b', { geburtsdatum: '2026-11-15' }),
      {
        'personen/b/geburtsdatum':
          'Das Datum liegt nach „Einzugsdatum“ (10.11.2026). Bitte beide Daten vergleichen.',
      },
    ],
    [
      'a birth tomorrow',
      'meldebescheinigung',
      { 'person.geburtsdatum': '2026-11-23' },
      { 'person.geburtsdatum': 'Das Geburtsdatum liegt in der Zukunft. Bitte das Jahr prüfen.' },
    ],
    [
      'a trade begun before the birth',
      'gewerbe-anmelden',
      { 'person.geburtsdatum': '1980-05-03', beginn: '1979-01-01' },
      { beginn: 'Das Datum liegt vor „Geburtsdatum“ (03.05.1980). Bitte beide Daten vergleichen.' },
    ],
    [
      'moving in tomorrow',
      'wohnsitz-aendern',
      { einzug: '2026-11-23' },
      {
        einzug:
          'Der Einzug liegt in der Zukunft. Anmelden geht erst ab dem Einzugstag; bitte das Datum prüfen.',
      },
    ],
    [
      '29 February of a year that has none',
      'wohnsitz-anmelden',
      { einzug: '29.02.2026' },
      { einzug: 'Diesen Tag gibt es im Kalender nicht. Bitte Tag und Monat prüfen.' },
    ],
    ['29 February of a leap year', 'meldebescheinigung', { 'person.geburtsdatum': '1984-02-29' }, {}],
    ['a plate with an umlaut in front', 'kfz-ummeldung', { kennzeichenAlt: 'fü-pw 417' }, {}],
    [
      'a plate with an umlaut inside',
      'kfz-ummeldung',
      { kennzeichenAlt: 'LTL-ÖB 12' },
      {
        kennzeichenAlt:
          'Ä, Ö und Ü gibt es nur im Ortskürzel, zum Beispiel FÜ-PW 417. Bitte die Buchstaben danach prüfen.',
      },
    ],
    [
      'names with ı, ş, ß and 120 characters',
      'meldebescheinigung',
      { 'person.familienname': 'Şıßñ'.repeat(30), 'person.vornamen': 'Işıl Zoë d’Ávila Ñ. Strauß-Ørsted' },
      {},
    ],
    [
      'names of 121 characters',
      'meldebescheinigung',
      { 'person.familienname': `${'Şıßñ'.repeat(30)}a` },
      { 'person.familienname': 'Hier ist Platz für 120 Zeichen. Bitte um 1 kürzen.' },
    ],
    [
      'a fourth citizenship',
      'wohnsitz-anmelden',
      personen('a', {
        weitereStaatsangehoerigkeiten: {
          a: { wert: 'türkisch' },
          b: { wert: 'schwedisch' },
          c: { wert: 'irisch' },
        },
      }),
      {
        'personen/a/weitereStaatsangehoerigkeiten':
          'Mehr als 2 sind nicht möglich. Bitte die übrigen entfernen.',
      },
    ],
    [
      'a child that moves in without its parents',
      'wohnsitz-anmelden',
      personen('b', { mitEltern: false }),
      {
        'personen/b/vertreter': 'Bitte mindestens 1 eintragen.',
        'personen/b/geburtsdatum': 'Unter 16 Jahren (7): Bitte „Sorgeberechtigte“ ausfüllen.',
      },
    ],
    [
      'a death before the birth',
      'sterbeurkunde',
      { 'verstorben.geburtsdatum': '1940-02-29', 'verstorben.sterbedatum': '1939-12-31' },
      {
        'verstorben.sterbedatum':
          'Das Datum liegt vor „Geburtsdatum“ (29.02.1940). Bitte beide Daten vergleichen.',
      },
    ],
    [
      'a keeper who died, and nobody says who acts',
      'kfz-abmeldung',
      { verstorben: true, sterbedatum: '2026-11-01', stellung: '' },
      { stellung: 'Bitte auswählen.' },
    ],
  ])('[CHK13] %s', (_what, service, change, sentences) => {
    expect(said(service, change)).toEqual(sentences)
  })
})
