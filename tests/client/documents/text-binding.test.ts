import { afterEach, describe, expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { FieldMirror } from '#client/documents/field-mirror.ts'
import { coloursOf } from '#client/ui/person-colour.ts'
import { bindText, cursorRange, type FieldCursor } from '#client/documents/text-binding.ts'
import { movePosition, textEdit } from '#client/documents/text-edit.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const step of undo.splice(0)) step()
  document.body.innerHTML = ''
})

function desk(client: number) {
  const doc = new Y.Doc()
  doc.clientID = client
  const awareness = new Awareness(doc)
  awareness.setLocalState({ cursor: null })
  undo.push(() => awareness.destroy())
  return { doc, awareness, text: doc.getText('field') }
}
function field(one: ReturnType<typeof desk>) {
  const input = document.createElement('input')
  document.body.append(input)
  undo.push(bindText(input, one.text, one.awareness, 'name'))
  return input
}
function both(left: ReturnType<typeof desk>, right: ReturnType<typeof desk>) {
  const pass = (from: Y.Doc, to: Y.Doc) =>
    from.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') Y.applyUpdate(to, update, 'wire')
    })
  pass(left.doc, right.doc)
  pass(right.doc, left.doc)
}
/** What a key press does to an input. */
function type(input: HTMLInputElement, insert: string, at = input.selectionStart ?? 0, remove = 0) {
  input.value = input.value.slice(0, at) + insert + input.value.slice(at + remove)
  input.setSelectionRange(at + insert.length, at + insert.length)
  input.dispatchEvent(new Event('input'))
}

describe('A text in an input', () => {
  test('[BIND1] two type into one field and nothing is lost, carets stay where they were', () => {
    const [a, b] = [desk(1), desk(2)]
    both(a, b)
    const [left, right] = [field(a), field(b)]
    type(left, 'Hauptstr', 0)
    expect(right.value).toBe('Hauptstr')
    right.focus()
    right.setSelectionRange(8, 8)
    type(left, 'Alte ', 0)
    expect(right.selectionStart).toBe(13)
    for (const letter of 'asse') {
      type(right, letter)
      type(left, 'x', 0)
    }
    expect(left.value).toBe('xxxxAlte Hauptstrasse')
    expect(right.value).toBe(left.value)
  })

  test('[BIND2] an edit is the smallest one, placed by the caret, and never cuts a character in two', () => {
    expect(textEdit('aaa', 'aaaa', 2)).toEqual({ index: 1, remove: 0, insert: 'a' })
    expect(textEdit('abc', 'ac', 1)).toEqual({ index: 1, remove: 1, insert: '' })
    expect(textEdit('a😀b', 'a😁b')).toEqual({ index: 1, remove: 2, insert: '😁' })
    expect(textEdit('x', 'x')).toBeNull()
    expect(movePosition(3, [{ retain: 1 }, { delete: 1 }, { insert: 'zz' }])).toBe(4)
    expect(movePosition(2, [{ retain: 2 }, { insert: 'x' }])).toBe(2)
  })

  test('[BIND3] while a composition runs nothing is pushed and nothing is overwritten; then both are there', () => {
    const [a, b] = [desk(1), desk(2)]
    both(a, b)
    const input = field(a)
    type(input, 'Mller', 0)
    input.dispatchEvent(new Event('compositionstart'))
    input.value = 'M¨ller'
    input.dispatchEvent(new Event('input'))
    expect(b.text.toJSON()).toBe('Mller')
    b.doc.transact(() => {
      b.text.insert(5, '-Klein')
      b.text.insert(0, 'Dr. ')
    })
    expect(input.value).toBe('M¨ller')
    input.value = 'Müller'
    input.setSelectionRange(2, 2)
    input.dispatchEvent(new Event('compositionend'))
    expect(a.text.toJSON()).toBe('Dr. Müller-Klein')
    expect(input.value).toBe('Dr. Müller-Klein')
    expect(b.text.toJSON()).toBe('Dr. Müller-Klein')
  })

  test('[BIND4] others see field and selection, at the right place after further typing, and that one has left', () => {
    const [a, b] = [desk(1), desk(2)]
    both(a, b)
    const input = field(a)
    type(input, 'abcdef', 0)
    input.focus()
    input.setSelectionRange(2, 4)
    input.dispatchEvent(new Event('select'))
    const cursor = () => a.awareness.getLocalState()?.['cursor'] as FieldCursor
    expect(cursor().field).toBe('name')
    b.text.insert(0, '--')
    expect(cursorRange(cursor(), b.text)).toEqual({ anchor: 4, head: 6 })
    input.blur()
    input.dispatchEvent(new Event('blur'))
    expect(cursor()).toBeNull()
  })

  test('[BIND5] seeded: two inputs under random typing end alike and with every typed character', () => {
    for (let seed = 1; seed <= 40; seed++) {
      let state = seed * 7919
      const random = (below: number) => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0
        return (state >>> 8) % below
      }
      const [a, b] = [desk(1), desk(2)]
      both(a, b)
      const inputs = [field(a), field(b)]
      let typed = 0
      for (let step = 0; step < 60; step++) {
        const input = inputs[random(2)] as HTMLInputElement
        type(input, String.fromCharCode(97 + random(26)), random(input.value.length + 1))
        typed += 1
      }
      expect(inputs[0]?.value).toBe(inputs[1]?.value)
      expect(inputs[0]?.value).toHaveLength(typed)
    }
  })
})

