import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { refusalCodes } from '#shared/contract/reply.ts'

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
})
