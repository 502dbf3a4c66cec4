import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { look, sideways, violationsInBoth } from '#tests/browser/look/eye.ts'
import { openMove } from '#tests/browser/look/scenes.ts'
import { openedDesk } from './table.ts'

const open = openedDesk()
const seen = async (page: Page) => {
  expect(await violationsInBoth(page)).toEqual([])
  expect(await sideways(page)).toBe(0)
}

it('[KEEP1] [KEEP2] a case is emptied, closed and sealed, read afterwards, kept from deletion and let go by two people', async () => {
  const page = await look(open.browser, open.url, 'j.brandt')
  const address = await openMove(page, open.url)
  await page.getByRole('textbox', { name: 'Straße' }).first().fill('Am Speicher')
  await page.getByText(/^Gespeichert \d\d:\d\d:\d\d$/).waitFor()
  for (const service of ['Wohnsitz anmelden', 'Anschrift im Personalausweis', 'Fahrzeug ummelden']) {
    const drop = page.getByRole('button', { name: new RegExp(`^„${service}.*aus dem Vorgang nehmen$`) })
    await drop.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Herausnehmen' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await drop.waitFor({ state: 'hidden' })
  }
  await page.getByRole('button', { name: 'Vorgang schließen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Schließen und versiegeln' }).dblclick()
  await page.getByText(/^Versiegelt am/).waitFor()
  await page.getByText('Am Speicher').first().waitFor()
  await page.reload()
  await page.getByText(/^Versiegelt am/).waitFor()
  expect(page.url()).toBe(address)
  await seen(page)
  const number = /V-\d{4}-\d{6}/.exec(await page.locator('main').innerText())?.[0] ?? ''

  const manager = await look(open.browser, open.url, 'b.arndt')
  await manager.goto(`${open.url}/aufbewahrung`)
  const line = (at: Page) => at.getByRole('row', { name: new RegExp(number) })
  await line(manager).getByRole('button', { name: 'Sperren' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: 'Sperren' }).click()
  await manager.getByText('Bitte einen Grund angeben.').waitFor()
  await manager.getByLabel('Grund').fill('Klage beim Verwaltungsgericht')
  await manager.getByRole('dialog').getByRole('button', { name: 'Sperren' }).click()
  await line(manager).getByText('gesperrt', { exact: true }).waitFor()
  await seen(manager)

  const administrator = await look(open.browser, open.url, 'd.kranz')
  await administrator.getByRole('heading', { level: 1, name: 'Aufbewahrung und Löschung' }).waitFor()
  expect(await administrator.locator('main').innerText()).not.toContain('Wendt')
  await line(administrator).getByRole('button', { name: 'Sperre aufheben' }).click()
  await administrator.getByLabel('Grund').fill('Klage abgewiesen')
  await administrator.getByRole('dialog').getByRole('button', { name: 'Sperre aufheben' }).click()
  await line(administrator).getByText('aufbewahrt', { exact: true }).waitFor()
})
