import { expect } from 'vitest'
import type { Page } from 'playwright-core'

/** Where the keyboard stands: what it is called and whether one sees it. Null: nowhere. */
const standing = (page: Page) =>
  page.evaluate(() => {
    const here = document.activeElement
    if (!(here instanceof HTMLElement) || here === document.body) return null
    const called =
      here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement
        ? (here.labels?.[0]?.innerText ?? here.getAttribute('aria-label') ?? '')
        : (here.getAttribute('aria-label') ?? here.innerText)
    const { outlineStyle, outlineWidth } = getComputedStyle(here)
    const { width, height } = here.getBoundingClientRect()
    const seen = outlineStyle !== 'none' && outlineWidth !== '0px' && width > 0 && height > 0
    return { called, seen }
  })

/** Moves the focus on until it stands on what is called so. @throws Error when it cannot be reached in 80 steps */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    const here = await standing(page)
    if (here?.called.includes(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach „${name}“`)
}

/** As `tabTo`, and every stop that Tab leads to is seen. */
export async function seenTo(page: Page, name: string): Promise<void> {
  const unseen: string[] = []
  for (let step = 0; step < 80; step++) {
    const here = await standing(page)
    if (step > 0 && here && !here.seen) unseen.push(here.called)
    if (here?.called.includes(name)) break
    if (step === 79) throw new Error(`The keyboard does not reach „${name}“`)
    await page.keyboard.press('Tab')
  }
  expect(unseen).toEqual([])
}

/** The keyboard stands, or comes to stand, on what is called so, in sight: it was not lost with what has gone. */
export async function standsOn(page: Page, name: RegExp): Promise<void> {
  await expect.poll(() => standing(page)).toEqual({ called: expect.stringMatching(name), seen: true })
}
