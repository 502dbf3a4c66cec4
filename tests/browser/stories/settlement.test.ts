import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '#tests/support/browser.ts'
import { clockDesk } from './clock-desk.ts'
import { noFaults, openMove, visit } from './table.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

it('[FEE13] an adviser is left alone by a terminal, clears it up, takes cash and reads receipt and day', async () => {
  const { url, clock } = await clockDesk()
  const adviser = await visit(browser, url, 'j.brandt')
  await openMove(adviser)
  const { page } = adviser
  await page.getByRole('link', { name: /Gebühr/ }).click()
  await page.getByRole('button', { name: 'Gebühr festsetzen' }).click()
  await page.getByRole('radio', { name: 'EC-Kartenterminal' }).click()
  await page.getByLabel('Verhalten des Simulators').selectOption('timeout')
  await page.getByRole('button', { name: /am Terminal anfordern$/ }).dblclick()
  await page.getByText(/^Das Terminal fordert/).waitFor()
  expect(await page.getByRole('heading', { name: /bezahlen$/ }).count()).toBe(0)

  await clock.advance(25_000)
  await page.getByText('Zahlung ungeklärt').waitFor()
  expect(await page.getByRole('button', { name: /am Terminal anfordern$/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Wurde nicht bezahlt' }).click()
  await page.getByText('Bitte kurz angeben, woran Sie es erkannt haben.').waitFor()
  await page.getByLabel('Woran haben Sie es erkannt?').fill('kein Händlerbeleg')
  await page.getByRole('button', { name: 'Wurde nicht bezahlt' }).click()

  await page.getByLabel('Gegeben').fill('1')
  await page.getByRole('button', { name: 'Betrag angenommen' }).click()
  await page.getByText(/^Das reicht nicht: Es fehlen/).waitFor()
  await page.getByLabel('Gegeben').fill('100')
  await page.getByRole('button', { name: 'Betrag angenommen' }).dblclick()
  const receipt = page.getByRole('dialog', { name: /^Quittung SEENDORF-\d{4}-00001$/ })
  await receipt.getByRole('img', { name: /QR-Code/ }).waitFor()
  expect(await receipt.innerText()).toMatch(/an Landkreis Lindetal[\s\S]*Rückgeld/)
  const download = page.waitForEvent('download')
  await receipt.getByRole('button', { name: 'Als PDF speichern' }).click()
  expect((await download).suggestedFilename()).toMatch(/^quittung-SEENDORF-\d{4}-00001\.pdf$/)
  await receipt.getByRole('button', { name: 'Schließen' }).click()
  await page.getByText(/bar angenommen, Beleg SEENDORF/).waitFor()

  await page.getByRole('link', { name: 'Kasse' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tagesabschluss' }).waitFor()
  await page.getByText(/^SEENDORF-\d{4}-00001$/).waitFor()
  expect(await page.getByText(/^SEENDORF/).count()).toBe(1)
  noFaults(adviser)
})
