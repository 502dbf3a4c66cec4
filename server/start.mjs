import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// `npm start`: builds what is missing or older than its sources, then runs the server. `--build-only` stops after building;
// `--program <name> …` builds the server alone and runs another of its programs with the arguments behind.
const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

/** Latest change below a folder or of a file, in milliseconds. */
function changedAt(path) {
  const about = statSync(path)
  if (!about.isDirectory()) return about.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => changedAt(join(path, name))))
}

async function buildWhenStale(side, sources, build) {
  const stamp = join(root, 'dist', `${side}.built`)
  const newest = Math.max(...sources.map((name) => changedAt(join(root, name))))
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return
  await build()
  writeFileSync(stamp, new Date().toISOString())
}

await buildWhenStale('server', ['server', 'shared', 'package.json'], async () => {
  const { buildServer } = await import('./build.mjs')
  await buildServer()
})
const [option, program, ...rest] = process.argv.slice(2)
if (option === '--program') {
  process.argv.splice(2, Infinity, ...rest)
  await import(new URL(`../dist/server/${program}.js`, import.meta.url).href)
} else await buildPagesAndStart()

async function buildPagesAndStart() {
  await buildWhenStale('client', ['client', 'shared', 'vite.config.ts', 'package.json'], async () => {
    const { build } = await import('vite')
    await build({ logLevel: 'warn', configFile: join(root, 'vite.config.ts') })
  })
  if (!process.argv.includes('--build-only'))
    await import(new URL('../dist/server/main.js', import.meta.url).href)
}
