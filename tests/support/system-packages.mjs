import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @param {string} program */
function onPath(program) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin']
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)))
}

/** The folder with PostgreSQL's server programs: the newest Debian keeps, or undefined when they are on PATH or missing. */
export function postgresPrograms() {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base)
    ? readdirSync(base).toSorted((one, other) => Number(other) - Number(one))
    : []
  return versions
    .map((version) => join(base, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))
}

const needed = [
  { name: 'chromium', there: () => onPath('chromium') },
  { name: 'coturn', there: () => onPath('turnserver') },
  {
    name: 'postgresql',
    there: () => postgresPrograms() !== undefined || (onPath('initdb') && onPath('postgres')),
  },
  { name: 'redis-server', there: () => onPath('redis-server') },
  { name: 'qpdf', there: () => onPath('qpdf') },
  { name: 'poppler-utils', there: () => onPath('pdftotext') },
]

/**
 * Installs what the tests need from Debian, only what is missing.
 * @returns {string[]} the names of what was installed
 * @throws {Error} with a sentence when something is missing and this user may not install it
 */
export function ensureSystemPackages() {
  const missing = needed.filter((part) => !part.there()).map((part) => part.name)
  if (missing.length === 0) return []
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Error(
      `The tests need these Debian packages: ${missing.join(', ')}. As root: apt-get install ${missing.join(' ')}`,
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    stdio: 'inherit',
    env,
  })
  const still = needed.filter((part) => !part.there()).map((part) => part.name)
  if (still.length > 0) throw new Error(`apt-get did not bring ${still.join(', ')}`)
  return missing
}
