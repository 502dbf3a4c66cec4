import { join } from 'node:path'
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { sideways } from '#tests/browser/look/eye.ts'
import { outOfOrder, smallTargets, treeOf } from '#tests/browser/look/tree.ts'

/** A window of 1280 × 800 pixels as it is, at zoom 200 % and 400 % (WCAG 1.4.4, 1.4.10). */
const zooms = [
  [1280, 800],
  [640, 400],
  [320, 200],
] as const

/**
 * The page as a screen reader is given it, compared with the kept file; at every zoom nothing runs out sideways and nothing to
 * be hit is smaller than 44 px; in one column what is read later stands lower.
 */
export async function readsAs(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()
  for (const [width, height] of zooms) {
    await page.setViewportSize({ width, height })
    if (width === 1280) {
      const kept = join(import.meta.dirname, '../trees', `${name}.txt`)
      await expect(await treeOf(page)).toMatchFileSnapshot(kept)
    }
    const found = { over: await sideways(page), small: await smallTargets(page, 44) }
    expect({ name, width, ...found }).toEqual({ name, width, over: 0, small: [] })
  }
  expect({ name, jumps: await outOfOrder(page) }).toEqual({ name, jumps: [] })
  if (size) await page.setViewportSize(size)
}
