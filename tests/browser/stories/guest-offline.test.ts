import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, openWindow } from '#tests/support/browser.ts'
import { clockDesk } from './clock-desk.ts'
import { letIn } from './guest.ts'
import { field, holds, noFaults, openMove, picturesMove, visit } from './table.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

it('[HOME10] half a minute without network in the talk from home: said at once in her language, typed on, confirming refused with a sentence, away at the desk, and all of it there on the same seat', async () => {
  const { url, clock } = await clockDesk()
  const adviser = await visit(browser, url, 'j.brandt')
  const desk = adviser.page
  await openMove(adviser)
  const home = await openWindow(browser, { width: 1280, height: 900 })
  onTestFinished(() => home.context.close())
  await letIn(desk, home.page, 'Petra Wendt')
  const { page } = home
  await Promise.all([picturesMove(page), picturesMove(desk)])
  const seats = async () => (await home.context.cookies()).map(({ name, value }) => [name, value])
  const before = await seats()
  await page.getByRole('button', { name: 'Türkçe' }).click()
  await field(home, /^Straße/)
    .first()
    .fill('Am Spei')
  await holds(adviser, 'Straße', 'Am Spei')

  await home.context.setOffline(true)
  await page.getByText('Bağlantı şu anda kesik. Kendiliğinden geri gelecek.').waitFor()
  await field(home, /^Straße/)
    .first()
    .press('End')
  await page.keyboard.type('cher')
  await field(home, /^Hausnummer/)
    .first()
    .fill('12a')
  await page.getByText('Bağlantı yok. Yazdıklarınız burada korunuyor.').waitFor()
  await page.getByRole('button', { name: /^Doğru: .*Neue Wohnung/ }).click()
  await page.getByRole('alert').getByText('Bağlantı şu anda kesik. Bağlantı geri gelip').waitFor()
  await desk.getByText('gerade nicht verbunden').waitFor()
  // Meanwhile the office goes on in the same case.
  await field(adviser, 'Ort').first().fill('Seendorf')
  await clock.advance(30_000)
  expect(await field(adviser, 'Hausnummer').first().inputValue()).toBe('')

  await home.context.setOffline(false)
  await desk.getByText('ist dabei').waitFor()
  await Promise.all([
    holds(adviser, 'Straße', 'Am Speicher'),
    holds(adviser, 'Hausnummer', '12a'),
    holds(home, /^Ort/, 'Seendorf'),
  ])
  await page.getByText('Her şey kaydedildi').waitFor()
  expect(await seats()).toEqual(before)
  await Promise.all([picturesMove(page), picturesMove(desk)])
  await page.getByRole('button', { name: /^Doğru: .*Neue Wohnung/ }).click()
  await desk.getByText(/Bestätigt .* am Bürgerbildschirm/).waitFor()
  noFaults(adviser, home)
}, 60_000)
