import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { schemaText } from '#server/district/district-schema-text.ts'
import { embeddedStore } from '#tests/support/stores.ts'
import { RunningDesk } from '#tests/support/running-desk.ts'
import { districtText } from './district-file.ts'

const program = fileURLToPath(new URL('../../../dist/server/district.js', import.meta.url))
const run = promisify(execFile)

test('[ADMIN5] an operator sets up a district of one’s own in an empty store, signs in, and changes it only as a proposal', async () => {
  const { dataDir } = await embeddedStore()
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, DEMO: 'off', LOG_LEVEL: 'error' }
  const command = async (...args: string[]) =>
    run(process.execPath, [program, ...args], { env }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    )
  const file = async (name: string, text: string) => {
    const path = join(dataDir, '..', `${name}-${process.pid}.json`)
    await writeFile(path, text)
    return path
  }
  const own = districtText((district) => void (district.district.name = 'Landkreis Musterhain'))

  const wrong = own.replace('"validUntil": "2026-12-31"', '"validUntil": "2026-13-31"')
  const line = wrong.split('\n').findIndex((one) => one.includes('2026-13-31')) + 1
  const refused = await command('import', await file('falsch', wrong))
  expect(refused.code).toBe(1)
  expect(refused.said).toContain('es wurde nichts geändert')
  expect(refused.said).toMatch(
    new RegExp(`^falsch-\\d+\\.json, Zeile ${line} \\(/contracts/3/validUntil\\): Den Tag „2026-13-31“`, 'm'),
  )
  expect((await command('export')).said).toMatch(/noch kein Landkreis eingerichtet/)
  expect((await command('import', 'gibtesnicht.json')).said).toMatch(/nicht zu lesen/)
  expect((await command('tanzen')).said).toMatch(/^Aufruf: npm run district:export/)

  const path = await file('musterhain', own)
  const { said } = await command('import', path)
  expect(said).toMatch(/^Landkreis Musterhain ist eingerichtet, \d+ Konten sind angelegt/)
  const password = /^d\.kranz\s+(\S+)/m.exec(said)?.[1]
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/)
  expect((await command('export')).said).toBe(own)
  expect((await command('import', path)).said).toMatch(/sagt dasselbe wie die Fassung, die schon gilt/)
  const next = own.replace('Landkreis Musterhain', 'Kreis Musterhain')
  expect((await command('import', await file('naechste', next))).said).toMatch(
    /^Die Datei liegt als Vorschlag 2 bereit/,
  )
  const reset = await command('password', 'a.timm')
  expect(reset.said).toMatch(/^Einmalkennwort für a\.timm: [a-z2-9]{4}-/)
  expect((await command('password', 'n.iemand')).code).toBe(1)

  const desk = await RunningDesk.start({ DEMO: 'off' }, dataDir)
  try {
    const info = (await (await fetch(`${desk.url}/api/desk`)).json()) as object
    expect(info).toMatchObject({ demo: false, district: 'Landkreis Musterhain', logins: [] })
    const signIn = (body: object) =>
      fetch(`${desk.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: desk.url },
        body: JSON.stringify({ login: 'd.kranz', ...body }),
      })
    expect((await signIn({ password })).status).toBe(409)
    expect((await signIn({ password, newPassword: 'mein-erstes-kennwort' })).status).toBe(200)
    expect((await command('export')).said).toMatch(/benutzt|gesperrt|belegt|läuft/)
  } finally {
    await desk.stop()
  }
}, 60_000)

test('[DIST7] the JSON Schema in docs/ is the one the program checks with', async () => {
  const kept = await readFile(
    fileURLToPath(new URL('../../../docs/district.schema.json', import.meta.url)),
    'utf8',
  )
  expect(JSON.parse(kept)).toEqual(JSON.parse(schemaText()))
})
