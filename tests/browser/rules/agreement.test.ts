import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { demoDistrict } from '#server/district/demo-district.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { verdicts, type RuleBook } from '#tests/support/verdicts.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** The rules as they go to the browser, as one script that leaves `rules` behind. */
async function bundled(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'tests/support/verdicts.ts', formats: ['iife'], name: 'rules' },
    },
  })) as Rolldown.RolldownOutput[]
  return built[0]!.output[0].code
}

it('[PRECHECK2] Chromium and the server say the same about 10,000 generated cases', async () => {
  const { forms, requirements } = demoDistrict()
  const book: RuleBook = { forms, requirements, today: '2026-03-02' }
  const page = await browser.newPage()
  await page.addScriptTag({ content: await bundled() })
  const inBrowser = await page.evaluate(
    (given) =>
      (globalThis as unknown as { rules: { verdicts: typeof verdicts } }).rules.verdicts(given, 10_000),
    book,
  )
  expect(Object.keys(inBrowser)).toEqual(Object.keys(requirements))
  expect(inBrowser).toEqual(verdicts(book, 10_000))
  // Rules that are read on another day say something else: the digests do look at what is said.
  expect(verdicts({ ...book, today: '2019-01-01' }, 100)).not.toEqual(verdicts(book, 100))
})
