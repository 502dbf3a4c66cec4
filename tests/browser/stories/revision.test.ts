import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { noFaults, openedDesk, openMove, visit } from './table.ts'

const desk = openedDesk()

it('[AUDIT7] the auditor looks at the chain, searches a case, and saves what was found', async () => {
  const adviser = await visit(desk.browser, desk.url, 'j.brandt')
  await openMove(adviser)
  const number = /V-20\d{2}-\d{6}/.exec(await adviser.page.locator('main').innerText())![0]
  const auditor = await visit(desk.browser, desk.url, 'r.paulsen')
  const { page } = auditor
  await page.getByRole('heading', { level: 1, name: 'Revision' }).waitFor()
  await page.getByText('Die Kette wurde noch nicht geprüft').waitFor()
  await page.getByRole('button', { name: 'Jetzt prüfen' }).dblclick()
  await page.getByText(/^Die Protokollkette ist unversehrt: \d+ Zeilen/).waitFor()
  await page.getByText(/^Zuletzt geprüft am .* von Renate Paulsen$/).waitFor()

  await page.getByLabel('Vorgangsnummer').fill('V-26-1')
  await page.getByRole('button', { name: 'Suchen', exact: true }).click()
  await page.getByText('Eine Vorgangsnummer sieht so aus: V-2026-000123.').waitFor()
  await page.getByLabel('Vorgangsnummer').fill(number.toLowerCase())
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: 'Vorgang eröffnet' }).waitFor()
  await expect.poll(() => page.getByRole('row').count()).toBeLessThan(8)
  expect(await page.locator('main').innerText()).not.toContain('Wendt')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Als CSV speichern' }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toContain(`"${number}"`)
  await page.getByLabel('Person').fill('Niemand')
  await page.getByRole('button', { name: 'Suchen', exact: true }).click()
  await page.getByText('Keine Zeile passt zu dieser Suche').waitFor()
  noFaults(adviser, auditor)
})
