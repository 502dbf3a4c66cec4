import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it, onTestFinished } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { openWindow, signIn } from '#tests/support/browser.ts'
import { sheetCamera, sheetPhoto } from '#tests/support/sheet-camera.ts'
import { sideways, violations, violationsInBoth } from '#tests/browser/look/eye.ts'
import { noFaults, openedDesk, openMove, pairScreen, visit } from './table.ts'

const open = openedDesk([await sheetCamera()])
/** Of Debian's poppler-utils. */
const poppler = 'pdfinfo'
const paper = 'Wohnungsgeberbestätigung'

async function toPapers(page: Page): Promise<void> {
  await page.getByRole('link', { name: /Unterlagen/ }).click()
  await page.getByRole('button', { name: `Aufnehmen: ${paper}` }).click()
}
/** Draws a black box from one place of the page to another, in shares of it. */
async function blacken(
  page: Page,
  sheet: Locator,
  from: [number, number],
  to: [number, number],
): Promise<void> {
  const box = (await sheet.boundingBox())!
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...at(from))
  await page.mouse.down()
  await page.mouse.move(...at(to), { steps: 4 })
  await page.mouse.up()
}
async function storedFile(page: Page): Promise<Buffer> {
  const address = await page
    .getByRole('link', { name: /herunterladen$/ })
    .first()
    .getAttribute('href')
  const answer = await page.request.get(new URL(address!, page.url()).href)
  return answer.body()
}
/** Pixels that are red as the part nobody is to know. */
async function redPixels(picture: Buffer): Promise<number> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let count = 0
  for (let at = 0; at < data.length; at += info.channels)
    if (data[at]! > 140 && data[at + 1]! < 80 && data[at + 2]! < 80) count++
  return count
}

it('[EVID13] [EVID14] a sheet is taken with the space bar, straightened, blackened, shown to the citizen, and only that is stored', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  const { page } = adviser
  await openMove(adviser)
  await toPapers(page)
  const shoot = page.getByRole('dialog').getByRole('button', { name: /^Aufnehmen/ })
  await expect.poll(() => shoot.isEnabled()).toBe(true)
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Seite 1 bearbeiten' }).click()

  // Found by itself; a corner goes by keys, too.
  await page.getByRole('radio', { name: 'Ecken' }).click()
  await page.getByText(/^Die Ecken wurden gefunden/).waitFor()
  const corner = page.getByRole('button', { name: 'Ecke oben links' })
  const before = await corner.getAttribute('style')
  await corner.press('ArrowRight')
  expect(await corner.getAttribute('style')).not.toBe(before)
  await corner.press('ArrowLeft')
  await page.getByRole('radio', { name: 'Schwärzen' }).click()
  await blacken(page, page.getByRole('img', { name: 'Blatt, gerade gezogen' }), [0.04, 0.32], [0.7, 0.46])
  await page.getByRole('button', { name: 'Schwärzung 1' }).press('Alt+ArrowUp')
  await page.getByRole('button', { name: 'Fertig' }).click()

  // Back from the citizen's look nothing is lost, and leaving asks.
  await page.getByRole('button', { name: 'Dem Bürger zeigen' }).click()
  await page.getByRole('button', { name: 'Zurück' }).click()
  await page.getByRole('img', { name: 'Seite 1' }).waitFor()
  await page.keyboard.press('Escape')
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog', { name: 'Aufnahmen verwerfen?' }))
    .waitFor()
  await page.getByRole('button', { name: 'Abbrechen' }).last().click()
  await page.getByRole('button', { name: 'Dem Bürger zeigen' }).click()
  await page.getByRole('button', { name: 'In Ordnung' }).click()
  // The stored paper, not the line of its upload that stands beside it for a moment.
  await page.locator('p.name', { hasText: `${paper}.jpg` }).waitFor()
  const stored = await storedFile(page)
  const { width, height } = await sharp(stored).metadata()
  expect(height).toBeGreaterThan(width)
  expect(await redPixels(stored)).toBe(0)
  const middle = { left: Math.round(width * 0.3), top: Math.round(height * 0.39), width: 20, height: 10 }
  const { channels } = await sharp(await sharp(stored).extract(middle).toBuffer()).stats()
  for (const { max } of channels.slice(0, 3)) expect(max).toBeLessThan(12)
  noFaults(adviser)
})

