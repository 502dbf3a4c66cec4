import { districtFile } from './district-schema.ts'
import { furtherParts } from './further-parts.ts'

/** The shape of a district file as JSON Schema 2020-12, for editors and other programs; kept in `docs/district.schema.json`. */
export function schemaText(): string {
  const parts = Object.fromEntries(furtherParts.map(({ key, schema }) => [key, schema]))
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Lotse: ein Landkreis als eine Datei',
    ...districtFile,
    properties: { ...districtFile.properties, ...parts },
    additionalProperties: false,
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}
