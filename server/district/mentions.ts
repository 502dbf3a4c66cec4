import type { Report } from './district-parts.ts'
import { districtSentences as say } from './district-sentences.ts'
import { kindWords } from './file-words.ts'

/** The ids of a list; a second one of the same name is told where it stands. */
export function unique(
  things: readonly { readonly id: string }[],
  path: string,
  report: Report,
  key = 'id',
): Set<string> {
  const ids = new Set<string>()
  for (const [index, { id }] of things.entries()) {
    if (ids.has(id)) report(`${path}/${index}/${key}`, say.twice(id))
    ids.add(id)
  }
  return ids
}

export function need(
  known: ReadonlySet<string>,
  id: string,
  kind: keyof typeof kindWords,
  path: string,
  report: Report,
): void {
  if (!known.has(id)) report(path, say.unknown(kindWords[kind], id))
}