it('[EVID13] several pages are put in order at a phone and stored as one PDF', async () => {
  const phone = await openWindow(open.browser, { width: 390, height: 844 })
  onTestFinished(() => phone.context.close())
  const { page } = phone
  await signIn(page, open.url, 'k.lorenz')
  await page.setViewportSize({ width: 1440, height: 900 })
  await openMove(phone)
  await toPapers(page)
  await page.setViewportSize({ width: 390, height: 844 })
  const shoot = page.getByRole('dialog').getByRole('button', { name: /^Aufnehmen/ })
  for (const n of [1, 2, 3]) {
    await expect.poll(() => shoot.isEnabled()).toBe(true)
    await shoot.click()
    await page.getByRole('img', { name: `Seite ${n}` }).waitFor()
  }
  await page.getByRole('button', { name: 'Seite 3 bearbeiten' }).click()
  await page.getByRole('radio', { name: 'Schwarz-Weiß' }).click()
  await page.getByRole('button', { name: 'Drehen' }).click()
  await page.getByRole('button', { name: 'Fertig' }).click()
  await page.getByRole('button', { name: 'Seite 3 nach vorn' }).click()
  await page.getByRole('button', { name: 'Seite 1 löschen' }).click()
  expect(await page.getByRole('dialog').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
  await page.getByRole('button', { name: 'Dem Bürger zeigen' }).click()
  await page.getByRole('button', { name: 'In Ordnung' }).click()
  // The stored paper, not the line of its upload that stands beside it for a moment.
  await page.locator('p.name', { hasText: `${paper}.pdf` }).waitFor()
  const path = join(mkdtempSync(join(tmpdir(), 'capture-')), 'paper.pdf')
  writeFileSync(path, await storedFile(page))
  const told = execFileSync(poppler, [path], { encoding: 'utf8' })
  expect(told).toMatch(/Pages:\s+2/)
  // The turned page lies across, the other stands.
  expect(told).toMatch(/Page size:\s+842 x/)
  noFaults(phone)
})

it('[PHONE5] a phone scans the code, cuts out, blackens, sends again after the network was gone, and keeps nothing', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  const { page } = adviser
  await openMove(adviser)
  await page.getByRole('link', { name: /Unterlagen/ }).click()
  await page.getByRole('button', { name: `Vom Handy: ${paper}` }).click()
  const dialog = page.getByRole('dialog', { name: `„${paper}“ vom Handy` })
  const label = await dialog.getByRole('img', { name: /^QR-Code zum Senden/ }).getAttribute('aria-label')
  const code = /Code (\S+)$/.exec(label!)![1]!

  const context = await open.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'de-DE',
    bypassCSP: true,
  })
  onTestFinished(() => context.close())
  const phone = await context.newPage()
  await phone.goto(`${open.url}/upload`)
  await phone.getByLabel('Code').fill('7KXM-Q4RS')
  await phone.getByRole('button', { name: 'Weiter' }).click()
  await phone.getByText(/^Der Code stimmt so nicht/).waitFor()
  expect(await violations(phone)).toEqual([])
  await phone.goto(`${open.url}/upload?#${code}`)
  await phone.getByText(`„${paper}“ für`).waitFor()
  expect(phone.url()).not.toContain(code)
  const camera = phone.locator('input[capture]')
  await camera.setInputFiles([{ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('kein Bild') }])
  await phone.getByText(/^„x.jpg“ lässt sich nicht öffnen/).waitFor()
  await camera.setInputFiles([{ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await sheetPhoto() }])
  const sheet = phone.getByRole('img', { name: 'Seite 1' })
  await sheet.waitFor()
  await phone.getByRole('button', { name: 'Schwärzen', exact: true }).click()
  await sheet.scrollIntoViewIfNeeded()
  await blacken(phone, sheet, [0.04, 0.32], [0.7, 0.46])
  await phone.getByRole('button', { name: 'Schwärzen beenden' }).click()
  await phone.getByRole('button', { name: 'Ganzes Bild' }).click()
  await phone.getByRole('button', { name: 'Blatt ausschneiden' }).click()
  expect(await violations(phone)).toEqual([])
  await phone.emulateMedia({ colorScheme: 'dark' })
  expect(await violations(phone)).toEqual([])
  expect(await sideways(phone)).toBe(0)

  await context.setOffline(true)
  await phone.getByRole('button', { name: 'Senden' }).click()
  await phone.getByText(/^Das Senden hat nicht geklappt, Ihre Bilder sind noch da/).waitFor()
  await context.setOffline(false)
  await phone.getByRole('button', { name: 'Noch einmal senden' }).dblclick()
  await phone.getByText(/^Angekommen\./).waitFor()
  await dialog.getByText(/^Angekommen: .*Uhr$/).waitFor()
  await phone.getByRole('button', { name: 'Noch etwas senden' }).click()
  await dialog.getByRole('button', { name: 'Beenden' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await camera.setInputFiles([{ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: await sheetPhoto() }])
  await phone.getByRole('button', { name: 'Senden' }).click()
  await phone.getByText(/^Dieser Code gilt nicht oder nicht mehr/).waitFor()
  expect(await redPixels(await storedFile(page))).toBe(0)
  expect(
    await phone.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]),
  ).toEqual([0, 0, '', 0, 0])
  noFaults(adviser)
})

