import fc from 'fast-check'
import { expect, test } from 'vitest'
import { demoFile } from '#server/district/demo-district.ts'
import { DistrictFault, type DistrictProblem } from '#server/district/district-fault.ts'
import { readDistrict } from '#server/district/load-district.ts'

const marker = 'kaputt-zu-finden'

function problemsOf(text: string): readonly DistrictProblem[] {
  try {
    readDistrict('landkreis.json', text)
    return []
  } catch (error) {
    if (error instanceof DistrictFault) return error.problems
    throw error
  }
}

/** Every place that names something else, as the way to it. */
const sites: (string | number)[][] = [
  ...demoFile.offices.map((_one, at) => ['offices', at, 'authority']),
  ...demoFile.units.flatMap((unit, at) => [
    ['units', at, 'authority'],
    ...unit.services.map((_service, index) => ['units', at, 'services', index]),
    ...(unit.areas ?? []).map((_area, index) => ['units', at, 'areas', index]),
  ]),
  ...demoFile.staff.flatMap((person, at) => [
    ['staff', at, 'authority'],
    ['staff', at, 'office'],
    ...('unit' in person ? [['staff', at, 'unit']] : []),
  ]),
  ...demoFile.contracts.flatMap((contract, at) => [
    ['contracts', at, 'term'],
    ...contract.between.map((_one, index) => ['contracts', at, 'between', index]),
    ...contract.offices.map((_one, index) => ['contracts', at, 'offices', index]),
    ...contract.services.flatMap((_one, index) => [
      ['contracts', at, 'services', index, 'service'],
      ['contracts', at, 'services', index, 'clause'],
    ]),
  ]),
  ...demoFile.delegations.flatMap((delegation, at) => [
    ['delegations', at, 'authority'],
    ['delegations', at, 'term'],
    ...delegation.areas.map((_one, index) => ['delegations', at, 'areas', index]),
    ...delegation.services.map((_one, index) => ['delegations', at, 'services', index, 'service']),
  ]),
  ...demoFile.substitutions.flatMap((_pair, at) => [
    ['substitutions', at, 'from'],
    ['substitutions', at, 'to'],
  ]),
  ...demoFile.lifeEvents.flatMap((event, at) =>
    Object.entries(event.bundle).flatMap(([key, services]) =>
      services.map((_service, index) => ['lifeEvents', at, 'bundle', key, index]),
    ),
  ),
]

/** What a place names, by the last word of the way to it. */
const named: Readonly<Record<string, 'authorities' | 'offices' | 'units' | 'services'>> = {
  authority: 'authorities',
  between: 'authorities',
  office: 'offices',
  offices: 'offices',
  unit: 'units',
  service: 'services',
  services: 'services',
}

/** Whether some place names this thing; words that merely look like its id do not. */
function isMentioned(list: string, id: string): boolean {
  return sites.some((way) => {
    const word = way.findLast((step) => typeof step === 'string') as string
    let here: unknown = demoFile
    for (const step of way) here = (here as Record<string | number, unknown>)[step]
    return here === id && (named[word] ?? (way[0] === 'lifeEvents' ? 'services' : '')) === list
  })
}

function replaced(way: readonly (string | number)[], value: string): unknown {
  const file = structuredClone(demoFile) as unknown
  let here = file as Record<string | number, unknown>
  for (const step of way.slice(0, -1)) here = here[step] as Record<string | number, unknown>
  here[way.at(-1)!] = value
  return file
}

test('[DIST6] any reference that is broken is refused on its own line, however the file is laid out', () => {
  expect(sites.length).toBeGreaterThan(200)
  fc.assert(
    fc.property(
      fc.constantFrom(...sites),
      fc.constantFrom(1, 2, 4, '\t'),
      fc.boolean(),
      (way, indent, crlf) => {
        const plain = JSON.stringify(replaced(way, marker), null, indent)
        const text = crlf ? plain.replaceAll('\n', '\r\n') : plain
        const line = text.split('\n').findIndex((one) => one.includes(marker)) + 1
        const pointer = `/${way.join('/')}`
        const found = problemsOf(text)
        expect(found.map((one) => one.path)).toContain(pointer)
        expect(found.find((one) => one.path === pointer)).toMatchObject({ line })
      },
    ),
    { numRuns: 40, seed: 40 },
  )
})

test('[DIST6] a thing that is renamed leaves every mention of it refused, each on its line', () => {
  const things = (['authorities', 'offices', 'units', 'services'] as const).flatMap((list) =>
    demoFile[list].map((one, at) => ({ list, at, id: one.id })),
  )
  const mentioned = things.filter(({ list, id }) => isMentioned(list, id))
  expect(mentioned.length).toBeGreaterThan(50)
  fc.assert(
    fc.property(fc.constantFrom(...mentioned), ({ list, at, id }) => {
      const text = JSON.stringify(replaced([list, at, 'id'], marker), null, 2)
      const lines = text.split('\n')
      const unknown = problemsOf(text).filter(({ sentence }) => sentence.includes(`„${id}“ gibt es`))
      expect(unknown.length).toBeGreaterThan(0)
      for (const { line } of unknown) expect(lines[line! - 1]).toContain(id)
    }),
    { numRuns: 20, seed: 20 },
  )
})
