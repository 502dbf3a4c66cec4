import { Type } from 'typebox'
import { languageNames } from '#shared/text/languages.ts'
import type { DistrictPart } from './district-parts.ts'

/** What services, sections and fields are called in other languages, by what they are called in German. */
export type CatalogueNames = Readonly<Record<string, Readonly<Record<string, string>>>>

const name = Type.String({ minLength: 1, maxLength: 300 })
const spoken = languageNames.filter((one) => one !== 'de')

/** `names` of a district file: by language, then by German name. What is not named stays German; German always stays beside it. */
export const namesPart: DistrictPart<CatalogueNames> = {
  key: 'names',
  schema: Type.Object(
    Object.fromEntries(spoken.map((one) => [one, Type.Optional(Type.Record(name, name))])),
    { additionalProperties: false },
  ),
}
