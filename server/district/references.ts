import type { Form } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { checkAgreements } from './agreement-rules.ts'
import type { Known, Report } from './district-parts.ts'
import { formFaults } from './form-faults.ts'
import { evidenceIn } from './evidence-file.ts'
import { furtherParts } from './further-parts.ts'
import type { DistrictFile } from './district-schema.ts'
import { districtSentences as say } from './district-sentences.ts'
import { pointerPart } from './district-text.ts'
import { signingPart } from './signing-file.ts'
import { need, unique } from './mentions.ts'

/** Every id that is mentioned exists, none is there twice, and somebody answers for every service. */
export function checkReferences(raw: DistrictFile, report: Report): void {
  const forms = readForms(raw, report)
  const known: Known = {
    authorities: unique(raw.authorities, '/authorities', report),
    offices: unique(raw.offices, '/offices', report),
    units: unique(raw.units, '/units', report),
    services: unique(raw.services, '/services', report),
    schemas: raw.forms,
    form: (service) => forms.get(service),
    papers: (service) => evidenceIn(raw)?.[service],
    signed: new Set(Object.keys((raw as Record<string, unknown>)[signingPart.key] ?? {})),
    catalogue: raw.services,
  }
  unique(raw.lifeEvents, '/lifeEvents', report)
  const logins = raw.staff.map(({ login }) => ({ id: login }))
  unique(logins, '/staff', report, 'login')
  checkPlaces(raw, known, report)
  checkAgreements(raw, known, report)
  for (const [index, event] of raw.lifeEvents.entries())
    checkLifeEvent(event, known.services, `/lifeEvents/${index}`, report)
  for (const id of Object.keys(raw.forms))
    need(known.services, id, 'service', `/forms/${pointerPart(id)}`, report)
  checkOwners(raw, report)
  for (const part of furtherParts) {
    const value = (raw as Record<string, unknown>)[part.key]
    if (value !== undefined) part.check?.(value, known, report)
  }
}

/** Where authorities, offices, units and people belong. */
function checkPlaces(raw: DistrictFile, known: Known, report: Report): void {
  for (const [index, office] of raw.offices.entries())
    need(known.authorities, office.authority, 'authority', `/offices/${index}/authority`, report)
  for (const [index, unit] of raw.units.entries()) {
    need(known.authorities, unit.authority, 'authority', `/units/${index}/authority`, report)
    for (const [at, area] of (unit.areas ?? []).entries())
      need(known.authorities, area, 'authority', `/units/${index}/areas/${at}`, report)
    for (const [at, service] of unit.services.entries())
      need(known.services, service, 'service', `/units/${index}/services/${at}`, report)
  }
  for (const [index, person] of raw.staff.entries()) {
    need(known.authorities, person.authority, 'authority', `/staff/${index}/authority`, report)
    need(known.offices, person.office, 'office', `/staff/${index}/office`, report)
    if (person.unit !== undefined) need(known.units, person.unit, 'unit', `/staff/${index}/unit`, report)
  }
  for (const [index, { from, to }] of raw.substitutions.entries()) {
    need(known.offices, from, 'office', `/substitutions/${index}/from`, report)
    need(known.offices, to, 'office', `/substitutions/${index}/to`, report)
    if (from === to) report(`/substitutions/${index}/to`, say.sameOffice)
  }
}

/** Every form that can be read; null for one that cannot. */
function readForms(raw: DistrictFile, report: Report): ReadonlyMap<string, Form | null> {
  return new Map(
    Object.entries(raw.forms).map(([id, schema]) => {
      const faults = formFaults(schema)
      for (const { path, sentence } of faults) report(`/forms/${pointerPart(id)}${path}`, sentence)
      return [id, faults.length === 0 ? formOf(schema) : null]
    }),
  )
}

/** One district, an administrator, and for every service somebody whose task it is. */
function checkOwners(raw: DistrictFile, report: Report): void {
  const districts = raw.authorities.filter(({ kind }) => kind === 'district').length
  if (districts !== 1) report('/authorities', say.districts(districts))
  if (!raw.staff.some(({ roles }) => roles.includes('administrator'))) report('/staff', say.noAdministrator)
  const municipality = raw.authorities.some(({ kind }) => kind === 'municipality')
  for (const [index, { id, level }] of raw.services.entries()) {
    const path = `/services/${index}`
    const served = raw.units.some(({ services }) => services.includes(id))
    if ((level === 'kreis' || level === 'verbund') && !served) report(path, say.nobodyOwns(id))
    if (level === 'gemeinde' && !municipality) report(path, say.noMunicipality(id))
  }
  for (const [index, unit] of raw.units.entries())
    for (const [at, service] of unit.services.entries()) {
      const other = raw.units.slice(0, index).find((each) => servesToo(each, unit, service))
      if (other) report(`/units/${index}/services/${at}`, say.servedTwice(service, other.id))
    }
}

type Unit = DistrictFile['units'][number]

/** Two units of one authority with the same service in the same place: nobody could say which is meant. */
function servesToo(other: Unit, unit: Unit, service: string): boolean {
  if (other.authority !== unit.authority || !other.services.some((one) => one === service)) return false
  const areas = other.areas ?? []
  const mine = unit.areas ?? []
  return areas.length === 0 || mine.length === 0 || areas.some((area) => mine.includes(area))
}

function checkLifeEvent(
  event: DistrictFile['lifeEvents'][number],
  services: ReadonlySet<string>,
  path: string,
  report: Report,
): void {
  unique(event.questions, `${path}/questions`, report)
  const answers = event.questions.flatMap(
    ({ id, options }) => options?.map((option) => `${id}:${option}`) ?? [id],
  )
  const keys = new Set(['always', ...answers])
  for (const [answer, bundle] of Object.entries(event.bundle)) {
    const here = `${path}/bundle/${pointerPart(answer)}`
    need(keys, answer, 'answer', here, report)
    for (const [at, service] of bundle.entries()) need(services, service, 'service', `${here}/${at}`, report)
  }
  for (const [answer, swap] of Object.entries(event.replace ?? {})) {
    const here = `${path}/replace/${pointerPart(answer)}`
    need(keys, answer, 'answer', here, report)
    for (const [from, to] of Object.entries(swap)) {
      need(services, from, 'service', `${here}/${pointerPart(from)}`, report)
      need(services, to, 'service', `${here}/${pointerPart(from)}`, report)
    }
  }
}
