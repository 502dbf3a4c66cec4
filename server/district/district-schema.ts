import { Type, type Static } from 'typebox'
import { oneOf, slug } from '#shared/contract/shapes.ts'
import { authorityKinds, officeKinds, roles } from '#shared/model/principal.ts'
import { delegationModes } from '#shared/model/district.ts'
import type { AuthorityId, ContractId, OfficeId, ServiceId, UnitId } from '#shared/model/ids.ts'

/** The shape of the one file a district is configured with. Keys not named here are notes for people. */

/** Version of this shape; grows when a file of today could be misread by a program of yesterday. */
export const districtSchemaVersion = 1

const text = Type.String({ minLength: 1, maxLength: 400 })
const phone = Type.String({ pattern: '^[0-9+()/ -]{3,40}$', description: 'eine Telefonnummer' })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'ein Tag als JJJJ-MM-TT' })
/** Null: no end agreed. */
const lastDay = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'ein Tag als JJJJ-MM-TT oder null',
})

/** What contracts and delegations have in common (`Agreement`). */
const agreement = {
  id: slug<ContractId>(),
  title: text,
  validFrom: day,
  validUntil: lastDay,
  clauses: Type.Array(Type.Object({ id: text, text: Type.String({ minLength: 1, maxLength: 4_000 }) }), {
    minItems: 1,
  }),
  term: text,
  contact: Type.Object({
    post: text,
    phone,
    mail: Type.String({ pattern: '^[^@\\s]{1,80}@[^@\\s]{1,120}$', description: 'eine E-Mail-Adresse' }),
  }),
  services: Type.Array(
    Type.Object({ service: slug<ServiceId>(), mode: oneOf(delegationModes), clause: text }),
  ),
}

const lifeEvent = Type.Object({
  id: slug<string>(),
  name: text,
  questions: Type.Array(
    Type.Object({
      id: slug<string>(),
      text,
      options: Type.Optional(Type.Array(text, { minItems: 2, uniqueItems: true })),
    }),
    { minItems: 1 },
  ),
  bundle: Type.Record(Type.String(), Type.Array(slug<ServiceId>())),
  replace: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), slug<ServiceId>()))),
})

const services = Type.Array(
  Type.Object({
    id: slug<ServiceId>(),
    leika: Type.String({
      pattern: '^99[0-9]{12}$',
      description: 'ein LeiKa-Schlüssel mit 14 Ziffern, der mit 99 beginnt',
    }),
    leikaName2019: text,
    title: text,
    level: oneOf(['gemeinde', 'kreis', 'verbund', 'land']),
    feeCents: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0 }),
    feeStatus: oneOf(['V', 'P', 'L', 'U']),
    feeNote: Type.String({ maxLength: 400 }),
    documents: Type.Array(text),
    legal: Type.String({ maxLength: 400 }),
    words: Type.Optional(Type.Array(Type.String({ minLength: 2, maxLength: 60 }), { maxItems: 60 })),
  }),
  { minItems: 1 },
)

/** Service → JSON Schema of its form, which `formFaults` reads. */
const forms = Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()))

export const districtFile = Type.Object({
  $schema: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  /** {@link districtSchemaVersion} */
  schema: Type.Integer({ minimum: 1, maximum: districtSchemaVersion }),
  district: Type.Object({
    name: text,
    seat: text,
    plates: Type.Array(
      Type.String({ pattern: '^[A-ZÄÖÜ]{1,3}$', description: 'ein Unterscheidungszeichen wie LTL' }),
      { minItems: 1 },
    ),
  }),
  authorities: Type.Array(Type.Object({ id: slug<AuthorityId>(), name: text, kind: oneOf(authorityKinds) }), {
    minItems: 1,
  }),
  offices: Type.Array(
    Type.Object({
      id: slug<OfficeId>(),
      kind: oneOf(officeKinds),
      name: text,
      authority: slug<AuthorityId>(),
      counters: Type.Integer({ minimum: 0, maximum: 200 }),
      distanceToSeatKm: Type.Optional(Type.Number({ minimum: 0 })),
      phone: Type.Optional(phone),
      hours: Type.Optional(
        Type.Record(
          Type.String({ pattern: '^(mo|tu|we|th|fr|sa|su)$' }),
          Type.String({
            pattern:
              '^[0-9]{2}(:[0-9]{2})?-[0-9]{2}(:[0-9]{2})?(,[0-9]{2}(:[0-9]{2})?-[0-9]{2}(:[0-9]{2})?)*$',
            description: 'Öffnungszeiten wie 08-12,13-16',
          }),
        ),
      ),
    }),
    { minItems: 1 },
  ),
  units: Type.Array(
    Type.Object({
      id: slug<UnitId>(),
      name: text,
      authority: slug<AuthorityId>(),
      services: Type.Array(slug<ServiceId>()),
      areas: Type.Optional(Type.Array(slug<AuthorityId>())),
      social: Type.Boolean(),
    }),
  ),
  staff: Type.Array(
    Type.Object({
      login: Type.String({
        pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
        description: 'ein Anmeldename aus Kleinbuchstaben, Ziffern, Punkt und Strich',
      }),
      name: text,
      authority: slug<AuthorityId>(),
      office: slug<OfficeId>(),
      roles: Type.Array(oneOf(roles), { minItems: 1, uniqueItems: true }),
      unit: Type.Optional(slug<UnitId>()),
      languages: Type.Optional(
        Type.Array(
          Type.String({ pattern: '^[a-z]{2}$', description: 'eine Sprache mit zwei Kleinbuchstaben' }),
        ),
      ),
      teamLead: Type.Optional(Type.Boolean()),
    }),
  ),
  contracts: Type.Array(
    Type.Object({
      ...agreement,
      between: Type.Array(slug<AuthorityId>(), { minItems: 2, uniqueItems: true }),
      offices: Type.Array(slug<OfficeId>(), { minItems: 1, uniqueItems: true }),
    }),
  ),
  delegations: Type.Array(
    Type.Object({
      ...agreement,
      authority: slug<AuthorityId>(),
      areas: Type.Array(slug<AuthorityId>(), { minItems: 1, uniqueItems: true }),
    }),
  ),
  substitutions: Type.Array(
    Type.Object({ from: slug<OfficeId>(), to: slug<OfficeId>(), both: Type.Boolean() }),
  ),
  lifeEvents: Type.Array(lifeEvent),
  places: Type.Array(
    Type.Object({
      postcode: Type.String({ pattern: '^[0-9]{5}$', description: 'eine Postleitzahl mit fünf Ziffern' }),
      place: text,
    }),
  ),
  services,
  forms,
  /** Notes about the settlement versions that contracts name. */
  settlements: Type.Optional(Type.Unknown()),
})

export type DistrictFile = Static<typeof districtFile>
