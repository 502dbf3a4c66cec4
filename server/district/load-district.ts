import { v5 as uuidv5 } from 'uuid'
import { Value } from 'typebox/value'
import type { Agreement, District, Service, Staff } from '#shared/model/district.ts'
import type { PersonId, ServiceId } from '#shared/model/ids.ts'
import { DistrictFault, type DistrictProblem } from './district-fault.ts'
import type { Report } from './district-parts.ts'
import { furtherParts } from './further-parts.ts'
import type { LoadedDistrict } from './district-port.ts'
import { districtFile, districtSchemaVersion, type DistrictFile } from './district-schema.ts'
import { districtSentences } from './district-sentences.ts'
import { pointerPart, readDistrictText } from './district-text.ts'
import { checkReferences } from './references.ts'
import { reportShape } from './shape-problems.ts'

/** Namespace of the people's ids: the same login is the same person in every store. */
const people = '6f1f4f0c-6f0e-5b43-9a52-2f0c3f6d5a10'

/** More problems than this are not told at once. */
const mostProblems = 50

/** Id of a member of staff: UUIDv5 of the login. */
export function personId(login: string): PersonId {
  return uuidv5(login, people) as PersonId
}

/** The district in a file's text. @throws DistrictFault with the line of everything that is wrong. */
export function readDistrict(file: string, text: string): LoadedDistrict {
  const { value, lineOf } = readDistrictText(file, text)
  return loadDistrict(file, value, lineOf)
}

/** The district in parsed JSON. @throws DistrictFault with everything that is wrong, at most the first fifty. */
export function loadDistrict(
  file: string,
  value: unknown,
  lineOf?: (path: string) => number,
): LoadedDistrict {
  const problems: DistrictProblem[] = []
  const report: Report = (path, sentence) =>
    void problems.push({ path, ...(lineOf ? { line: lineOf(path) } : {}), sentence })
  checkVersion(value, report)
  if (problems.length === 0) checkShape(value, report)
  if (problems.length === 0) checkReferences(value as DistrictFile, report)
  if (problems.length > 0) throw new DistrictFault(file, problems.slice(0, mostProblems))

  const raw = value as DistrictFile
  const parts = Object.fromEntries(
    furtherParts.flatMap(({ key }) => (key in raw ? [[key, raw[key as keyof DistrictFile]]] : [])),
  )
  return { district: districtOf(raw), forms: raw.forms, parts }
}

/** Asked first: a file of another version is not measured by the shape of this one. */
function checkVersion(value: unknown, report: Report): void {
  const version = (value as { schema?: unknown } | null)?.schema
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  if (version === undefined) report('', districtSentences.schemaMissing(districtSchemaVersion))
  else if (typeof version === 'number' && version > districtSchemaVersion)
    report('/schema', districtSentences.schemaNewer(version, districtSchemaVersion))
}

function checkShape(value: unknown, report: Report): void {
  if (!Value.Check(districtFile, value)) reportShape(districtFile, value, '', report)
  if (typeof value !== 'object' || value === null) return
  const known = new Set([...Object.keys(districtFile.properties), ...furtherParts.map(({ key }) => key)])
  for (const key of Object.keys(value))
    if (!known.has(key)) report(`/${pointerPart(key)}`, districtSentences.unknownPart(key))
  for (const { key, schema } of furtherParts) {
    const part = (value as Record<string, unknown>)[key]
    if (part !== undefined && !Value.Check(schema, part)) reportShape(schema, part, `/${key}`, report)
  }
}

function districtOf(raw: DistrictFile): District {
  const { name, seat, plates } = raw.district
  return {
    name,
    seat,
    plates,
    authorities: raw.authorities.map((one) => ({ id: one.id, name: one.name, kind: one.kind })),
    offices: raw.offices.map(
      ({ id, kind, name: title, authority, counters, distanceToSeatKm, phone, hours }) => ({
        id,
        kind,
        name: title,
        authority,
        counters,
        ...(distanceToSeatKm === undefined ? {} : { distanceToSeatKm }),
        ...(phone === undefined ? {} : { phone }),
        ...(hours === undefined ? {} : { hours }),
      }),
    ),
    units: raw.units.map((one) => ({
      id: one.id,
      name: one.name,
      authority: one.authority,
      services: one.services,
      areas: one.areas ?? [],
      social: one.social,
    })),
    staff: raw.staff.map(staffOf),
    contracts: raw.contracts.map(({ between, offices, ...one }) => ({
      ...agreementOf(one),
      between,
      offices,
    })),
    delegations: raw.delegations.map(({ authority, areas, ...one }) => ({
      ...agreementOf(one),
      authority,
      areas,
    })),
    services: raw.services.map(serviceOf),
    lifeEvents: raw.lifeEvents,
    substitutions: raw.substitutions,
    places: raw.places,
    forms: Object.keys(raw.forms) as ServiceId[],
  }
}

function agreementOf(one: Agreement): Agreement {
  const { id, title, validFrom, validUntil, clauses, term, contact, services } = one
  return { id, title, validFrom, validUntil, clauses, term, contact, services }
}

function serviceOf(one: DistrictFile['services'][number]): Service {
  const { leikaName2019: leikaName, id, leika, title, level } = one
  const { feeCents, feeStatus, feeNote, documents, legal, words = [] } = one
  return { id, leika, leikaName, title, level, feeCents, feeStatus, feeNote, documents, legal, words }
}

function staffOf(one: DistrictFile['staff'][number]): Staff {
  return {
    id: personId(one.login),
    login: one.login,
    name: one.name,
    authority: one.authority,
    office: one.office,
    roles: one.roles,
    ...(one.unit === undefined ? {} : { unit: one.unit }),
    teamLead: one.teamLead ?? false,
    languages: [...new Set(['de', ...(one.languages ?? [])])],
  }
}
