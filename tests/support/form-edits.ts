import * as Y from 'yjs'
import { addRemark, finishRemark, remarksOf, type Author } from '#client/documents/entries.ts'
import { caseService } from './document-server.ts'
import type { Seeded } from './seeded.ts'

const letters = ['a', 'ü', 'ß', '漢', '😀', ' ', 'xyz', 'Straße', '1']
const at = new Date('2026-11-21T10:00:00Z')

export const formOf = (doc: Y.Doc) => doc.getMap('forms').get(caseService) as Y.Map<unknown>
export const textOf = (doc: Y.Doc, path: string) => formOf(doc).get(path) as Y.Text
const persons = (doc: Y.Doc) => formOf(doc).get('personen') as Y.Map<Y.Map<unknown>>

function editText(text: Y.Text, random: Seeded): void {
  if (text.length > 0 && random.chance(0.35)) {
    const from = random.below(text.length)
    text.delete(from, Math.min(text.length - from, 1 + random.below(4)))
  } else text.insert(random.below(text.length + 1), random.pick(letters))
}

/** One thing a person may do in the form of the test plan. */
export function editSomething(doc: Y.Doc, random: Seeded, author: Author): void {
  doc.transact(() => {
    const dice = random.below(100)
    if (dice < 60) return editText(textOf(doc, random.pick(['name', 'strasse', 'ort'])), random)
    if (dice < 72)
      return void formOf(doc).set(
        random.pick(['art', 'datum']),
        random.pick<string | number | boolean>(['a', 'b', 3, 1.5, true, '2026-01-01']),
      )
    if (dice < 75) return formOf(doc).delete(random.pick(['art', 'datum']))
    const group = persons(doc)
    const ids = [...group.keys()]
    if (dice < 80 || ids.length === 0) {
      const item = new Y.Map<unknown>([
        ['name', new Y.Text()],
        ['geboren', '2000-01-01'],
      ])
      group.set(`p${Math.floor(random.next() * 2 ** 40).toString(36)}`, item)
      return
    }
    if (dice < 92) {
      const name = group.get(random.pick(ids))?.get('name')
      return name instanceof Y.Text ? editText(name, random) : undefined
    }
    if (dice < 95) return group.delete(random.pick(ids))
    const remarks = remarksOf(doc)
    if (dice < 98 || remarks.length === 0)
      return addRemark(doc, { caseService, field: 'name' }, author, 'Bitte prüfen', at)
    return finishRemark(doc, random.pick(remarks).id, random.chance(0.5) ? author : null, at)
  })
}

/** JSON with sorted keys: the order of a Y.Map differs between replicas that agree. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  )
}

export const contentOf = (doc: Y.Doc): string =>
  sorted({ forms: doc.getMap('forms').toJSON(), remarks: doc.getArray('remarks').toJSON() as unknown })
