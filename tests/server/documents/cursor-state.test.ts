import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CursorState } from '#server/documents/cursor-state.ts'
import { Rejection } from '#server/documents/rejection.ts'

const state = new CursorState()
/** Stands somewhere within a message. */
const read = (text: string) => {
  const bytes = Buffer.from(`xx${text}yy`)
  const here = state.read(bytes, 2, bytes.length - 2)
  const cursor = state.from < 0 ? undefined : bytes.subarray(state.from, state.to).toString()
  return { here, cursor }
}
/** The same by JSON.parse. */
function byTheBook(text: string): boolean {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || Array.isArray(value)) throw new SyntaxError('no state')
  return value !== null
}
function outcome(act: () => boolean): string {
  try {
    return String(act())
  } catch (error) {
    return error instanceof Rejection || error instanceof SyntaxError ? 'refused' : String(error)
  }
}
const shallow = fc.jsonValue({ maxDepth: 6 })

test('[DOC33] the cursor of any state is found as JSON.parse finds it', () => {
  fc.assert(
    fc.property(shallow, fc.dictionary(fc.string(), shallow), fc.boolean(), (cursor, others, spaced) => {
      const text = JSON.stringify({ ...others, cursor, last: 1 }, null, spaced ? 2 : 0)
      const found = read(text)
      expect(found.here).toBe(true)
      expect(JSON.parse(found.cursor ?? '')).toEqual(JSON.parse(JSON.stringify(cursor)))
    }),
  )
  expect(read('null')).toEqual({ here: false, cursor: undefined })
  expect(read('{"user":{"cursor":1}}')).toEqual({ here: true, cursor: undefined })
  expect(read('{"cursor":1,"cursor":[2]}').cursor).toBe('[2]')
})

test('[DOC34] what JSON.parse would refuse at somebody else is refused at the door', () => {
  const letters = fc.constantFrom(...'{}[]":,\\u0019.eE+-tfn lrsa\n\u0001ä'.split(''))
  const bent = fc.tuple(shallow, fc.nat(), fc.string({ unit: letters, maxLength: 3 }), fc.nat(2))
  fc.assert(
    fc.property(bent, ([cursor, at, put, cut]) => {
      const whole = JSON.stringify({ cursor })
      const where = at % whole.length
      const text = whole.slice(0, where) + put + whole.slice(where + cut)
      expect(outcome(() => read(text).here)).toBe(outcome(() => byTheBook(text)))
    }),
    { numRuns: 3_000 },
  )
  for (const text of [
    '',
    '{',
    '[]',
    'true',
    'nul',
    '{"a":01}',
    '{"a":1.}',
    '{"a":"\\x"}',
    '{"a":"\\u12g4"}',
    '{}}',
  ])
    expect(() => read(text)).toThrow(Rejection)
})

test('[DOC35] a cursor state is not deeper than anybody needs', () => {
  const nested = (depth: number) => `{"cursor":${'['.repeat(depth)}${']'.repeat(depth)}}`
  expect(read(nested(8)).here).toBe(true)
  expect(() => read(nested(9))).toThrow('LIMIT')
  expect(() => read(nested(2_000))).toThrow('LIMIT')
})
