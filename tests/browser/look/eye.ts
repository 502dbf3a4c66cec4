import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { enter, paint } from './scenes.ts'

const size = { width: 1440, height: 900 }

/** A window of somebody who has signed in. axe needs to put its script into the page, hence no content policy here. */
export async function look(browser: Browser, url: string, login: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: size,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    bypassCSP: true,
  })
  await context.addInitScript(() => localStorage.setItem('lotse.devices-checked', 'yes'))
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await enter(page, url, login)
  return page
}

/** What axe has against a page, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // In the page itself: no page of the product has a frame, and a blank window to gather the results of frames costs half the time.
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))
}

/** The same in both themes. */
export async function violationsInBoth(page: Page): Promise<string[]> {
  const light = await violations(page)
  await paint(page, 'dark')
  const dark = await violations(page)
  await paint(page, 'light')
  return [...light.map((one) => `light ${one}`), ...dark.map((one) => `dark ${one}`)]
}

/** Pixels by which a page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  )

/** Presses Tab so many times and returns what got the focus without showing it, and how many places were reached. */
export async function walk(page: Page, steps: number): Promise<{ places: number; unseen: string[] }> {
  const unseen: string[] = []
  const seen = new Set<string>()
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press('Tab')
    const { place, shown } = await page.evaluate(() => {
      const at = document.activeElement
      if (at === null || at === document.body) return { place: 'body', shown: true }
      const box = at.getBoundingClientRect()
      // A field inside a frame of its own, like the search, shows the focus at the frame.
      const rings = [at, at.parentElement, at.parentElement?.parentElement].map((one) => {
        const style = one ? getComputedStyle(one) : null
        return style !== null && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      })
      return {
        place: `${at.tagName} ${at.id} ${at.getAttribute('aria-label') ?? at.textContent?.trim().slice(0, 40) ?? ''}`,
        shown: rings.includes(true) && box.width > 0,
      }
    })
    seen.add(place)
    if (!shown) unseen.push(place)
  }
  return { places: seen.size, unseen }
}
