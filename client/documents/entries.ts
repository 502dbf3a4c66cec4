import * as Y from 'yjs'

/** Who writes; the server refuses every other id and name. */
export interface Author {
  readonly person: string
  readonly name: string
}

/** A remark at a field (shared document) or an internal note (staff and authority document). */
export interface Entry {
  readonly id: string
  readonly text: string
  readonly by: string
  readonly byName: string
  /** ISO instant, by the author's clock. */
  readonly at: string
}

export interface Remark extends Entry {
  readonly caseService: string
  readonly field: string
  readonly doneBy: string | null
  readonly doneByName: string | null
  readonly doneAt: string | null
}

type Fields = Y.Map<unknown>

const said = (entry: Fields, key: string): string => {
  const value = entry.get(key)
  return typeof value === 'string' ? value : ''
}
const orNull = (entry: Fields, key: string): string | null =>
  (entry.get(key) as string | null | undefined) ?? null

const entryOf = (entry: Fields): Entry => ({
  id: said(entry, 'id'),
  text: said(entry, 'text'),
  by: said(entry, 'by'),
  byName: said(entry, 'byName'),
  at: said(entry, 'at'),
})

/** Remarks of the shared document, oldest first. */
export function remarksOf(doc: Y.Doc): Remark[] {
  return doc.getArray<Fields>('remarks').map((entry) => ({
    ...entryOf(entry),
    caseService: said(entry, 'caseService'),
    field: said(entry, 'field'),
    doneBy: orNull(entry, 'doneBy'),
    doneByName: orNull(entry, 'doneByName'),
    doneAt: orNull(entry, 'doneAt'),
  }))
}

/** Internal notes of the staff or authority document, oldest first. */
export function notesOf(doc: Y.Doc): Entry[] {
  return doc.getArray<Fields>('notes').map(entryOf)
}

const common = (author: Author, text: string, at: Date): [string, unknown][] => [
  ['id', crypto.randomUUID()],
  ['text', text],
  ['by', author.person],
  ['byName', author.name],
  ['at', at.toISOString()],
]

/** Text: at most 4,000 characters. */
export function addRemark(
  doc: Y.Doc,
  place: { caseService: string; field: string },
  author: Author,
  text: string,
  at: Date,
): void {
  const entry = new Y.Map<unknown>([
    ...common(author, text, at),
    ['caseService', place.caseService],
    ['field', place.field],
  ])
  doc.getArray<Fields>('remarks').push([entry])
}

export function addNote(doc: Y.Doc, author: Author, text: string, at: Date): void {
  doc.getArray<Fields>('notes').push([new Y.Map<unknown>(common(author, text, at))])
}

/** Marks a remark as done (`Erledigt`) or opens it again. */
export function finishRemark(doc: Y.Doc, id: string, author: Author | null, at: Date): void {
  doc.transact(() => {
    for (const entry of doc.getArray<Fields>('remarks')) {
      if (said(entry, 'id') !== id) continue
      entry.set('doneBy', author?.person ?? null)
      entry.set('doneByName', author?.name ?? null)
      entry.set('doneAt', author === null ? null : at.toISOString())
    }
  })
}
