import { describe, expect, test } from 'vitest'
import { demoDistrict, demoFile } from '#server/district/demo-district.ts'
import { DistrictFault } from '#server/district/district-fault.ts'
import { loadDistrict, personId, readDistrict } from '#server/district/load-district.ts'

type File = typeof demoFile
const name = 'landkreis.json'
const problems = (text: string) => {
  try {
    readDistrict(name, text)
    return []
  } catch (error) {
    if (error instanceof DistrictFault) return error.problems
    throw error
  }
}
/** The demo district as a file, changed. */
const changed = (change: (file: File) => void, indent = 2): string => {
  const file = structuredClone(demoFile)
  change(file)
  return JSON.stringify(file, null, indent)
}
const lineWith = (text: string, part: string, nth = 1): number => {
  const lines = text.split('\n').flatMap((line, index) => (line.includes(part) ? [index + 1] : []))
  return lines[nth - 1] ?? 0
}

describe('district', () => {
  test('[DIST1] the demo district loads: 51 services, its forms, everybody with a stable id', () => {
    const source = demoDistrict()
    const loaded = source.current()
    expect(loaded.services).toHaveLength(51)
    expect(Object.keys(source.forms).length).toBeGreaterThanOrEqual(25)
    expect(loaded.staff.find(({ login }) => login === 'j.brandt')?.id).toBe(personId('j.brandt'))
    expect(personId('j.brandt')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(new Set(loaded.staff.map(({ id }) => id)).size).toBe(loaded.staff.length)
    expect(loaded.staff.filter(({ teamLead }) => teamLead).map(({ login }) => login)).toEqual(['i.voss'])
    expect(loaded.staff.every(({ languages }) => languages.includes('de'))).toBe(true)
    expect(loaded.staff.find(({ login }) => login === 'm.sahin')?.languages).toEqual(['de', 'tr', 'ar'])
    expect(loaded.units.find(({ id }) => id === 'kfz')?.areas).toEqual([])
    expect(loadDistrict(name, JSON.parse(JSON.stringify(demoFile))).district).toEqual(loaded)
  })

  test('[DIST2] a wrong file is refused as a whole, with line, path and a sentence of what to do', () => {
    const cases: [string, (file: File) => void, string, string, string][] = [
      [
        'a key of the wrong form',
        (file) => void (file.services[3]!.leika = '12'),
        '/services/3/leika',
        '"leika": "12"',
        '„12“ passt nicht. Erwartet wird ein LeiKa-Schlüssel mit 14 Ziffern, der mit 99 beginnt.',
      ],
      [
        'a word that is not one of the list',
        (file) => void (file.contracts[0]!.services[0]!.mode = 'selbst'),
        '/contracts/0/services/0/mode',
        '"mode": "selbst"',
        '„selbst“ gibt es nicht. Erlaubt ist: independent, accompanied, precheck, referral.',
      ],
      [
        'an unknown service',
        (file) => void file.units[0]!.services.push('kutsche'),
        '/units/0/services/5',
        '"kutsche"',
        'Die Leistung „kutsche“ gibt es in dieser Datei nicht. Bitte die Kennung prüfen oder den Eintrag ergänzen.',
      ],
      [
        'a delegation to an office that does not exist',
        (file) => void (file.contracts[1]!.offices = ['mondbasis']),
        '/contracts/1/offices/0',
        '"mondbasis"',
        'Das Büro „mondbasis“ gibt es in dieser Datei nicht. Bitte die Kennung prüfen oder den Eintrag ergänzen.',
      ],
      [
        'a clause that is not in the contract',
        (file) => void (file.contracts[0]!.term = '§ 99'),
        '/contracts/0/term',
        '"term": "§ 99"',
        'Den Paragraphen „§ 99“ gibt es in dieser Datei nicht. Bitte die Kennung prüfen oder den Eintrag ergänzen.',
      ],
      [
        'a day that is not in the calendar',
        (file) => void (file.contracts[0]!.validFrom = '2024-02-30'),
        '/contracts/0/validFrom',
        '2024-02-30',
        'Den Tag „2024-02-30“ gibt es im Kalender nicht. Bitte als JJJJ-MM-TT angeben.',
      ],
      [
        'an end before the beginning',
        (file) => void (file.contracts[3]!.validUntil = '2022-12-31'),
        '/contracts/3/validUntil',
        '2022-12-31',
        'Das Ende 2022-12-31 liegt vor dem Beginn 2023-01-01. Bitte die Laufzeit berichtigen.',
      ],
      [
        'a service nobody answers for',
        (file) => void (file.units = file.units.filter(({ id }) => id !== 'abfall')),
        `/services/${demoFile.services.findIndex(({ id }) => id === 'sperrmuell')}`,
        '"id": "sperrmuell"',
        'Für „sperrmuell“ ist keine Fachstelle zuständig. Bitte die Leistung bei einer Fachstelle unter „services“ eintragen.',
      ],
      [
        'nobody who could administer',
        (file) => void (file.staff = file.staff.filter(({ roles }) => !roles.includes('administrator'))),
        '/staff',
        '"staff": [',
        'Niemand hat die Rolle „administrator“. Bitte mindestens eine Person damit eintragen, besser zwei: Änderungen brauchen eine zweite Person.',
      ],
      [
        'an answer no question has',
        (file) => void Object.assign(file.lifeEvents[0]!.bundle, { pferd: ['hund-anmelden'] }),
        '/lifeEvents/0/bundle/pferd',
        '"pferd"',
        'Die Antwort „pferd“ gibt es in dieser Datei nicht. Bitte die Kennung prüfen oder den Eintrag ergänzen.',
      ],
      [
        'a form that cannot be read',
        (file) =>
          void Object.assign(file.forms['hund-anmelden'].properties.hund.properties, {
            chip: { $ref: '#/$defs/chip' },
          }),
        '/forms/hund-anmelden/properties/hund/properties/chip/$ref',
        '"#/$defs/chip"',
        'Auf „#/$defs/chip“ wird verwiesen, aber das gibt es in „$defs“ nicht.',
      ],
      [
        'a part this program does not know',
        (file) => void Object.assign(file, { wetter: [] }),
        '/wetter',
        '"wetter"',
        'Den Abschnitt „wetter“ kennt dieses Programm nicht. Bitte die Schreibweise prüfen oder das Programm aktualisieren.',
      ],
      [
        'a file of tomorrow',
        (file) => void (file.schema = 2),
        '/schema',
        '"schema": 2',
        'Der Dateiaufbau hat die Version 2, dieses Programm kennt Versionen bis 1. Bitte das Programm aktualisieren oder die Datei mit Version 1 ausgeben.',
      ],
    ]
    for (const [what, change, path, marker, sentence] of cases) {
      const text = changed(change)
      const expected = { path, line: lineWith(text, marker), sentence }
      const found = problems(text)
      expect(found).toContainEqual(
        // The line of a service is that of its opening bracket, one before its id.
        what === 'a service nobody answers for' ? { ...expected, line: expected.line - 1 } : expected,
      )
    }
  })

  test('[DIST2] an id twice, and a missing key, are told where they stand', () => {
    const twice = changed((file) => void file.staff.push(file.staff[0]!))
    const { length } = demoFile.staff
    expect(problems(twice)).toEqual([
      {
        path: `/staff/${length}/login`,
        line: lineWith(twice, '"login": "j.brandt"', 2),
        sentence: 'Die Kennung „j.brandt“ ist schon vergeben. Bitte eine andere wählen.',
      },
    ])
    const text = changed((file) => void Reflect.deleteProperty(file.contracts[0]!, 'contact'))
    expect(problems(text)).toEqual([
      {
        path: '/contracts/0/contact',
        line: lineWith(text, '"id": "2024-07"') - 1,
        sentence: 'Hier fehlt „contact“. Bitte ergänzen.',
      },
    ])
  })

  test('[DIST3] two contracts for one service, counter and day are refused; one after the other is not', () => {
    const next = (validFrom: string) =>
      changed((file) => {
        const old = file.contracts.find(({ id }) => id === '2023-02')!
        file.contracts.push({ ...structuredClone(old), id: '2027-01', validFrom, validUntil: null as never })
      })
    const { length } = demoFile.contracts
    expect(problems(next('2027-01-01'))).toEqual([])
    expect(problems(next('2026-12-31'))[0]).toMatchObject({
      path: `/contracts/${length}/services/0/service`,
      sentence:
        '„kfz-neuzulassung“ ist in derselben Zeit schon durch „2023-02“ geregelt. Bitte Laufzeit, Büros oder Leistungen trennen.',
    })
  })

  test('[DIST4] broken JSON, keys twice, keys of the prototype and depth are refused with their line', () => {
    const first = (text: string) => problems(text)[0]
    expect(first('{\n  "schema": 1,\n}')).toMatchObject({ line: 3 })
    expect(first('{\n  "schema": 1\n  "a": 2\n}')).toEqual({
      path: '',
      line: 3,
      sentence: 'Vor dieser Stelle fehlt ein Komma.',
    })
    expect(first('{\n  "schema": 1,\n  "schema": 1\n}')).toEqual({
      path: '/schema',
      line: 3,
      sentence: '„schema“ steht hier zweimal. Bitte einen der beiden Einträge streichen oder umbenennen.',
    })
    expect(first('{\n  "schema": 1,\n\n  "__proto__": {}\n}')).toMatchObject({ line: 4 })
    expect(first('['.repeat(100_000))).toMatchObject({ line: 1, path: '' })
    expect(first('')).toMatchObject({ line: 1 })
    expect(first('null')).toMatchObject({ line: 1 })
    expect(first('{}')).toMatchObject({ sentence: expect.stringContaining('"schema": 1') as string })
    expect(first(' '.repeat(5 * 1024 * 1024))).toMatchObject({ path: '' })
  })

  test('[DIST5] a file with a byte order mark, or with the lines of npm before it, is read with its own lines', () => {
    const text = changed(() => undefined)
    expect(problems(`\uFEFF${text}`)).toEqual([])
    const banner = '\n> lotse@0.1.0 district:export\n> node server/start.mjs\n\n'
    expect(problems(`${banner}${text}`)).toEqual([])
    expect(problems(`${banner}{\n  "schema": 9\n}`)).toMatchObject([{ line: 6 }])
  })
})
