import { documentPath, type Audience } from '#shared/contract/document-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { DocumentName } from './document-port.ts'

/** How a document is called in the store and on the wire. */
export const keyOf = (name: DocumentName): string => `${name.case}.${name.audience}.${name.generation}`

/** The document a path (`/sync/…`) names; undefined when it names none. */
export function nameOf(path: string): DocumentName | undefined {
  const found = documentPath.exec(path)
  if (found === null) return undefined
  return { case: found[1] as CaseId, audience: found[2] as Audience, generation: Number(found[3]) }
}
