import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { openWindow, type Window } from '#tests/support/browser.ts'
import { violationsInBoth } from '#tests/browser/look/eye.ts'
import { invited, join, mistyped } from './guest.ts'
import { field, holds, noFaults, openedDesk, openMove, picturesMove, visit } from './table.ts'

const open = openedDesk()

async function atHome(size = { width: 1280, height: 900 }): Promise<Window> {
  const window = await openWindow(open.browser, size)
  onTestFinished(() => window.context.close())
  return window
}
const wideness = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)
/** What a phone's camera sees: a white sheet on a dark table. */
async function sheetOnTable() {
  const sheet = await sharp({ create: { width: 700, height: 1000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const buffer = await sharp({ create: { width: 1000, height: 1300, channels: 3, background: '#333' } })
    .composite([{ input: sheet, left: 150, top: 150 }])
    .jpeg()
    .toBuffer()
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer }
}

it('[HOME6] [HOME8] from the link to the table and out: name, devices, waiting, writing, admitted, correcting, back after a closed tab', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const desk = adviser.page
  await openMove(adviser)
  const link = await invited(adviser.page)
  const home = await atHome()
  const { page } = home
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: /Bürgerbüro Seendorf/ }).waitFor()
  // The code stays in no history.
  expect(page.url()).toBe(`${open.url}/join`)
  await page.getByRole('button', { name: 'Gespräch beitreten' }).click()
  await page.getByText('Bitte geben Sie Ihren Namen ein.').waitFor()
  await page.getByRole('button', { name: 'Kamera und Mikrofon prüfen' }).click()
  await page.getByText('funktioniert').first().waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await join(page, 'Petra Wendt')
  await page.getByRole('button', { name: 'Gespräch beitreten' }).dblclick()
  await page.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
  await page.getByText('Vor Ihnen wartet niemand.').waitFor()
  await page.getByLabel('Ihre Nachricht').fill('Guten Tag, ich bin da.')
  await page.getByRole('button', { name: 'Senden' }).click()
  await page.getByRole('log').getByText('Guten Tag, ich bin da.').waitFor()
  expect(await violationsInBoth(page)).toEqual([])

  await desk.getByRole('button', { name: 'Nachrichten, 1 neu' }).click()
  await desk.getByLabel('Nachricht nach Hause').fill('Einen Moment bitte.')
  await desk.getByRole('dialog').getByRole('button', { name: 'Senden' }).click()
  await page.getByRole('log').getByText('Einen Moment bitte.').waitFor()
  await desk.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click()
  await desk.getByRole('button', { name: 'Einlassen' }).dblclick()
  await page.getByRole('heading', { level: 1, name: /Umzug|Wohnsitz/ }).waitFor()
  // They see and hear each other; the guest's own picture is small beside it.
  await Promise.all([picturesMove(page), picturesMove(desk)])
  await page.getByRole('button', { name: 'Kamera ausschalten' }).click()
  await page.getByRole('button', { name: 'Kamera einschalten' }).click()
  await field(adviser, 'Straße').first().fill('Am Speicher')
  await holds(home, 'Straße', 'Am Speicher')
  await field(home, 'Hausnummer').first().fill('12a')
  await holds(adviser, 'Hausnummer', '12a')
  expect(await violationsInBoth(page)).toEqual([])

  // The tab is closed; the same address leads back to the same seat.
  await page.close()
  await desk.getByText('gerade nicht verbunden').waitFor()
  const again = await home.context.newPage()
  await again.goto(`${open.url}/join`)
  await expect
    .poll(() => again.getByRole('textbox', { name: 'Straße' }).first().inputValue())
    .toBe('Am Speicher')
  await desk.getByText('ist dabei').waitFor()

  await desk.getByRole('button', { name: 'Gespräch beenden' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Danke, alles erledigt.')
  await dialog.getByRole('button', { name: 'Gespräch beenden' }).click()
  await again.getByText('Danke, alles erledigt.').waitFor()
  expect(await again.content()).not.toContain('Am Speicher')
  noFaults(adviser, home)
}, 60_000)

it('[HOME6] [HOME9] on a phone without camera and microphone: by typed code, in writing, another appointment, papers by its camera', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  await openMove(adviser, 'Emil Kroll')
  const link = await invited(adviser.page)
  const context = await open.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${open.url}/join`)
  const code = link.split('#')[1]!
  await page.getByLabel('Code').fill(mistyped(code))
  await page.getByRole('button', { name: 'Weiter' }).tap()
  await page.getByText(/^Dieser Code kann nicht stimmen/).waitFor()
  await page.getByLabel('Code').fill(code.toLowerCase())
  await page.getByRole('button', { name: 'Weiter' }).tap()
  await page.getByRole('heading', { level: 1, name: /Bürgerbüro Seendorf/ }).waitFor()
  await join(page, 'Emil Kroll')
  await page.getByRole('button', { name: 'Nur schriftlich beitreten' }).tap()
  await page.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
  expect(await wideness(page)).toBeLessThanOrEqual(390)
  await page.getByRole('button', { name: 'Ein anderer Termin passt mir besser' }).tap()
  await page.getByRole('button', { name: 'Wunsch senden' }).tap()
  await page.getByText(/^Bitte wählen Sie Tag und Uhrzeit/).waitFor()
  await page.getByLabel('Oder in Worten').fill('lieber am Vormittag')
  await page.getByRole('button', { name: 'Wunsch senden' }).tap()
  const desk = adviser.page
  await desk.getByText('Wünscht einen anderen Termin: lieber am Vormittag').waitFor()
  await desk.getByRole('button', { name: 'Neuer Termin' }).click()
  const dialog = desk.getByRole('dialog')
  const day = await desk.evaluate(() => new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10))
  await dialog.getByLabel('Tag').fill(day)
  await dialog.getByLabel('Uhrzeit').fill('09:30')
  await dialog.getByRole('button', { name: 'Termin setzen' }).click()
  await page.getByText(/^Ihr Termin: .*09:30/).waitFor()

  await desk.getByRole('button', { name: 'Einlassen' }).click()
  const turning = page.getByRole('navigation', { name: 'Seiten des Vorgangs' })
  // Three forms, then the papers.
  for (const number of [2, 3, 4]) {
    await turning.getByRole('button', { name: 'Weiter' }).tap()
    await turning.getByText(new RegExp(`^Seite ${number} `)).waitFor()
  }
  await page.getByRole('button', { name: '„Wohnungsgeberbestätigung“ senden' }).tap()
  await page.locator('[data-camera]').setInputFiles(await sheetOnTable())
  await page.getByRole('button', { name: 'Drehen' }).tap()
  // The adviser goes elsewhere meanwhile; what is under the camera stays.
  await desk.getByRole('link', { name: /Unterlagen/ }).click()
  await desk.getByRole('link', { name: /Vorprüfung/ }).click()
  await page.getByText('Jana Brandt ist gerade auf einer anderen Seite.').waitFor()
  // Nor does a look at another page take it away.
  await turning.getByRole('button', { name: 'Zurück' }).tap()
  await turning.getByText(/^Seite 3 /).waitFor()
  await page.getByRole('button', { name: 'Drehen' }).waitFor({ state: 'hidden' })
  await turning.getByRole('button', { name: 'Weiter' }).tap()
  await page.getByRole('button', { name: 'Drehen' }).waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  expect(await wideness(page)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 844, height: 390 })
  expect(await wideness(page)).toBeLessThanOrEqual(844)
  await context.setOffline(true)
  // The line to the office has a button of that name as well.
  const sheets = page.getByRole('region', { name: /^Seite 4 von/ })
  await sheets.getByRole('button', { name: 'Senden', exact: true }).tap()
  await page.getByText(/^Das Senden hat nicht geklappt/).waitFor()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Noch einmal senden' }).tap()
  await page.getByText('Angekommen. Das Bürgerbüro sieht die Unterlage jetzt.').waitFor()
  await desk.getByRole('link', { name: /Unterlagen/ }).click()
  await desk.getByText(/JPEG, .* · Bürgerin oder Bürger/).waitFor()
  noFaults(adviser)
}, 60_000)
