import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
}

const listed = filesBelow('shared/rules', '.md').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^- `([A-Z]+\d+)` /gm)].map((match) => match[1] ?? ''),
)
const told = filesBelow('tests', '.test.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\[([A-Z]+\d+)\]/g)].map((match) => match[1] ?? ''),
)

describe('the rules', () => {
  it('[RULE1] every rule is listed once', () => {
    expect(listed.filter((id, at) => listed.indexOf(id) !== at)).toEqual([])
  })

  it('[RULE2] every rule has a story', () => {
    expect(listed.filter((id) => !told.includes(id))).toEqual([])
  })

  it('[RULE3] no story names an unknown rule', () => {
    expect([...new Set(told)].filter((id) => !listed.includes(id))).toEqual([])
  })
})