it('[EVID13] without a camera, without leave and with a busy one the screen says what to do, and a picture can be opened', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  const { page } = adviser
  await openMove(adviser)
  await page.evaluate(() => {
    const fault = { name: 'NotFoundError' }
    Object.assign(window, { fault })
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', fault.name))
  })
  await toPapers(page)
  const faults = [
    ['NotAllowedError', /^Der Browser darf die Kamera nicht benutzen/],
    ['NotReadableError', /von einem anderen Programm belegt/],
    ['NotFoundError', /^Es wurde keine Kamera gefunden/],
  ] as const
  for (const [name, sentence] of faults) {
    await page.evaluate(
      (next) => Object.assign((window as never as { fault: object }).fault, { name: next }),
      name,
    )
    await page.getByRole('button', { name: 'Erneut versuchen' }).click()
    await page.getByRole('alert').getByText(sentence).waitFor()
  }
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Bild öffnen' }).click(),
  ])
  const buffer = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#eee' } })
    .png()
    .toBuffer()
  await chooser.setFiles([
    { name: 'kein Bild.png', mimeType: 'image/png', buffer: Buffer.from('Text') },
    { name: 'Brief.png', mimeType: 'image/png', buffer },
  ])
  await page.getByText(/^„kein Bild.png“ lässt sich nicht als Bild öffnen/).waitFor()
  await page.getByRole('img', { name: 'Seite 1' }).waitFor()
  noFaults(adviser)
})

it('[SCREEN13] [EVID14] [PHONE6] with a screen of her own the citizen looks there: her no stores nothing, her yes does; the code for her phone comes and goes there', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const { page } = adviser
  await page.goto(open.url)
  const context = await open.browser.newContext({ bypassCSP: true, locale: 'de-DE', reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const seat = await context.newPage()
  await pairScreen(open.url, page, seat)
  await openMove(adviser)
  await seat.getByRole('textbox', { name: 'Straße' }).first().waitFor()
  await toPapers(page)
  const shoot = page.getByRole('dialog').getByRole('button', { name: /^Aufnehmen/ })
  await expect.poll(() => shoot.isEnabled()).toBe(true)
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Dem Bürger zeigen' }).click()
  await page.getByText(/^Die Aufnahme liegt auf dem Bürgerbildschirm/).waitFor()
  const picture = seat.getByRole('img', { name: 'Aufnahme, Seite 1' })
  await expect
    .poll(() => picture.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth))
    .toBeGreaterThan(300)
  for (const width of [1440, 390]) {
    await seat.setViewportSize({ width, height: 844 })
    expect(await violationsInBoth(seat)).toEqual([])
    expect(await sideways(seat)).toBe(0)
  }
  await seat.getByRole('button', { name: 'Nicht speichern' }).click()
  await page.getByText(/^Am Bürgerbildschirm entschieden: nicht speichern/).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Zurück' }).click()
  await picture.waitFor({ state: 'hidden' })
  expect(await page.getByRole('link', { name: /herunterladen$/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Dem Bürger zeigen' }).click()
  await seat.getByRole('button', { name: 'Einverstanden' }).dblclick()
  await page.locator('p.name', { hasText: `${paper}.jpg` }).waitFor()

  await page.getByRole('button', { name: 'Vom Handy: weitere Unterlage' }).click()
  const dialog = page.getByRole('dialog', { name: 'Unterlage vom Handy' })
  await dialog.getByText('Der Code steht auch auf dem Bürgerbildschirm.').waitFor()
  const there = seat.getByRole('img', { name: /^QR-Code zum Senden/ })
  const here = dialog.getByRole('img', { name: /^QR-Code zum Senden/ })
  await there.waitFor()
  const label = await there.getAttribute('aria-label')
  expect((await here.getAttribute('aria-label'))!.slice(-9)).toBe(label!.slice(-9))
  for (const width of [1440, 390]) {
    await seat.setViewportSize({ width, height: 844 })
    expect(await violationsInBoth(seat)).toEqual([])
    expect(await sideways(seat)).toBe(0)
  }
  await dialog.getByRole('button', { name: 'Beenden' }).click()
  await there.waitFor({ state: 'hidden' })
  noFaults(adviser)
}, 60_000)
