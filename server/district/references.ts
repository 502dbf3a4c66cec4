import type { Static } from 'typebox'
import type { Agreement } from '#shared/model/district.ts'
import type { districtFile, servicesFile } from './district-schema.ts'
import { DistrictFault } from './district-fault.ts'

type Raw = Static<typeof districtFile>
type Services = Static<typeof servicesFile>['services']

/** Every id that is mentioned exists, and none twice. @throws DistrictFault with file and path. */
export function checkReferences(raw: Raw, services: Services, forms: readonly string[]): void {
  const authorities = unique('district.json', '/authorities', raw.authorities)
  const offices = unique('district.json', '/offices', raw.offices)
  const units = unique('district.json', '/units', raw.units)
  const known = unique('services.json', '/services', services)
  unique('district.json', '/contracts', raw.contracts)
  unique('district.json', '/lifeEvents', raw.lifeEvents)
  unique(
    'district.json',
    '/staff',
    raw.staff.map(({ login }) => ({ id: login })),
  )

  for (const [index, office] of raw.offices.entries())
    need(authorities, [office.authority], `/offices/${index}/authority`)
  for (const [index, unit] of raw.units.entries()) {
    need(authorities, [unit.authority, ...(unit.areas ?? [])], `/units/${index}`)
    need(known, unit.services, `/units/${index}/services`)
  }
  for (const [index, person] of raw.staff.entries()) {
    need(authorities, [person.authority], `/staff/${index}/authority`)
    need(offices, [person.office], `/staff/${index}/office`)
    need(units, person.unit === undefined ? [] : [person.unit], `/staff/${index}/unit`)
  }
  for (const [index, contract] of raw.contracts.entries()) {
    need(authorities, contract.between, `/contracts/${index}/between`)
    need(offices, contract.offices, `/contracts/${index}/offices`)
  }
  for (const [index, pair] of raw.substitutions.entries())
    need(offices, [pair.from, pair.to], `/substitutions/${index}`)
  for (const [index, delegation] of raw.delegations.entries())
    need(authorities, [delegation.authority, ...delegation.areas], `/delegations/${index}`)
  for (const kind of ['contracts', 'delegations'] as const)
    for (const [index, one] of raw[kind].entries()) checkAgreement(one, known, `/${kind}/${index}`)
  for (const [index, event] of raw.lifeEvents.entries()) checkLifeEvent(event, known, `/lifeEvents/${index}`)
  need(known, forms, '', 'forms.json')
}

function checkAgreement(one: Agreement, services: ReadonlySet<string>, path: string): void {
  const clauses = unique('district.json', `${path}/clauses`, one.clauses)
  need(clauses, [one.term], `${path}/term`)
  for (const [index, { service, clause }] of one.services.entries()) {
    need(services, [service], `${path}/services/${index}`)
    need(clauses, [clause], `${path}/services/${index}`)
  }
}

function checkLifeEvent(event: Raw['lifeEvents'][number], services: ReadonlySet<string>, path: string): void {
  const answers = event.questions.flatMap(
    ({ id, options }) => options?.map((option) => `${id}:${option}`) ?? [id],
  )
  const keys = new Set(['always', ...answers])
  need(keys, Object.keys(event.bundle), `${path}/bundle`)
  need(keys, Object.keys(event.replace ?? {}), `${path}/replace`)
  need(services, Object.values(event.bundle).flat(), `${path}/bundle`)
  const swaps = Object.values(event.replace ?? {})
  need(
    services,
    swaps.flatMap((swap) => [...Object.keys(swap), ...Object.values(swap)]),
    `${path}/replace`,
  )
}

function unique(file: string, path: string, things: readonly { readonly id: string }[]): Set<string> {
  const ids = new Set<string>()
  for (const [index, { id }] of things.entries()) {
    if (ids.has(id)) throw new DistrictFault(file, `${path}/${index}`, `"${id}" is there twice`)
    ids.add(id)
  }
  return ids
}

function need(
  known: ReadonlySet<string>,
  ids: readonly string[],
  path: string,
  file = 'district.json',
): void {
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) throw new DistrictFault(file, path, `"${missing}" is not known`)
}
