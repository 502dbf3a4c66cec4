import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Locale } from 'typebox/system'
import { districtSentences as say } from './district-sentences.ts'
import { typeWords } from './file-words.ts'
import type { Report } from './district-parts.ts'
import { pointerPart } from './district-text.ts'

type Fault = ReturnType<typeof Value.Errors>[number]

/** What does not have the shape of the schema, in German, each place once. `below`: pointer of the value in the file. */
export function reportShape(schema: TSchema, value: unknown, below: string, report: Report): void {
  const places = new Set<string>()
  for (const fault of Value.Errors(schema, value)) {
    // A key too many is told by the object it stands in.
    if (fault.keyword === 'boolean') continue
    for (const [path, sentence] of told(schema, value, fault)) {
      if (places.has(path)) continue
      places.add(path)
      report(`${below}${path}`, sentence)
    }
  }
}

function told(schema: TSchema, root: unknown, fault: Fault): (readonly [string, string])[] {
  const at = fault.instancePath
  const found = valueAt(root, at)
  if (fault.keyword === 'required')
    return fault.params.requiredProperties.map((key) => [`${at}/${pointerPart(key)}`, say.missing(key)])
  if (fault.keyword === 'additionalProperties')
    return fault.params.additionalProperties.map((key) => [`${at}/${pointerPart(key)}`, say.notHere(key)])
  if (fault.keyword === 'type') {
    const wanted = [fault.params.type].flat().map((one) => typeWords[one] ?? one)
    return [[at, say.wrongType(wanted.join(' oder '), typeWords[typeOf(found)] ?? 'etwas anderes')]]
  }
  if (fault.keyword === 'enum')
    return [[at, say.notAllowed(shown(found), fault.params.allowedValues.map(shown).join(', '))]]
  if (fault.keyword === 'pattern') {
    const wanted = descriptionAt(schema, fault.schemaPath) ?? `das Muster ${String(fault.params.pattern)}`
    return [[at, say.wrongForm(shown(found), wanted)]]
  }
  return [[at, say.wrongValue(Locale.de_DE(fault))]]
}

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 80)

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function valueAt(root: unknown, pointer: string): unknown {
  return walk(root, pointer.split('/').slice(1))
}

/** What the schema says in words about the value, where a pattern alone would not help anybody. */
function descriptionAt(schema: TSchema, schemaPath: string): string | undefined {
  const found = walk(schema, schemaPath.split('/').slice(1)) as { description?: unknown } | undefined
  return typeof found?.description === 'string' ? found.description : undefined
}

function walk(root: unknown, parts: readonly string[]): unknown {
  let value = root
  for (const part of parts) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return value
}
