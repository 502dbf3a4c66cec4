import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { RunningDesk } from '#tests/support/running-desk.ts'

/** Widths of the workplaces the desk is made for; 640 is 1280 at zoom 200 %. */
const widths = [640, 1280, 1440, 2560] as const

let desk: RunningDesk
let browser: Browser
beforeAll(async () => {
  desk = await RunningDesk.start()
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
})
afterAll(async () => {
  await browser.close()
  await desk.stop()
})

/** axe needs to put its script into the page; everything else runs under the policy of the product in the other stories. */
async function open(theme: 'light' | 'dark', login?: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: theme,
    locale: 'de-DE',
    reducedMotion: 'reduce',
    bypassCSP: true,
  })
  const page = await context.newPage()
  await page.goto(`${desk.url}/anmelden`)
  if (login === undefined) return page
  await page.locator('.demo .line', { hasText: login }).click()
  await page.waitForURL((url) => url.pathname !== '/anmelden')
  await page.locator('.chip.ok', { hasText: 'Verbunden' }).first().waitFor()
  return page
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

for (const theme of ['light', 'dark'] as const) {
  it(`[LOOK3] sign-in, counter, lists and account have no axe violation, ${theme}`, async () => {
    const signIn = await open(theme)
    await signIn.locator('.demo .line').first().waitFor()
    expect(await violations(signIn)).toEqual([])
    await signIn.locator('button[type=submit]').click()
    expect(await violations(signIn)).toEqual([])
    await signIn.context().close()

    const page = await open(theme, 'j.brandt')
    await page.locator('#on-duty-title ~ *, .dot').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('/')
    await page.keyboard.type('auto ummelden')
    await page.locator('[role=option]').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('#choice-title').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('[role=combobox]').fill('umzug')
    await page.locator('[role=option]', { hasText: 'Lebenslage' }).first().click()
    await page.locator('.bundle').waitFor()
    expect(await violations(page)).toEqual([])
    for (const path of ['/vorgaenge', '/konto', '/gibt-es-nicht']) {
      await page.goto(desk.url + path)
      await page.locator('h1').waitFor()
      expect(await violations(page)).toEqual([])
    }
    await page.keyboard.press('?')
    await page.locator('[role=dialog]').waitFor()
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it(`[LOOK4] the duty page has no axe violation, off and on duty, ${theme}`, async () => {
    const page = await open(theme, 'o.menge')
    await page.locator('.panel').first().waitFor()
    expect(await violations(page)).toEqual([])
    const begin = page.locator('.empty .btn.accept')
    if ((await begin.count()) > 0) await begin.click()
    await page.getByText('Niemand ruft an').waitFor()
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })
}

it('[LOOK5] no page scrolls sideways from zoom 200 % to 2560 pixels', async () => {
  const page = await open('light', 'j.brandt')
  for (const path of ['/', '/vorgaenge', '/konto']) {
    await page.goto(desk.url + path)
    await page.locator('h1').waitFor()
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      expect({ path, width, over: Math.max(0, await sideways(page)) }).toEqual({ path, width, over: 0 })
    }
  }
  await page.context().close()
})

it('[LOOK6] the theme follows the system until it is chosen, and the choice is remembered', async () => {
  const page = await open('dark', 'j.brandt')
  const theme = () => page.locator('html').getAttribute('data-kern-theme')
  expect(await theme()).toBe('dark')
  await page.goto(`${desk.url}/konto`)
  await page.getByRole('radio', { name: 'Hell' }).click()
  expect(await theme()).toBe('light')
  await page.reload()
  await page.locator('h1').waitFor()
  expect(await theme()).toBe('light')
  await page.context().close()
})

it('[LOOK7] the counter works by keyboard alone, and the focus goes where the page goes', async () => {
  const page = await open('light', 'j.brandt')
  await page.keyboard.press('/')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('service-search')
  await page.keyboard.type('99036008071000')
  await page.locator('[role=option]').first().waitFor()
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('choice-title')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('service-search')
  await page.locator('h1').click()
  await page.keyboard.press('f')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Hinzuziehen')
  await page.getByRole('link', { name: 'Vorgänge' }).click()
  await page.waitForURL('**/vorgaenge')
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  expect(await page.title()).toBe('Vorgänge · Lotse')
  await page.context().close()
})
