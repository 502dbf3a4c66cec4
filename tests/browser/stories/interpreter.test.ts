import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { openWindow, type Window } from '#tests/support/browser.ts'
import { sideways, violationsInBoth } from '#tests/browser/look/eye.ts'
import {
  acceptRing,
  askForSpecialist,
  noFaults,
  onDuty,
  openedDesk,
  openMove,
  pairScreen,
  picturesMove,
  visit,
} from './table.ts'

const open = openedDesk()

async function another(size = { width: 1440, height: 900 }): Promise<Window> {
  const window = await openWindow(open.browser, size)
  onTestFinished(() => window.context.close())
  return window
}

/** The link for somebody who interprets, read from the adviser's screen. */
async function asked(desk: Page, language: string, who: string): Promise<string> {
  await desk.getByRole('button', { name: 'Dolmetscher dazuholen' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Link ausstellen' }).click()
  await dialog.getByText('Bitte wählen Sie die Sprache.').waitFor()
  await dialog.getByLabel('Sprache').selectOption({ label: language })
  await dialog.getByLabel('Name oder Dolmetschdienst').fill(who)
  await dialog.getByRole('button', { name: 'Link ausstellen' }).dblclick()
  const link = await dialog.getByText(/\/dolmetschen#/).innerText()
  await dialog.getByRole('button', { name: 'Schließen' }).click()
  return link
}
/** By the link to the waiting room. */
async function registered(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: /^Dolmetschen: / }).waitFor()
  await page.getByLabel('Ihr Name').fill(name)
  await page.getByRole('button', { name: 'In den Warteraum' }).click()
  await page.getByText(/^Bitte bestätigen Sie den Satz/).waitFor()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'In den Warteraum' }).dblclick()
  await page.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
}
/** Asked on the citizen's own screen, who says yes; then let in. */
async function admitted(desk: Page, seat: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Einwilligung einholen: Dolmetscher' }).last().click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Am Bürgerbildschirm fragen' }).click()
  await seat.getByRole('heading', { name: 'Darf jemand für Sie dolmetschen?' }).waitFor()
  await seat.getByRole('button', { name: 'Ja, einverstanden' }).click()
  await dialog.getByText('Die Bürgerin oder der Bürger ist einverstanden.').waitFor()
  await dialog.getByRole('button', { name: 'Schließen' }).click()
  await desk.getByRole('button', { name: 'Einlassen' }).last().dblclick()
}

/** What a browser still holds. */
async function keptIn(page: Page): Promise<{ stored: number; cookies: string[] }> {
  const stored = await page.evaluate(() => localStorage.length + sessionStorage.length)
  const cookies = await page.context().cookies()
  return { stored, cookies: cookies.map(({ name }) => name) }
}

/**
 * On a phone: whoever signs stays in sight however far one scrolls, takes a third of the height at most, and lies over nothing that
 * has the focus.
 */
async function underSigns(seat: Page) {
  const seen = await seat.evaluate(() => {
    const signs = () => document.querySelector('.sign-column')!.getBoundingClientRect()
    const covered: string[] = []
    for (const one of document.querySelectorAll<HTMLElement>('main :is(button, input, select, textarea)')) {
      if (!one.checkVisibility() || one.matches(':disabled')) continue
      one.focus()
      if (document.activeElement === one && one.getBoundingClientRect().top < signs().bottom - 1)
        covered.push(one.outerHTML.slice(0, 90))
    }
    window.scrollTo(0, document.body.scrollHeight)
    const { top, bottom } = signs()
    return { inSight: top >= -1, share: bottom - top <= window.innerHeight / 3 + 1, covered }
  })
  return { ...seen, over: await sideways(seat) }
}

