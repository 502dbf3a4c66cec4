import { expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { compileMessage } from '#client/text/message-compiler.ts'
import type { TextTree } from '#client/text/texts.ts'

const files = import.meta.glob<Record<string, TextTree>>('../../../client/text/*/*.ts', { eager: true })

function* sentences(tree: unknown): Generator<string> {
  if (typeof tree === 'string') yield tree
  else if (typeof tree === 'object' && tree !== null)
    for (const one of Object.values(tree)) yield* sentences(one)
}

test('[TEXT7] every sentence of the product reads as the compiler of the library would have it, for one and for many', () => {
  const all = Object.values(files).flatMap((file) =>
    Object.values(file).flatMap((tree) => [...sentences(tree)]),
  )
  expect(all.length).toBeGreaterThan(3_000)
  const messages = { de: Object.fromEntries(all.map((one, at) => [`s${at}`, one])) }
  const options = { legacy: false as const, locale: 'de', messages, warnHtmlMessage: false }
  const ours = createI18n({ ...options, messageCompiler: compileMessage }).global
  const theirs = createI18n(options).global
  const differing = all.flatMap((sentence, at) =>
    [0, 1, 2, 7].flatMap((count) => {
      const names = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
      const values = { ...Object.fromEntries(names.map((name) => [name, `‹${name}|@›`])), count }
      const [one, two] = [ours, theirs].map((texts) => texts.t(`s${at}`, values, count))
      return one === two ? [] : [[sentence, count, one, two]]
    }),
  )
  expect(differing).toEqual([])
})
