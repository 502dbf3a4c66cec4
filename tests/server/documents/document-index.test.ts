import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocumentIndex } from '#server/documents/document-index.ts'
import { mergeParts, type Part } from '#server/documents/merge.ts'
import { rootRules, serverOwner } from '#server/documents/place-schema.ts'
import { Rejection } from '#server/documents/rejection.ts'

const service = '0197f000-0000-7000-8000-000000000001'
const plans = [
  {
    caseService: service,
    fields: [
      { path: 'name', kind: 'text' as const },
      { path: 'halter.ort', kind: 'text' as const },
      { path: 'art', kind: 'scalar' as const },
      {
        path: 'personen',
        kind: 'group' as const,
        minItems: 1,
        item: [
          { path: 'name', kind: 'text' as const },
          { path: 'geboren', kind: 'scalar' as const },
        ],
      },
    ],
  },
]
const ann = { owner: 'ann', name: 'Ann' }
const bob = { owner: 'bob', name: 'Bob' }

function created(): { index: DocumentIndex; parts: Part[]; base: Uint8Array } {
  const doc = new Y.Doc()
  doc.transact(() => {
    const form = new Y.Map<unknown>()
    doc.getMap('forms').set(service, form)
    form.set('name', new Y.Text())
    form.set('halter.ort', new Y.Text())
    form.set('personen', new Y.Map())
  })
  const base = Y.encodeStateAsUpdate(doc)
  const index = new DocumentIndex(rootRules('shared', plans))
  const admission = index.admit(base, { owner: serverOwner, name: '' })
  return { index, parts: [admission as Part], base }
}

const form = (doc: Y.Doc) => doc.getMap('forms').get(service) as Y.Map<unknown>
const text = (doc: Y.Doc, path = 'name') => form(doc).get(path) as Y.Text

function edit(doc: Y.Doc, change: () => void): Uint8Array {
  const updates: Uint8Array[] = []
  const listen = (update: Uint8Array) => updates.push(update)
  doc.on('update', listen)
  doc.transact(change)
  doc.off('update', listen)
  return updates[0] ?? new Uint8Array([0, 0])
}

function docOf(base: Uint8Array, client?: number): Y.Doc {
  const doc = new Y.Doc()
  if (client !== undefined) doc.clientID = client
  Y.applyUpdate(doc, base)
  return doc
}

const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Rejection) return error.code
    throw error
  }
  return 'taken'
}

