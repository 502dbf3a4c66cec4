import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Exit code 0 when `node_modules` holds exactly the versions of `package-lock.json`, 1 when `npm ci` is due.
const read = (path) => {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}
const wanted = read('package-lock.json')
const there = read('node_modules/.package-lock.json')
const stale = Object.entries(wanted).some(
  ([path, about]) => path !== '' && about.optional !== true && there?.[path]?.integrity !== about.integrity,
)
process.exitCode = stale ? 1 : 0
