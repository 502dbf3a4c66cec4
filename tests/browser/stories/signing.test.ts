import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { look, violationsInBoth } from '#tests/browser/look/eye.ts'
import { find, openService } from '#tests/browser/look/scenes.ts'
import { openedDesk } from './table.ts'

const open = openedDesk()
const step = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Schritte des Vorgangs' })
    .getByRole('link', { name: new RegExp(name) })
    .click()

/** Writes something that looks like a name. */
async function write(page: Page): Promise<void> {
  const box = await page.getByRole('img', { name: 'Feld für die Unterschrift' }).boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 60, box.y + 120)
  await page.mouse.down()
  for (let at = 0; at < 24; at++)
    await page.mouse.move(box.x + 60 + at * 12, box.y + 110 + (at % 4) * 14, { steps: 2 })
  await page.mouse.up()
}

it('[SIGN22] a residence is checked, signed on the pad, voided by a change, signed again and goes on to the fee', async () => {
  const page = await look(open.browser, open.url, 'j.brandt')
  await openService(page, open.url, 'wohnsitz anmelden', 'Petra Wendt')
  await step(page, 'Unterschrift')
  await page.getByText('Zuerst die Vorprüfung abschließen.').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await find(page, open.url, 'wohnsitz')
})
