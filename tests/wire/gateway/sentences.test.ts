import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { refusalCodes } from '#shared/contract/reply.ts'
import { languageNames } from '#shared/text/languages.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor, spoken } from '#server/platform/sentences.ts'
import { spokenReasons } from '#server/platform/spoken/reasons.ts'

const server = fileURLToPath(new URL('../../../server', import.meta.url))
const files = readdirSync(server, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'utf8') }))
/** What `app.ts` hands to those who are refused; sentences for operators (store, district files) stand apart. */
const app = files.find(({ name }) => name === 'app.ts')?.text ?? ''
const added = [...app.matchAll(/addSentences\((\w+)\)/g)].map((found) => `export const ${found[1]!}`)
const tables = files.filter(({ text }) =>
  ['export function addSentences', ...added].some((declared) => text.includes(declared)),
)
const sentences = new Map(
  tables.flatMap(({ text }) =>
    [...text.matchAll(/^ {2}'?([a-z][a-z-]*)'?:\s*\n?\s*'((?:[^'\\]|\\.)+)',$/gm)].map(
      (found) => [found[1]!, found[2]!] as const,
    ),
  ),
)
const source = files
  .filter((file) => !tables.includes(file))
  .map(({ text }) => text)
  .join('\n')
const thrown = [...source.matchAll(/new Refused\(([^;]*?)(?:,\s*\{[^;]*?\})?\s*\)/g)]
  .flatMap((call) => [...call[1]!.matchAll(/(?<!=== )'([a-z][a-z-]*)'/g)])
  .map((found) => found[1]!)

describe('what a refused person reads', () => {
  test('[CMD8] every reason has a sentence, and no sentence is unused', () => {
    expect(tables).toHaveLength(added.length + 1)
    expect(sentences.size).toBeGreaterThan(40)
    expect(new Set(thrown).size).toBeGreaterThan(40)
    expect([...new Set(thrown)].filter((reason) => !sentences.has(reason))).toEqual([])
    expect([...sentences.keys()].filter((reason) => !thrown.includes(reason))).toEqual([])
  })

  test('[CMD9] every sentence is a German sentence with an end, without straight quotes or code', () => {
    for (const [reason, sentence] of sentences) {
      expect([reason, sentence]).toEqual([reason, expect.stringMatching(/^[„A-ZÄÖÜ{].*[.}]$/)])
      expect([reason, sentence]).toEqual([reason, expect.not.stringMatching(/"|E_[A-Z]|undefined|null/)])
    }
  })

  test('[CMD10] every refusal code thrown is in the closed list, every event announced is in the contract', () => {
    const codes = new Set([...source.matchAll(/new Refused\(\s*'(E_[A-Z_]+)'/g)].map((found) => found[1]!))
    const known: readonly string[] = refusalCodes
    expect([...codes].filter((code) => !known.includes(code))).toEqual([])
    const contract = readFileSync(join(server, '../shared/contract/stream-contract.ts'), 'utf8')
    const types = new Set([...contract.matchAll(/^ {2}'([a-z]+\.[a-z]+)':/gm)].map((found) => found[1]!))
    const announced = new Set(
      [...source.matchAll(/announce\([^;]*?'([a-z]+\.[a-z]+)'/g)].map((found) => found[1]!),
    )
    expect(announced.size).toBeGreaterThan(5)
    expect([...announced].filter((type) => !types.has(type))).toEqual([])
  })

  const others = languageNames.filter((one) => one !== 'de')
  const places = (text: string) => new Set([...text.matchAll(/\{\w+\}/g)].map(([one]) => one))

  test('[REFUSE1] every language has a sentence for every code and every reason that people without an account meet; what German puts in, it puts in', () => {
    expect(spokenReasons.filter((reason) => !sentences.has(reason))).toEqual([])
    const keys = [...refusalCodes, ...spokenReasons].toSorted()
    for (const one of others) {
      expect(Object.keys(spoken[one]).toSorted()).toEqual(keys)
      for (const [key, sentence] of Object.entries(spoken[one])) {
        const german = places(sentences.get(key) ?? '')
        // Why a contract forbids it is German law in German words.
        german.delete('{basis}')
        expect([one, key, places(sentence)]).toEqual([one, key, german])
        expect([one, key, sentence]).toEqual([one, key, expect.stringMatching(/[.?}]$/)])
        expect(sentence).not.toMatch(/"|undefined|null|E_[A-Z]|\.\.\./)
      }
    }
    for (const sentence of [spoken.en, spoken.tr, spoken.ar].flatMap((one) => Object.values(one)))
      expect(sentence).not.toMatch(/\b(?:Bitte|nicht|[Dd]ie|[Dd]er)\b|[äß]/)
    for (const sentence of Object.values(spoken.ar)) expect(sentence).toMatch(/^[«\u0600-\u06ff]/)
    // Leichte Sprache: one thought in a sentence.
    for (const sentence of Object.values(spoken.easy))
      for (const one of sentence.split(/(?<=[.?:]) /)) {
        expect([one, one.split(' ').length < 13]).toEqual([one, true])
        expect(one).not.toMatch(/[;–]|, (?:dass|weil|wenn|damit|sobald|die|der|das) /)
      }
  })

  test('[REFUSE2] a reason without a sentence in a language says that of its code, and never German; what is put in keeps its direction', () => {
    const staff = new Refused('E_NOT_ADMITTED', 'wrong-password')
    expect(sentenceFor(staff)).toContain('Kennwort')
    for (const one of others) expect(sentenceFor(staff, one)).toBe(spoken[one].E_NOT_ADMITTED)
    const known = new Refused('E_RATE', 'code-tries', { minutes: 4 })
    expect(sentenceFor(known, 'en')).toBe('Too many wrong codes were entered. Please try again in 4 minutes.')
    expect(sentenceFor(known, 'ar')).toContain('\u20684\u2069')
    expect(sentenceFor(new Refused('E_STATE', 'no-unit', { service: 'X' }), 'en')).toBe(
      'No specialist can be brought in for “X”. Please turn to: .',
    )
  })
})
