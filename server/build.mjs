import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile, readdir, stat, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const entries = {
  main: 'server/main.ts',
  'store-worker': 'server/store/embedded/store-worker.ts',
  'fold-worker': 'server/documents/fold-worker.ts',
  'paper-worker': 'server/handover/paper-worker.ts',
  'store-copy': 'server/store/copy/main.ts',
  'audit-verify': 'server/verify-main.ts',
  district: 'server/district-main.ts',
}
/** Milliseconds; a part an older build left may still be loading in another process. */
const staleAfter = 60 * 60 * 1000

/** Builds the server into `dist/server`; packages stay outside. Safe while others build or run from there. */
export async function buildServer() {
  await bundle(entries, join(root, 'dist/server'))
}

/** Builds the thread of the embedded store alone, for tests of parts while the whole does not build yet. */
export async function buildStoreWorker() {
  await bundle({ 'store-worker': entries['store-worker'] }, join(root, 'dist/server'))
}

/**
 * Bundles programs (name → file of the project; a missing file is left out) as ES modules into one folder. Every file is
 * replaced as a whole and parts carry a hash, so that a reader sees the old build or the new one, never a mixture.
 * @param {Record<string, string>} programs
 * @param {string} folder absolute path
 */
export async function bundle(programs, folder) {
  const input = Object.fromEntries(
    Object.entries(programs).filter(([, file]) => existsSync(join(root, file))),
  )
  const { output } = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { target: 'node' },
    build: {
      ssr: true,
      write: false,
      target: 'node20',
      sourcemap: true,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'part-[name]-[hash].js',
          assetFileNames: '[name][extname]',
        },
      },
    },
  })
  await mkdir(folder, { recursive: true })
  const files = [...output].toSorted((one, other) => Number(isEntry(one)) - Number(isEntry(other)))
  for (const file of files)
    await replace(join(folder, file.fileName), file.type === 'chunk' ? file.code : file.source)
  await removeStale(folder, new Set(files.map((file) => file.fileName)))
}

const isEntry = (file) => file.type === 'chunk' && file.isEntry

async function replace(path, content) {
  const now = existsSync(path) ? await readFile(path) : undefined
  if (now !== undefined && now.equals(Buffer.from(content))) return
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}`)
  await writeFile(fresh, content)
  await rename(fresh, path)
}

async function removeStale(folder, current) {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('part-') || current.has(name)) continue
    const path = join(folder, name)
    const seen = await stat(path).catch(() => undefined)
    if (seen !== undefined && Date.now() - seen.mtimeMs > staleAfter) await rm(path, { force: true })
  }
}
