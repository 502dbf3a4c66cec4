import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { pdf, picture, twoPages } from '#tests/wire/evidence/papers.ts'
import { noFaults, openedDesk, openMove, visit } from './table.ts'

const open = openedDesk()

/** The specimen of ICAO 9303. */
const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
const mark = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Schritte des Vorgangs' })
    .getByRole('link', { name: /Unterlagen/ })
    .getByText(/^\d\/\d+$/)

async function choose(
  page: Page,
  button: string,
  name: string,
  mimeType: string,
  buffer: Buffer,
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).first().click(),
  ])
  await chooser.setFiles([{ name, mimeType, buffer }])
}

/** Two pages of a paper in step: who looks along sees page, size and frames of the other, until going the own way. */
async function lookTogether(left: Page, right: Page): Promise<void> {
  await choose(left, 'Weitere Datei', 'Mietvertrag.pdf', 'application/pdf', twoPages())
  await left.getByRole('button', { name: 'Mietvertrag.pdf ansehen' }).click()
  await left.getByRole('img', { name: 'Unterlage „Mietvertrag.pdf“, Seite 1 von 2' }).waitFor()
  await right.getByRole('button', { name: 'Mitsehen' }).click()
  const shown = (page: Page, number: number) =>
    page.getByRole('img', { name: `Unterlage „Mietvertrag.pdf“, Seite ${number} von 2` }).waitFor()
  await shown(right, 1)
  await left.getByRole('button', { name: 'Seite vor' }).click()
  await shown(right, 2)
  await expect.poll(() => right.getByText('Nur ein Muster, Seite 2').count()).toBe(1)
  await left.keyboard.press('+')
  await right.getByText('Vergrößerung 150 %').waitFor()

  await left.getByRole('button', { name: 'Stelle zeigen' }).click()
  await left.getByRole('region', { name: 'Unterlage „Mietvertrag.pdf“' }).focus()
  await left.keyboard.press('ArrowDown')
  await left.keyboard.press('Enter')
  await expect.poll(() => right.locator('.marks .frame').count()).toBe(1)
  await right.getByRole('button', { name: 'Seite zurück' }).click()
  await shown(right, 1)
  await expect.poll(() => right.locator('.marks .frame').count()).toBe(0)
  await right.getByRole('button', { name: /sieht Seite 2: folgen$/ }).click()
  await shown(right, 2)
  await left.keyboard.press('Escape')
  await expect.poll(() => right.locator('.marks .frame').count()).toBe(0)
  await right.keyboard.press('Escape')
}

it('[EVID12] [PRECHECK8] papers are brought, promised, seen in original and taken back, live at both desks, and a failed upload loses nothing', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  const address = await openMove(adviser)
  const colleague = await visit(open.browser, open.url, 'f.adler')
  await colleague.page.goto(`${address}/unterlagen`)
  const { page } = adviser
  await page.getByRole('link', { name: /Unterlagen/ }).click()
  await expect.poll(() => mark(page).innerText()).toMatch(/^0\//)

  // Seen in original, with a zone whose digits are wrong at first.
  await page
    .getByRole('button', { name: /^Im Original gesehen/ })
    .first()
    .click()
  const zoneField = page.getByLabel('Maschinenlesbare Zone')
  await zoneField.fill(zone.replace('L898902C3', 'L898902C4'))
  await page.getByText(/^Prüfziffern stimmen nicht/).waitFor()
  await zoneField.fill(zone)
  await page.getByText('Prüfziffern stimmen.', { exact: true }).waitFor()
  await page.getByRole('radio', { name: 'Reisepass' }).click()
  await page.getByRole('button', { name: 'Vermerken' }).click()
  await colleague.page.getByText('Reisepass im Original vorgelegen').first().waitFor()

  // What must be there cannot be promised; what may follow can, and comes after all.
  const title = 'Wohnungsgeberbestätigung'
  await page.getByRole('button', { name: `Wird nachgereicht: ${title}` }).click()
  await page.getByText('Ab morgen, höchstens 14 Tage voraus.').waitFor()
  await page.getByRole('button', { name: 'Frist vermerken' }).click()
  await colleague.page.getByText(/^wird nachgereicht bis \d\d\.\d\d\.\d{4}$/).waitFor()
  expect(await page.getByRole('button', { name: /^Wird nachgereicht: SEPA-Lastschriftmandat/ }).count()).toBe(
    0,
  )
  // The Vorprüfung knows the same promise, and moves it.
  await page.getByRole('link', { name: /Vorprüfung/ }).click()
  await page.getByText(`„${title}“ wird bis zum`).waitFor()
  await page.getByRole('button', { name: 'Frist ändern' }).click()
  await page.getByRole('dialog').getByText(title).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Abbrechen' }).click()
  await page.getByRole('link', { name: /Unterlagen/ }).click()

  // The network is away while a file is sent; it waits and goes with a second try.
  await page.route('**/api/cases/*/evidence', (route) => route.abort(), { times: 1 })
  await choose(
    page,
    `Datei hinzufügen: ${title}`,
    'Bestätigung.png',
    'image/png',
    await picture('png', 900, 600),
  )
  await page.getByRole('alert').getByText('Bestätigung.png').waitFor()
  await page.getByRole('alert').getByRole('button', { name: 'Erneut versuchen' }).click()
  await colleague.page.getByText('Bestätigung.png').waitFor()

  // Looked at by the colleague, larger by a key.
  await colleague.page.getByRole('button', { name: 'Bestätigung.png ansehen' }).click()
  await colleague.page.getByRole('img', { name: /Bestätigung/ }).waitFor()
  await colleague.page.keyboard.press('+')
  await colleague.page.getByText('Vergrößerung 150 %').waitFor()
  await colleague.page.keyboard.press('Escape')
  await lookTogether(page, colleague.page)

  // What is no paper is refused with its sentence, and can be dropped.
  await choose(page, 'Weitere Datei', 'Text.pdf', 'application/pdf', Buffer.from('nur Text'))
  await page.getByText(/^Angenommen werden nur PDF/).waitFor()
  await page.getByRole('button', { name: 'Text.pdf verwerfen' }).click()
  await choose(page, 'Weitere Datei', 'Vollmacht.pdf', 'application/pdf', pdf())
  await page.getByRole('button', { name: 'Vollmacht.pdf zurückziehen' }).click()
  await page.getByRole('dialog').getByLabel('Grund').fill('gehört zu einem anderen Vorgang')
  await page.getByRole('dialog').getByRole('button', { name: 'Zurückziehen' }).click()
  await colleague.page.getByText('Zurückgezogen (1)').waitFor()
  await expect.poll(() => mark(page).innerText()).toBe(await mark(colleague.page).innerText())
  noFaults(
    { ...adviser, faults: adviser.faults.filter((one) => !/ERR_FAILED|status of 415/.test(one)) },
    colleague,
  )
})
