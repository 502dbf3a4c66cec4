import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureSystemPackages } from './support/system-packages.mjs'

// `npm test`: everything the tests need, the checks, then all tests; `node tests/run.mjs <part of a file name>…` only some.
// The very last line is `N passed, N failed[, N skipped]`; the exit code is 0 when nothing failed.

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const filters = process.argv.slice(2)
const started = Date.now()
/** Minutes that everything together may take on two cores that do nothing else; told when it was more. */
const bound = 25
/** Milliseconds; what is still running then hangs, on a slow machine too: it is ended and counts as failed. */
const deadline = started + 60 * 60_000
const totals = { passed: 0, failed: 0, skipped: 0 }
const failures = []

const say = (line) => process.stdout.write(`${line}\n`)

/** Runs a program of the project; answers its exit code, null when it was ended. */
function run(program, parameters) {
  const timeout = Math.max(1_000, deadline - Date.now())
  const path = program === 'node' ? process.execPath : join(root, 'node_modules/.bin', program)
  // The build in this process has set NODE_ENV to production, in which components tell tests nothing.
  const env = program === 'vitest' ? { ...process.env, NODE_ENV: 'test' } : process.env
  const child = spawn(path, parameters, { stdio: 'inherit', timeout, env })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
}

function fail(name) {
  totals.failed++
  failures.push(name)
}

/** Counts only when it goes wrong: the tests may still say why. */
async function step(name, work) {
  const began = Date.now()
  let ok = false
  try {
    ok = await work()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
  }
  if (!ok) fail(name)
  say(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
}

/** Runs vitest and adds up what it counted. */
async function tests(name, parameters) {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-report-'))
  const report = join(folder, 'report.json')
  say(`\n== ${name}`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run('vitest', ['run', '--passWithNoTests', ...reporters, ...parameters])
  const failedBefore = totals.failed
  if (existsSync(report)) count(JSON.parse(readFileSync(report, 'utf8')))
  if (code !== 0 && totals.failed === failedBefore) {
    fail(
      `${name}: ${code === null ? 'ended because time was up' : 'vitest reported an error outside the tests'}`,
    )
  }
  rmSync(folder, { recursive: true })
}

function count(report) {
  totals.passed += report.numPassedTests
  totals.skipped += report.numPendingTests + report.numTodoTests
  for (const file of report.testResults) {
    const broken = file.assertionResults.filter((test) => test.status === 'failed')
    for (const test of broken) fail(`${file.name.replace(root, '')}: ${test.fullName}`)
    if (file.status === 'failed' && broken.length === 0)
      fail(`${file.name.replace(root, '')}: ${file.message || 'did not load'}`)
  }
}

await step('system packages', () => {
  const installed = ensureSystemPackages()
  if (installed.length > 0) say(`installed ${installed.join(', ')}`)
  return true
})
if (filters.length === 0) await step('checks', async () => (await run('node', ['tests/check.mjs'])) === 0)
await step('build of the server', async () => {
  const { buildServer } = await import('../server/build.mjs')
  await buildServer()
  return true
})
await step('build of the pages', async () => (await run('vite', ['build', '--logLevel', 'warn'])) === 0)

if (filters.length > 0) {
  await tests(filters.join(' '), filters)
} else {
  // One after the other: chaos and browser stories want the machine for themselves.
  await tests('node and dom', ['--project', 'node', '--project', 'dom'])
  await tests('chaos', ['--project', 'chaos'])
  await tests('browser', ['--project', 'browser'])
}

if (failures.length > 0) say(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`)
const minutes = (Date.now() - started) / 60_000
if (filters.length === 0)
  say(`\nTook ${minutes.toFixed(1)} minutes${minutes > bound ? `, more than the ${bound} it may` : ''}.`)
say('')
say(
  [
    `${totals.passed} passed`,
    `${totals.failed} failed`,
    ...(totals.skipped > 0 ? [`${totals.skipped} skipped`] : []),
  ].join(', '),
)
process.exitCode = totals.failed === 0 ? 0 : 1
