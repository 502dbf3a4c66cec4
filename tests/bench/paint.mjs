/**
 * The adviser's desk of an office with 5,000 open cases beside one with 50 (design 7-performance): milliseconds from the navigation
 * until the newest case can be seen, interleaved, each with an empty cache.
 * `node tests/bench/paint.mjs [--rounds 12] [--cases 5000]`; wants the built pages and server. A bench never fails a test.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { chromium } from 'playwright-core'
import { filledDesk } from './desk.mjs'
import { argument, median, quantile, say } from './measuring.mjs'

const rounds = argument('--rounds', 12)
const many = argument('--cases', 5_000)
const folders = [mkdtempSync(join(tmpdir(), 'lotse-few-')), mkdtempSync(join(tmpdir(), 'lotse-many-'))]
const few = await filledDesk(folders[0], 50)
const full = await filledDesk(folders[1], many)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })

/** Milliseconds from the navigation to the desk until its newest case is there. */
async function visit(url) {
  const context = await browser.newContext({ locale: 'de-DE' })
  const page = await context.newPage()
  await page.request.post(`${url}/api/session`, {
    headers: { origin: url },
    data: { login: 'j.brandt', password: 'lindetal' },
  })
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (globalThis.readyAt === undefined && document.querySelector('a[href^="/vorgaenge/"]'))
        requestAnimationFrame(() => (globalThis.readyAt ??= performance.now()))
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(`${url}/`)
  await page.waitForFunction(() => globalThis.readyAt !== undefined)
  const at = await page.evaluate(() => globalThis.readyAt)
  await context.close()
  return at
}

const found = { few: [], full: [] }
for (const { url } of [few, full]) await visit(url)
for (let round = 0; round < rounds; round++) {
  found.few.push(await visit(few.url))
  found.full.push(await visit(full.url))
}
const ratios = found.full.map((at, round) => at / found.few[round])
say(
  JSON.stringify({
    bench: 'desk',
    cases: many,
    milliseconds: { few: median(found.few), full: median(found.full) },
    ratios: { p50: median(ratios), low: quantile(ratios, 0.1), high: quantile(ratios, 0.9) },
  }),
)
await browser.close()
await few.stop()
await full.stop()
for (const one of folders) rmSync(one, { recursive: true })
