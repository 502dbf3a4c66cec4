/**
 * What a guest waits for before anything else (design 7-performance): the weight of the first page, and the time until it can be
 * used, beside a blank Vue page built by the same tool and served on the same machine, interleaved, each with an empty cache.
 * `node tests/bench/guest.mjs [--rounds 12]`; wants the built pages and server. A bench never fails a test.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { argument, median, quantile, say } from './measuring.mjs'

const rounds = argument('--rounds', 12)
const root = new URL('../..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'lotse-blank-'))
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
writeFileSync(
  join(folder, 'index.html'),
  '<!doctype html><title>blank</title><div id="app"></div><script type="module" src="/main.js"></script>',
)
writeFileSync(
  join(folder, 'main.js'),
  "import { createApp, h } from 'vue'\ncreateApp({ render: () => h('input', { id: 'ready' }) }).mount('#app')\n",
)
await build({ root: folder, configFile: false, logLevel: 'error', build: { outDir: 'out' } })

const types = { '.html': 'text/html', '.js': 'text/javascript' }
const files = new Map(
  readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => {
      const path = join(one.parentPath, one.name)
      return [path.slice(join(folder, 'out').length), gzipSync(readFileSync(path))]
    }),
)
const blank = createServer((request, response) => {
  const path = request.url === '/' ? '/index.html' : request.url
  const content = files.get(path)
  if (!content) return response.writeHead(404).end()
  return response
    .writeHead(200, { 'content-type': types[extname(path)] ?? '', 'content-encoding': 'gzip' })
    .end(content)
})
await new Promise((resolve) => blank.listen(0, '127.0.0.1', resolve))

/** The built product on an empty store. */
const dataDir = mkdtempSync(join(tmpdir(), 'lotse-guest-'))
const child = spawn(process.execPath, [join(root, 'dist/server/main.js')], {
  env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' },
})
let url = ''
for await (const line of createInterface(child.stdout)) {
  url = /^Lotse läuft: (\S+)$/.exec(line)?.[1] ?? ''
  if (url !== '') break
}
child.stdout.resume()

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })

/** Milliseconds from the navigation until the field can be typed into, and compressed bytes of programs and styles until then. */
async function visit(address, field) {
  const context = await browser.newContext()
  const page = await context.newPage()
  // The browser is busy with its own window at first.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await page.addInitScript((selector) => {
    new MutationObserver(() => {
      if (globalThis.readyAt === undefined && document.querySelector(selector))
        globalThis.readyAt = performance.now()
    }).observe(document, { childList: true, subtree: true })
  }, field)
  await page.goto(address)
  await page.waitForFunction(() => globalThis.readyAt !== undefined)
  const seen = await page.evaluate(() => ({
    at: globalThis.readyAt,
    bytes: performance
      .getEntriesByType('resource')
      .filter(({ name, responseEnd }) => /\.(js|css)$/.test(name) && responseEnd <= globalThis.readyAt)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  }))
  await context.close()
  return seen
}

const pages = {
  blank: [`http://127.0.0.1:${blank.address().port}/`, '#ready'],
  platz: [`${url}/platz`, 'form input'],
  join: [`${url}/join`, 'form input'],
  status: [`${url}/status`, 'form input'],
}
const found = { blank: [], platz: [], join: [], status: [] }
for (const [address, field] of Object.values(pages)) await visit(address, field)
for (let round = 0; round < rounds; round++)
  for (const [name, [address, field]] of Object.entries(pages)) found[name].push(await visit(address, field))

for (const name of ['platz', 'join', 'status']) {
  const ratios = found[name].map(({ at }, round) => at / found.blank[round].at)
  say(
    JSON.stringify({
      bench: name,
      kilobytes: Math.round(found[name][0].bytes / 100) / 10,
      milliseconds: median(found[name].map(({ at }) => at)),
      ratios: { p50: median(ratios), low: quantile(ratios, 0.1), high: quantile(ratios, 0.9) },
    }),
  )
}
await browser.close()
child.kill('SIGTERM')
await once(child, 'exit')
blank.close()
for (const one of [folder, dataDir]) rmSync(one, { recursive: true })
