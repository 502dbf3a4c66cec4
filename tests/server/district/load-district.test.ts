import { describe, expect, test } from 'vitest'
import district from '#server/district/demo/district.json' with { type: 'json' }
import forms from '#server/district/demo/forms.json' with { type: 'json' }
import services from '#server/district/demo/services.json' with { type: 'json' }
import { demoDistrict } from '#server/district/demo-district.ts'
import { loadDistrict, personId } from '#server/district/load-district.ts'

const copy = () => structuredClone({ district, services, forms })

describe('district', () => {
  test('[DIST1] the demo district loads: 50 services, 10 forms, everybody with a stable id', () => {
    const source = demoDistrict()
    const loaded = source.current()
    expect(loaded.services).toHaveLength(50)
    expect(Object.keys(source.forms)).toHaveLength(10)
    expect(loaded.staff.find(({ login }) => login === 'j.brandt')?.id).toBe(personId('j.brandt'))
    expect(personId('j.brandt')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(new Set(loaded.staff.map(({ id }) => id)).size).toBe(loaded.staff.length)
    expect(loaded.staff.filter(({ teamLead }) => teamLead).map(({ login }) => login)).toEqual(['i.voss'])
    expect(loaded.staff.every(({ languages }) => languages.includes('de'))).toBe(true)
    expect(loaded.staff.find(({ login }) => login === 'm.sahin')?.languages).toEqual(['de', 'tr', 'ar'])
    expect(loaded.units.find(({ id }) => id === 'kfz')?.areas).toEqual([])
  })

  test('[DIST2] a wrong file is refused with its name, the place and the reason', () => {
    const shape = copy()
    shape.services.services[3]!.leika = '12'
    expect(() => loadDistrict(shape)).toThrow(/^services\.json \/services\/3\/leika: /)
    const unknown = copy()
    unknown.district.units[0]!.services.push('kutsche')
    expect(() => loadDistrict(unknown)).toThrow('district.json /units/0/services: "kutsche" is not known')
    const twice = copy()
    twice.district.staff.push(twice.district.staff[0]!)
    expect(() => loadDistrict(twice)).toThrow(
      `district.json /staff/${twice.district.staff.length - 1}: "j.brandt" is there twice`,
    )
    const answer = copy()
    Object.assign(answer.district.lifeEvents[0]!.bundle, { pferd: ['hund-anmelden'] })
    expect(() => loadDistrict(answer)).toThrow('district.json /lifeEvents/0/bundle: "pferd" is not known')
    const form = copy()
    Object.assign(form.forms['hund-anmelden'].properties.hund.properties, { chip: { $ref: '#/$defs/chip' } })
    expect(() => loadDistrict(form)).toThrow(
      'forms.json /hund-anmelden: hund.chip: unknown reference #/$defs/chip',
    )
    expect(() => loadDistrict({ district: null, services, forms })).toThrow(/^district\.json/)
  })
})
