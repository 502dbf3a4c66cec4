import { describe, expect, test } from 'vitest'
import { bundleOf, isAnswered } from '#shared/model/life-event.ts'
import { demoDistrict } from '#server/district/demo-district.ts'

const { lifeEvents, services } = demoDistrict().current()
const event = (id: string) => lifeEvents.find((one) => one.id === id)!

describe('life events', () => {
  test('[LIFE1] moving leads to the services that the answers ask for, in a fixed order', () => {
    const answers = { von: 'aus anderem Kreis', auto: true, hund: false, altfs: true }
    expect(bundleOf(event('umzug'), answers)).toEqual([
      'wohnsitz-anmelden',
      'ausweis-adresse',
      'kfz-ummeldung',
      'fuehrerschein-umtausch',
    ])
    expect(isAnswered(event('umzug'), answers)).toBe(true)
    expect(isAnswered(event('umzug'), { auto: true })).toBe(false)
  })
  test('[LIFE2] moving within the place changes the residence instead of registering it', () => {
    expect(bundleOf(event('umzug'), { von: 'innerhalb' })).toEqual(['wohnsitz-aendern', 'ausweis-adresse'])
  })
  test('[LIFE3] every life event has questions, and each of their answers is known to the catalogue', () => {
    const known = new Set(services.map(({ id }) => id))
    for (const one of lifeEvents) {
      expect(one.questions.length).toBeGreaterThan(1)
      const yes = Object.fromEntries(one.questions.map(({ id, options }) => [id, options?.at(-1) ?? true]))
      const bundle = bundleOf(one, yes)
      expect(bundle.length).toBeGreaterThan(0)
      expect(new Set(bundle).size).toBe(bundle.length)
      expect(bundle.every((service) => known.has(service))).toBe(true)
    }
  })
  test('[LIFE3] answers from outside do no harm', () => {
    const strange = JSON.parse(
      '{"__proto__":true,"constructor":true,"auto":"toString","von":"__proto__"}',
    ) as Record<string, string>
    expect(bundleOf(event('umzug'), strange)).toEqual(['wohnsitz-anmelden', 'ausweis-adresse'])
  })
})
