import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { actions } from '#client/text/de/actions.ts'
import { cases } from '#client/text/de/cases.ts'
import { history } from '#client/text/de/history.ts'

const server = fileURLToPath(new URL('../../../server', import.meta.url))
const sources = readdirSync(server, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

it('[AUDIT8] everything the server writes down has a German name for the lists of the trail', () => {
  const written = sources.flatMap((text) =>
    [...text.matchAll(/record\([^;]*?action: '([a-z]+\.[a-z_.-]+)'/g)].map((found) => found[1]!),
  )
  expect(new Set(written).size).toBeGreaterThan(25)
  const told = [cases.history.actions, history.actions, history.facts].flatMap((texts) => Object.keys(texts))
  const known = Object.keys(actions)
  expect([...new Set([...written, ...told])].filter((action) => !known.includes(action))).toEqual([])
})
