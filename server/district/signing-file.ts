import { Type, type Static } from 'typebox'
import { closed, slug } from '#shared/contract/shapes.ts'
import type { SigningDocuments } from '#shared/model/signature.ts'
import type { DistrictPart, Known, Report } from './district-parts.ts'
import { districtSentences as say } from './district-sentences.ts'
import { pointerPart } from './district-text.ts'

const text = Type.String({ minLength: 1, maxLength: 600 })
const shape = Type.Record(
  Type.String(),
  Type.Array(closed({ id: slug<string>(), title: text, statement: text, source: text }), {
    minItems: 1,
    maxItems: 6,
  }),
)

/** `signing` of a district file: what is to be signed for a service; a service without an entry needs no signature. */
export const signingPart: DistrictPart<SigningDocuments> = {
  key: 'signing',
  schema: shape,
  check: (value, known, report) => checkSigning(value as Static<typeof shape>, known, report),
}

const sentences = Type.Record(Type.String(), text)

/**
 * `unsigned` of a district file: why nothing is signed for a service. Where the file has it, every service with a form says either
 * what is signed or why nothing is.
 */
export const unsignedPart: DistrictPart<Readonly<Record<string, string>>> = {
  key: 'unsigned',
  schema: sentences,
  check: (value, known, report) => checkUnsigned(Object.keys(value as object), known, report),
}

function checkUnsigned(unsigned: readonly string[], known: Known, report: Report): void {
  for (const service of unsigned) {
    const path = `/unsigned/${pointerPart(service)}`
    if (known.form(service) === undefined) report(path, say.noForm(service))
    else if (known.signed.has(service)) report(path, say.signedAfterAll(service))
  }
  for (const service of Object.keys(known.schemas))
    if (!known.signed.has(service) && !unsigned.includes(service))
      report('/unsigned', say.signedOrNot(service))
}

function checkSigning(signing: Static<typeof shape>, known: Known, report: Report): void {
  for (const [service, documents] of Object.entries(signing)) {
    const path = `/signing/${pointerPart(service)}`
    if (known.form(service) === undefined) report(path, say.noForm(service))
    for (const [at, { id }] of documents.entries())
      if (documents.findIndex((one) => one.id === id) < at) report(`${path}/${at}/id`, say.twice(id))
  }
}