describe('Linked fields', () => {
  const forms = () => {
    const doc = new Y.Doc()
    const [one, two] = ['one', 'two'].map((name) => doc.getMap<unknown>(name)) as [
      Y.Map<unknown>,
      Y.Map<unknown>,
    ]
    one.set('ort', new Y.Text())
    two.set('city', new Y.Text())
    const mirror = new FieldMirror([
      [
        { form: one, path: 'ort' },
        { form: two, path: 'city' },
      ],
      [
        { form: one, path: 'art' },
        { form: two, path: 'kind' },
      ],
    ])
    return { doc, one, two, mirror, ort: one.get('ort') as Y.Text, city: two.get('city') as Y.Text }
  }

  test('[MIRROR1] typed once it stands in both forms, in one transaction; parted once, it stays parted', () => {
    const { doc, mirror, ort, city } = forms()
    const awareness = new Awareness(doc)
    undo.push(() => awareness.destroy())
    const input = document.createElement('input')
    document.body.append(input)
    undo.push(bindText(input, ort, awareness, 'ort', { mirror }))
    let transactions = 0
    doc.on('update', () => (transactions += 1))
    type(input, 'Seendorf', 0)
    expect([city.toJSON(), transactions]).toEqual(['Seendorf', 1])
    type(input, '', 0, 4)
    expect(city.toJSON()).toBe('dorf')
    city.insert(0, 'Boitz')
    type(input, 'See', 0)
    expect([ort.toJSON(), city.toJSON()]).toEqual(['Seedorf', 'Boitzdorf'])
  })

  test('[MIRROR2] an empty one takes over the whole, choices follow while they agree', () => {
    const { one, two, mirror, ort, city, doc } = forms()
    ort.insert(0, 'Alt')
    doc.transact(() => {
      mirror.typed(ort, { index: 3, remove: 0, insert: '-Neu' })
      ort.insert(3, '-Neu')
    })
    expect(city.toJSON()).toBe('Alt-Neu')
    mirror.choose({ form: one, path: 'art' }, 'A')
    expect(two.get('kind')).toBe('A')
    two.set('kind', 'B')
    mirror.choose({ form: one, path: 'art' }, 'C')
    expect(two.get('kind')).toBe('B')
    mirror.choose({ form: one, path: 'art' }, undefined)
    expect(one.has('art')).toBe(false)
  })

  test('[PEER1] a person has one colour from 1 to 6, and six persons have six', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f']
    expect(new Set(coloursOf(six).values())).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    expect(coloursOf(['b', 'a', 'b'])).toEqual(coloursOf(['a', 'b']))
  })
})