it('[INTERP5] [INTERP6] [INTERP7] [INTERP8] [INTERP9] [INTERP10] four at a table: who interprets comes by link, is seen and heard without and with a specialist, never sees the case, and goes with the consent or by themselves', async () => {
  const [[specialist], adviser, citizen, interpreter] = await Promise.all([
    onDuty(open.browser, open.url, 'u.kessler'),
    visit(open.browser, open.url, 'j.brandt'),
    another(),
    another({ width: 390, height: 844 }),
  ])
  const [desk, seat, page] = [adviser.page, citizen.page, interpreter.page]
  await pairScreen(open.url, desk, seat)
  await openMove(adviser)
  await seat
    .getByRole('textbox', { name: /^Straße/ })
    .first()
    .waitFor()
  const link = await asked(desk, 'Türkisch', 'Sprachmittlung Lindetal')
  await registered(page, link, 'Elif Aydın')
  // The code stays in no history.
  expect(page.url()).toBe(`${open.url}/dolmetschen`)
  expect(await violationsInBoth(page)).toEqual([])
  await admitted(desk, seat)

  await page.getByRole('heading', { name: 'Sie dolmetschen: Türkisch' }).waitFor()
  await Promise.all([picturesMove(page), picturesMove(desk), picturesMove(seat, 1)])
  await seat.getByText('Elif Aydın dolmetscht: Türkisch').waitFor()
  await seat.getByText('Sokak').first().waitFor()
  await page.getByLabel('Ihre Nachricht').fill('Sie fragt nach dem Kennzeichen.')
  await page.getByRole('button', { name: 'Senden' }).click()
  await seat.getByRole('log').getByText('Sie fragt nach dem Kennzeichen.').waitFor()
  expect(await violationsInBoth(page)).toEqual([])

  await askForSpecialist(adviser)
  await acceptRing(specialist)
  await Promise.all([picturesMove(page, 3), picturesMove(specialist.page, 3), picturesMove(seat, 2)])
  await page.getByText('Uwe Kessler').waitFor()
  expect(await page.locator('body').innerText()).not.toMatch(/Wendt|V-20|Umzug/)

  // The tab is closed; the same address leads back to the same seat.
  await page.close()
  const again = await interpreter.context.newPage()
  await again.goto(`${open.url}/dolmetschen`)
  await picturesMove(again, 3)
  await seat.getByRole('button', { name: 'Dolmetschen beenden' }).click()
  await again.getByText(/^Die Bürgerin oder der Bürger möchte gerade nicht/).waitFor()
  expect(await again.locator('video:visible').count()).toBe(0)
  await picturesMove(specialist.page, 2)
  await interpreter.context.close()

  // Who signs has a place of their own: larger, beside the form, in sight, as large at 200 % zoom.
  const signing = await another()
  const signLink = await asked(desk, 'Deutsche Gebärdensprache', 'Ana Zeichner')
  await registered(signing.page, signLink, 'Ana Zeichner')
  await admitted(desk, seat)
  const tile = seat.getByRole('figure').filter({ hasText: 'Deutsche Gebärdensprache' })
  await picturesMove(seat, 2)
  const box = async () => (await tile.boundingBox())!
  const form = async () => (await seat.getByRole('region', { name: /^Seite/ }).boundingBox())!
  const apart = async () => {
    const [one, other] = [await box(), await form()]
    return one.x >= other.x + other.width || one.y + one.height <= other.y
  }
  const wide = await box()
  expect(await apart()).toBe(true)
  await seat.mouse.wheel(0, 900)
  await expect.poll(async () => (await box()).y >= 0 && (await apart())).toBe(true)
  const other = (await seat
    .getByRole('figure')
    .filter({ hasText: 'Uwe Kessler' })
    .locator('.tile')
    .boundingBox())!
  expect(wide.width).toBeGreaterThan(other.width)
  await seat.setViewportSize({ width: 720, height: 450 })
  // At 200 % every pixel of the page is two of the glass.
  expect((await box()).width * 2).toBeGreaterThanOrEqual(wide.width)
  expect(await apart()).toBe(true)
  for (const size of [
    { width: 390, height: 844 },
    // 1280 × 1024 at 400 %.
    { width: 320, height: 256 },
  ]) {
    await seat.setViewportSize(size)
    await expect.poll(() => underSigns(seat)).toEqual({ inSight: true, share: true, covered: [], over: 0 })
  }
  await seat.setViewportSize({ width: 1440, height: 900 })
  const pinned = desk.locator('.tile.pinned')
  await pinned.waitFor()
  expect(await violationsInBoth(seat)).toEqual([])

  // Nobody goes by slip; who goes is out at once, and the same link leads back.
  const leaver = signing.page
  const ends = () => leaver.getByRole('button', { name: 'Dolmetschen beenden' }).click()
  await ends()
  await leaver.getByRole('dialog').getByRole('button', { name: 'Hier bleiben' }).click()
  await picturesMove(leaver, 3)
  await ends()
  await leaver.getByRole('dialog').getByRole('button', { name: 'Ja, beenden' }).dblclick()
  await leaver.getByRole('heading', { name: 'Das Dolmetschen ist beendet' }).waitFor()
  await Promise.all([tile.waitFor({ state: 'detached' }), pinned.waitFor({ state: 'detached' })])
  await desk.getByText(/^eingeladen, gilt bis/).waitFor()
  expect(await violationsInBoth(leaver)).toEqual([])
  expect(await leaver.locator('body').innerText()).not.toMatch(/Kessler|Kennzeichen|Zeichner/)
  expect(await keptIn(leaver)).toEqual({ stored: 0, cookies: [] })
  await registered(leaver, signLink, 'Ana Zeichner')
  // Whoever waits is seen at the counter, one press from the case.
  const room = desk.url()
  await desk.getByRole('link', { name: 'Schalter' }).click()
  const line = desk.getByRole('listitem').filter({ hasText: 'Ana Zeichner' })
  await line.getByText(/^Dolmetscher: Deutsche Gebärdensprache · seit /).waitFor()
  await line.getByRole('link', { name: /^V-\d{4}-\d+ öffnen$/ }).click()
  await desk.waitForURL(room)
  noFaults(adviser, specialist, citizen, interpreter, signing)
})
