import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { look, violationsInBoth } from '#tests/browser/look/eye.ts'
import { openService } from '#tests/browser/look/scenes.ts'
import { openedDesk } from './table.ts'

const open = openedDesk()
const step = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Schritte des Vorgangs' })
    .getByRole('link', { name: new RegExp(name) })
    .click()
const type = (page: Page, name: RegExp, value: string) =>
  page.getByRole('textbox', { name }).filter({ visible: true }).first().fill(value)
const saved = (page: Page) =>
  page
    .locator('header .saved')
    .getByText(/^Gespeichert \d\d:\d\d:\d\d$/)
    .waitFor()

async function fillDog(page: Page): Promise<void> {
  await type(page, /^Familienname/, 'Wendt')
  await type(page, /^Vornamen/, 'Petra')
  await type(page, /^Geburtsdatum/, '04.05.1979')
  await type(page, /^Straße/, 'Am Speicher')
  await type(page, /^Hausnummer/, '12')
  await type(page, /^Postleitzahl/, '19288')
  await type(page, /^Ort/, 'Seendorf')
  await type(page, /^Im Haushalt seit/, '01.11.2026')
  await type(page, /^Rasse/, 'Beagle')
  await type(page, /^Chipnummer/, '276098106123456')
  await saved(page)
}

/** Writes something that looks like a name. */
async function write(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: 'Feld für die Unterschrift' })
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 60, box.y + 110)
  await page.mouse.down()
  for (let at = 0; at < 24; at++)
    await page.mouse.move(box.x + 60 + at * 12, box.y + 90 + (at % 4) * 14, { steps: 2 })
  await page.mouse.up()
}

it('[SIGNED2] [SIGNED3] a dog is registered: checked, signed on the pad, void by a change, signed again, handed over', async () => {
  const page = await look(open.browser, open.url, 'j.brandt')
  await openService(page, open.url, 'hund anmelden', 'Petra Wendt')
  await fillDog(page)
  await step(page, 'Unterschrift')
  await page.getByText('Zuerst die Vorprüfung abschließen.').waitFor()
  await step(page, 'Vorprüfung')
  await page.getByRole('button', { name: 'Vorprüfung abschließen' }).click()
  await step(page, 'Unterschrift')
  const begin = page.getByRole('button', { name: /unterschreiben lassen$/ })
  await begin.click()
  await page.getByRole('button', { name: 'Ich unterschreibe', exact: true }).click()
  await page.getByText('Bitte auf dem Feld unterschreiben.').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await write(page)
  await page.getByRole('button', { name: 'Ich unterschreibe', exact: true }).dblclick()
  await page.getByText(/^Unterschrieben von Petra Wendt/).waitFor()
  expect(await violationsInBoth(page)).toEqual([])

  await step(page, 'Angaben')
  await type(page, /^Hausnummer/, '12a')
  await step(page, 'Unterschrift')
  await page.getByText('Die Angaben haben sich danach geändert. Bitte neu unterschreiben lassen.').waitFor()
  await step(page, 'Vorprüfung')
  await page.getByRole('button', { name: 'Vorprüfung abschließen' }).click()
  await step(page, 'Unterschrift')
  await begin.click()
  await page.getByRole('button', { name: 'Kann nicht von Hand unterschreiben' }).click()
  await page.getByLabel('Warum nicht?').fill('Hand verletzt')
  await page.getByRole('button', { name: 'Ich unterschreibe', exact: true }).click()
  await page.getByText(/Bezeugt von Jana Brandt/).waitFor()

  await step(page, 'Abschluss')
  await page
    .getByRole('button', { name: /bergeben/ })
    .first()
    .click()
  await page
    .getByText(/V-\d{4}-\d{6}\/1/)
    .first()
    .waitFor()
})