describe('What a document takes', () => {
  test('[DOC1] typing, choosing, adding and removing an item, remarks pass', () => {
    const { index, base } = created()
    const doc = docOf(base)
    const send = (change: () => void) => codeOf(() => index.admit(edit(doc, change), ann))
    expect(send(() => text(doc).insert(0, 'Möller 🙂'))).toBe('taken')
    expect(send(() => text(doc).delete(1, 2))).toBe('taken')
    expect(send(() => form(doc).set('art', 'Hauptwohnung'))).toBe('taken')
    expect(send(() => form(doc).set('art', 'Nebenwohnung'))).toBe('taken')
    expect(send(() => form(doc).delete('art'))).toBe('taken')
    const persons = form(doc).get('personen') as Y.Map<Y.Map<unknown>>
    expect(
      send(() => {
        const item = new Y.Map<unknown>([['name', new Y.Text('Eva')]])
        persons.set('p1', item)
        item.set('geboren', '1990-01-01')
      }),
    ).toBe('taken')
    expect(send(() => (persons.get('p1')!.get('name') as Y.Text).insert(3, ' M.'))).toBe('taken')
    expect(send(() => persons.delete('p1'))).toBe('taken')
    expect(
      send(() =>
        doc.getArray('remarks').push([
          new Y.Map<unknown>([
            ['id', 'r1'],
            ['text', 'Bitte prüfen'],
            ['by', 'ann'],
            ['byName', 'Ann'],
            ['at', '2026-11-21T10:00:00Z'],
            ['field', 'name'],
            ['caseService', service],
          ]),
        ]),
      ),
    ).toBe('taken')
    const fresh = docOf(base)
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc))
    const remark = () => fresh.getArray<Y.Map<unknown>>('remarks').get(0)
    expect(
      codeOf(() =>
        index.admit(
          edit(fresh, () => remark().set('doneBy', 'bob')),
          bob,
        ),
      ),
    ).toBe('taken')
    expect(
      codeOf(() =>
        index.admit(
          edit(fresh, () => remark().set('text', 'x')),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
  })

  test('[DOC2] a forged client id, a gap, a deletion of nothing, unknown roots and keys are refused and leave no trace', () => {
    const { index, base } = created()
    const a = docOf(base, 7)
    index.admit(
      edit(a, () => text(a).insert(0, 'a')),
      ann,
    )
    const before = JSON.stringify([...index.stateVector()])
    const forged = docOf(base, 7)
    expect(
      codeOf(() =>
        index.admit(
          edit(forged, () => text(forged).insert(0, 'zz')),
          bob,
        ),
      ),
    ).toBe('OWNER')
    const gap = docOf(base)
    edit(gap, () => text(gap).insert(0, 'x'))
    expect(
      codeOf(() =>
        index.admit(
          edit(gap, () => text(gap).insert(1, 'y')),
          bob,
        ),
      ),
    ).toBe('GAP')
    expect(codeOf(() => index.admit(new Uint8Array([0, 1, 7, 1, 50, 1]), bob))).toBe('GAP')
    const c = docOf(base)
    expect(
      codeOf(() =>
        index.admit(
          edit(c, () => c.getMap('other').set('a', 1)),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
    const d = docOf(base)
    expect(
      codeOf(() =>
        index.admit(
          edit(d, () => form(d).set('unknown', 1)),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
    const e = docOf(base)
    expect(
      codeOf(() =>
        index.admit(
          edit(e, () => form(e).set('name', new Y.Text('mine'))),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
    const f = docOf(base)
    expect(
      codeOf(() =>
        index.admit(
          edit(f, () => form(f).delete('name')),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
    const g = docOf(base)
    expect(
      codeOf(() =>
        index.admit(
          edit(g, () => form(g).set('art', { a: 1 })),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
    const h = docOf(base)
    expect(
      codeOf(() =>
        index.admit(
          edit(h, () => text(h).insert(0, 'b', { bold: true })),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
    const i = docOf(base)
    expect(
      codeOf(() =>
        index.admit(
          edit(i, () => i.getArray('remarks').push([new Y.Map([['by', 'ann']])])),
          bob,
        ),
      ),
    ).toBe('SCHEMA')
    expect(codeOf(() => index.admit(new Uint8Array([1, 255, 255, 255, 255, 15, 5, 0]), bob))).toMatch('LIMIT')
    expect(JSON.stringify([...index.stateVector()])).toBe(before)
    expect(
      codeOf(() =>
        index.admit(
          edit(a, () => text(a).insert(1, 'b')),
          ann,
        ),
      ),
    ).toBe('taken')
  })

  test('[DOC3] what is known already is left out, and said again it is nothing new', () => {
    const { index, base } = created()
    const doc = docOf(base)
    const first = edit(doc, () => text(doc).insert(0, 'abc'))
    index.admit(first, ann)
    edit(doc, () => text(doc).insert(3, 'def'))
    edit(doc, () => text(doc).delete(0, 1))
    const own = Y.diffUpdate(Y.encodeStateAsUpdate(doc), Y.encodeStateVectorFromUpdate(base))
    const admission = index.admit(own, ann)
    expect(admission.sections.slice(1, 3)).toEqual([3, 6])
    expect(index.admit(own, ann).bytes).toBeNull()
    expect(index.admit(first, ann).bytes).toBeNull()
  })

  test('[DOC4] merging parts on their bytes gives the same document as applying them, and an index read back decides alike', () => {
    const { index, parts, base } = created()
    const docs = [docOf(base), docOf(base)]
    const actors = [ann, bob]
    for (let round = 0; round < 200; round++) {
      const at = round % 2
      const doc = docs[at] as Y.Doc
      const update = edit(doc, () => {
        const length = text(doc).length
        if (round % 7 === 3 && length > 2) text(doc).delete(round % (length - 1), 1)
        else text(doc).insert((round * 31) % (length + 1), String.fromCodePoint(97 + (round % 26)))
        if (round % 5 === 0) form(doc).set('art', `v${round}`)
      })
      parts.push(index.admit(update, actors[at] as typeof ann) as Part)
      Y.applyUpdate(docs[1 - at] as Y.Doc, update)
    }
    const merged = docOf(mergeParts(parts))
    expect(text(merged).toJSON()).toBe(text(docs[0] as Y.Doc).toJSON())
    expect(merged.toJSON()).toEqual((docs[0] as Y.Doc).toJSON())
    const half = Y.encodeStateVector(docs[0] as Y.Doc)
    expect(mergeParts(parts, Y.decodeStateVector(half)).length).toBeLessThan(mergeParts(parts).length / 2)

    const again = new DocumentIndex(rootRules('shared', plans))
    again.absorb(Y.encodeStateAsUpdate(merged), (client) => index.ownerOf(client) ?? '?')
    expect(Object.fromEntries(again.stateVector())).toEqual(Object.fromEntries(index.stateVector()))
    const doc = docs[0] as Y.Doc
    const next = edit(doc, () => text(doc).insert(5, 'weiter'))
    expect(codeOf(() => again.admit(next, bob))).toBe('OWNER')
    expect(codeOf(() => again.admit(next, ann))).toBe('taken')
    const cleared = edit(doc, () => form(doc).delete('name'))
    expect(codeOf(() => again.admit(cleared, ann))).toBe('SCHEMA')
  })
})
