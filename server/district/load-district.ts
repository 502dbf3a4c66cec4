import { v5 as uuidv5 } from 'uuid'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Agreement, District, Staff } from '#shared/model/district.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { PersonId, ServiceId } from '#shared/model/ids.ts'
import { DistrictFault } from './district-fault.ts'
import { districtFile, formsFile, servicesFile } from './district-schema.ts'
import { checkReferences } from './references.ts'

/** JSON Schemas of forms by service id. */
export type FormSchemas = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The three files as parsed JSON, with the names an error calls them by. */
export interface DistrictFiles {
  readonly district: unknown
  readonly services: unknown
  readonly forms: unknown
}

export interface LoadedDistrict {
  readonly district: District
  readonly forms: FormSchemas
}

/** Namespace of the people's ids: the same login is the same person in every store. */
const people = '6f1f4f0c-6f0e-5b43-9a52-2f0c3f6d5a10'

/** Id of a member of staff: UUIDv5 of the login. */
export function personId(login: string): PersonId {
  return uuidv5(login, people) as PersonId
}

/** @throws DistrictFault for the first thing that is wrong. */
export function loadDistrict(files: DistrictFiles): LoadedDistrict {
  const raw = valid('district.json', districtFile, files.district)
  const { services } = valid('services.json', servicesFile, files.services)
  const forms = valid('forms.json', formsFile, files.forms)
  checkReferences(raw, services, Object.keys(forms))
  for (const [id, schema] of Object.entries(forms)) readable(id, schema)
  return { district: districtOf(raw, services, Object.keys(forms) as ServiceId[]), forms }
}

export function valid<S extends TSchema>(file: string, schema: S, value: unknown): Static<S> {
  if (Value.Check(schema, value)) return value
  const first = [...Value.Errors(schema, value)][0]
  throw new DistrictFault(
    file,
    first?.instancePath ?? '',
    first?.message ?? 'does not have the expected shape',
  )
}

function readable(id: string, schema: Readonly<Record<string, unknown>>): void {
  try {
    formOf(schema)
  } catch (error) {
    throw new DistrictFault('forms.json', `/${id}`, error instanceof Error ? error.message : String(error))
  }
}

function districtOf(
  raw: Static<typeof districtFile>,
  services: Static<typeof servicesFile>['services'],
  forms: readonly ServiceId[],
): District {
  const { name, seat, plates } = raw.district
  return {
    name,
    seat,
    plates,
    authorities: raw.authorities.map((one) => ({ id: one.id, name: one.name, kind: one.kind })),
    offices: raw.offices.map(({ id, kind, name: title, authority, counters, distanceToSeatKm }) => ({
      id,
      kind,
      name: title,
      authority,
      counters,
      ...(distanceToSeatKm === undefined ? {} : { distanceToSeatKm }),
    })),
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
    services: services.map(
      ({ leikaName2019, id, leika, title, level, feeCents, feeStatus, feeNote, documents, legal }) => ({
        id,
        leika,
        leikaName: leikaName2019,
        title,
        level,
        feeCents,
        feeStatus,
        feeNote,
        documents,
        legal,
      }),
    ),
    lifeEvents: raw.lifeEvents,
    substitutions: raw.substitutions,
    places: raw.places,
    forms,
  }
}

function agreementOf(one: Agreement): Agreement {
  const { id, title, validFrom, validUntil, clauses, term, contact, services } = one
  return { id, title, validFrom, validUntil, clauses, term, contact, services }
}

function staffOf(one: Static<typeof districtFile>['staff'][number]): Staff {
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
