import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { closeCodes } from '#shared/contract/document-contract.ts'
import { refusalCodes } from '#shared/contract/reply.ts'
import { closeSentence } from '#client/text/close-sentence.ts'
import { languageNames, languages, type Language } from '#shared/text/languages.ts'
import { citizenTexts } from '#client/text/citizen-texts.ts'
import { createInterpretingTexts } from '#client/text/interpreting-texts.ts'
import { createJoinTexts, joinTexts } from '#client/text/join-texts.ts'
import { terminalTexts } from '#client/text/terminal-texts.ts'
import { createTexts, german, type TextTree } from '#client/text/texts.ts'

const clientFolder = join(import.meta.dirname, '../../../client')

function sentences(tree: TextTree | string, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]]
  return Object.entries(tree).flatMap(([key, value]) =>
    sentences(value, path === '' ? key : `${path}.${key}`),
  )
}

type Translate = (key: string, values?: Readonly<Record<string, unknown>>, plural?: number) => string

/** The texts without the type of every key, which is too deep to follow here. */
function words(): { t: Translate; te: (key: string) => boolean } {
  const texts = createTexts().global as unknown as {
    t(key: string, values: object, options: object): string
    te(key: string): boolean
  }
  return {
    t: (key, values = {}, plural) => texts.t(key, values, plural === undefined ? {} : { plural }),
    te: (key) => texts.te(key),
  }
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'text' ? [] : sources(path)
    return /\.(vue|ts)$/.test(entry.name) ? [path] : []
  })
}

it('[TEXT1] every refusal code has a sentence that says more than the code', () => {
  const { t, te } = words()
  for (const code of refusalCodes) {
    expect(te(`refusals.${code}`)).toBe(true)
    expect(t(`refusals.${code}`).length).toBeGreaterThan(20)
  }
})

it('[TEXT2] every close code of a document connection has a sentence, an unknown one counts as lost', () => {
  const { t } = words()
  for (const code of Object.values(closeCodes)) expect(closeSentence(t, code)).toMatch(/^[A-ZÄÖÜ].+\.$/)
  expect(closeSentence(t, 1006)).toContain('von selbst wieder')
})

/** Everything fixed that a citizen reads around the forms, in one language. */
const spokenOn = async (language: Language) => ({
  seat: await citizenTexts(language),
  ...(await joinTexts(language)),
  ...(await terminalTexts(language)),
})

/** Keys that stand in a file, as they are asked for. */
const keysOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => key!)

it('[TEXT3] every text key that stands in the client has a sentence, on the citizen’s pages in every language', async () => {
  const { te } = words()
  // The page for home and the terminal have the texts of the citizen's screen and their own.
  const citizen = createJoinTexts().global as unknown as {
    te(key: string, language: string): boolean
    mergeLocaleMessage(language: string, texts: object): void
  }
  for (const one of languageNames) citizen.mergeLocaleMessage(one, await spokenOn(one))
  // Words around forms are German, like the forms.
  const aroundForms = /^(?:common|forms)\./
  const everywhere = (key: string) =>
    languageNames.every((one) => citizen.te(key, aroundForms.test(key) ? 'de' : one))
  // Who interprets speaks German.
  const interpreting = createInterpretingTexts().global as unknown as { te(key: string): boolean }
  const missing = sources(clientFolder).flatMap((file) => {
    const places = [
      ['citizen/', everywhere],
      ['join/', everywhere],
      ['terminal/', everywhere],
      ['interpreting/', (key: string) => interpreting.te(key)],
    ] as const
    const [, known = te] = places.find(([place]) => file.startsWith(join(clientFolder, place))) ?? []
    return keysOf(file).flatMap((key) => (known(key) ? [] : [`${file}: ${key}`]))
  })
  expect(missing).toEqual([])
})

it('[TEXT6] every language puts in what German puts in, and where it runs right to left what is put in is set apart', async () => {
  const inGerman = new Map(sentences(await spokenOn('de')))
  // Said twice is said: an easy language repeats a name where German says „sie“.
  const places = (text: string) => [...new Set([...text.matchAll(/\{\w+\}/g)].map(([one]) => one))].toSorted()
  for (const one of languageNames) {
    const spoken = sentences(await spokenOn(one))
    expect(spoken.map(([key]) => key).toSorted()).toEqual([...inGerman.keys()].toSorted())
    for (const [key, text] of spoken)
      expect({ one, key, places: places(text) }).toEqual({ one, key, places: places(inGerman.get(key)!) })
    const bare = spoken.filter(([, text]) => /(?<!\u2068)\{\w+\}/.test(text))
    expect(languages[one].dir === 'rtl' ? bare : []).toEqual([])
  }
})

it('[TEXT4] every sentence can be composed, and its quotation marks are German', () => {
  const { t } = words()
  for (const [key, text] of sentences(german)) {
    expect(() => t(key, { count: 2 })).not.toThrow()
    expect(`${key}: ${text}`).not.toMatch(/["“][A-ZÄÖÜa-zäöü][^„]*["”]|\.\.\.|ae(?=nd)|fuer/)
  }
})

it('[TEXT5] plural follows the count', () => {
  const { t } = words()
  expect(t('catalogue.search.results', { count: 1 }, 1)).toBe('Ein Treffer')
  expect(t('catalogue.search.results', { count: 5 }, 5)).toBe('5 Treffer')
})
