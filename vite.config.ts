import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Where the server listens while `npx vite client` serves the pages for development. */
const server = `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`

/** Weights of icons the desk draws; every icon comes with six, and the others would be three quarters of the icons. */
const iconWeights = ['regular', 'bold', 'fill']

const leanIcons: Plugin = {
  name: 'lean-icons',
  transform(code, id) {
    if (!/phosphor-icons.*\/icons\/Ph\w+\.vue\.mjs$/.test(id)) return null
    return code.replaceAll(
      /\w+\.value === "(\w+)" \? \(\w+\(\), \w+\("g", \w+, \w+\)\) : /g,
      (branch, weight: string) => (iconWeights.includes(weight) ? branch : ''),
    )
  },
}

/** Sentences are compiled by `client/text/message-compiler.ts`; the library's own compiler would come along unused. */
const leanTexts: Plugin = {
  name: 'lean-texts',
  apply: 'build',
  transform: (code, id) =>
    id.endsWith('vue-i18n/dist/vue-i18n.mjs') ? code.replace('registerMessageCompiler(compile)', '') : null,
}

/** Modules a page cannot begin without, by its name; known once everything was read. */
const begins = new Map<string, ReadonlySet<string>>()
/**
 * Beginnings and styles of a whole page stay with that page; those of a component go where the component goes. Icons come by
 * their package's list of all of them, which says nothing about who shows which.
 */
const mayMove = (id: string) =>
  !id.includes('phosphor-icons') && !id.endsWith('/main.ts') && (!id.endsWith('.css') || id.includes('.vue?'))

const inBoth = (id: string, page: string) =>
  !id.includes('phosphor-icons') &&
  begins.get('citizen')?.has(id) === true &&
  begins.get(page)?.has(id) === true

/** What the pages `these` begin with, each of them, and no other page does. */
const onlyIn = (id: string, these: readonly string[]) =>
  mayMove(id) &&
  begins.size > 0 &&
  [...begins].every(([page, modules]) => modules.has(id) === these.includes(page))

const firstModules: Plugin = {
  name: 'first-modules',
  apply: 'build',
  buildEnd() {
    for (const page of [
      'index',
      'citizen',
      'join',
      'terminal',
      'phone',
      'status',
      'statement',
      'interpreting',
    ]) {
      const seen = new Set<string>()
      const visit = (id: string): void => {
        if (seen.has(id)) return
        seen.add(id)
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next)
      }
      visit(join(import.meta.dirname, page === 'index' ? 'client/main.ts' : `client/${page}/main.ts`))
      begins.set(page, seen)
    }
  },
}

/** What must run before anything is drawn stands in the page itself; the server tells the browser its hash. */
const inline: Plugin = {
  name: 'inline',
  apply: 'build',
  transformIndexHtml: (html) =>
    html.replaceAll(/<script src="\/(\w+\.js)"><\/script>/g, (_tag, file: string) => {
      const text = readFileSync(join(import.meta.dirname, 'client/public', file), 'utf8')
      return `<script>${text.replaceAll(/^\/\/.*\n/gm, '')}</script>`
    }),
}

/** Beside every program and style its compressed forms; the server sends what a browser takes. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = '' }) {
    for (const { name, parentPath } of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (!/\.(?:js|css|svg)$/.test(name)) continue
      const path = join(parentPath, name)
      const content = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      )
    }
  },
}

export default defineConfig({
  root: 'client',
  plugins: [vue(), leanIcons, leanTexts, firstModules, inline, compressed],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    // Browsers that know this target know modulepreload.
    modulePreload: { polyfill: false },
    // The desk, and light pages for people without an account, each with an entry of its own.
    rolldownOptions: {
      input: {
        index: 'client/index.html',
        status: 'client/status.html',
        phone: 'client/phone.html',
        citizen: 'client/citizen.html',
        terminal: 'client/terminal.html',
        join: 'client/join.html',
        interpreting: 'client/interpreting.html',
        statement: 'client/statement.html',
      },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // Few files before a citizen's first page: each one costs its own way there and back.
          groups: [
            {
              name: 'light',
              priority: 5,
              test: (id) => ['status', 'phone', 'statement'].some((page) => inBoth(id, page)),
            },
            {
              name: 'seat',
              priority: 4,
              test: (id) => ['join', 'terminal'].some((page) => inBoth(id, page)),
            },
            {
              name: 'plain',
              priority: 3,
              test: (id) => onlyIn(id, ['status', 'phone', 'statement']) || onlyIn(id, ['status', 'phone']),
            },
            {
              name: 'home',
              priority: 2,
              test: (id) => onlyIn(id, ['join']) || onlyIn(id, ['join', 'interpreting']),
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
      '/sync': { target: server, ws: true },
    },
  },
  test: {
    root: '.',
    globalSetup: ['tests/support/prepare.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'node', environment: 'node', include: ['tests/{shared,server,wire}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'dom', environment: 'happy-dom', include: ['tests/client/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'chaos',
          environment: 'node',
          include: ['tests/chaos/**/*.test.ts'],
          testTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          // Only what never comes may meet these, on a slow machine too.
          testTimeout: 400_000,
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
})
