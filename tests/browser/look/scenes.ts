import type { Locator, Page } from 'playwright-core'

/** Steps through the product as people take them, for pictures and for axe. Free of the test runner. */

const place = '[role=combobox]'

/** Signs in by one click on the demo's own list. */
export async function enter(page: Page, url: string, login: string): Promise<void> {
  await page.goto(`${url}/anmelden`)
  await page.locator('.demo .line', { hasText: login }).click()
  await page.waitForURL((address) => address.pathname !== '/anmelden')
  await page.locator('.chip.ok', { hasText: 'Verbunden' }).first().waitFor()
}

/** Searches at the counter and takes the first hit. */
export async function find(page: Page, url: string, words: string): Promise<void> {
  await page.goto(`${url}/`)
  await page.locator(place).fill(words)
  await page.getByRole('option').first().waitFor()
  await page.locator(place).press('Enter')
  await page.locator('#choice-title').waitFor()
}

async function openCase(page: Page, name: string): Promise<string> {
  await page.getByLabel(/Name der Bürgerin/).fill(name)
  await page.getByRole('button', { name: 'Vorgang eröffnen' }).click()
  await page.waitForURL(/\/vorgaenge\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { level: 1, name }).waitFor()
  return page.url()
}

/** A case with one service. Returns its address. */
export async function openService(page: Page, url: string, words: string, name: string): Promise<string> {
  await find(page, url, words)
  return openCase(page, name)
}

/** Umzug with a vehicle, answered but not yet opened. */
export async function answerMove(page: Page, url: string, dog: 'Ja' | 'Nein' = 'Nein'): Promise<void> {
  await find(page, url, 'umzug')
  const answers: readonly (readonly [RegExp, string])[] = [
    [/Woher/, 'aus anderem Kreis'],
    [/Fahrzeug/, 'Ja'],
    [/Hund/, dog],
    [/1999/, 'Nein'],
  ]
  for (const [question, answer] of answers)
    await page.getByRole('radiogroup', { name: question }).getByText(answer, { exact: true }).click()
}

/** Umzug with a vehicle. Returns the address of the case. */
export async function openMove(
  page: Page,
  url: string,
  name = 'Petra Wendt',
  dog: 'Ja' | 'Nein' = 'Nein',
): Promise<string> {
  await answerMove(page, url, dog)
  return openCase(page, name)
}

export async function tab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tablist').first().getByRole('tab', { name }).click()
}

/** The shown field with this title. */
export const field = (page: Page, name: RegExp | string): Locator =>
  page.locator('.form-view:visible').getByRole('textbox', { name }).first()

/** The vehicle of the mock: two good values, one that is too short. */
export async function fillVehicle(page: Page): Promise<void> {
  await tab(page, /Fahrzeug/)
  await field(page, /Familienname/).fill('Wendt')
  await field(page, /Vorname/).fill('Petra')
  await field(page, /Identifizierungsnummer/).fill('WVWZZZ1KZ8W214355')
  await field(page, /eVB/).fill('A1B2C3')
  await field(page, /Identifizierungsnummer/).focus()
  await page.getByText('Die eVB-Nummer hat 7 Zeichen. Eines fehlt.').first().waitFor()
}

export async function beginDuty(page: Page): Promise<void> {
  const begin = page.getByRole('button', { name: 'Dienst beginnen' })
  const free = page.getByRole('radio', { name: 'Verfügbar' })
  await begin.or(free).first().waitFor()
  if (await begin.isVisible()) await begin.click()
  await page.locator('[role=radio][aria-checked=true]', { hasText: 'Verfügbar' }).waitFor()
}

/** Opens the dialog for the service of the vehicle, with consent to everything. */
export async function prepareRequest(page: Page, question?: string): Promise<Locator> {
  await page.getByRole('button', { name: /Fachkraft zu „Fahrzeug.*hinzuziehen/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  const all = dialog.getByRole('button', { name: 'Allem zugestimmt' })
  if (await all.isVisible()) {
    await all.click()
    await dialog.getByText('Bitte vorlesen').waitFor({ state: 'hidden' })
  }
  if (question !== undefined) await dialog.locator('#request-question').fill(question)
  return dialog
}

export async function ring(page: Page, question?: string): Promise<void> {
  const dialog = await prepareRequest(page, question)
  await dialog.getByRole('button', { name: 'Jetzt klingeln' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Says yes and waits until both have pictures that move. */
export async function accept(specialist: Page, adviser: Page): Promise<void> {
  await specialist.getByRole('button', { name: /Annehmen/ }).click()
  await specialist.waitForURL(/\/vorgaenge\//)
  await Promise.all([pictures(specialist, 2), pictures(adviser, 2)])
}

/** Until so many videos have painted something. */
export async function pictures(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('video')].filter(
        (one) => one.videoWidth > 0 && one.getVideoPlaybackQuality().totalVideoFrames > 3,
      ).length >= wanted,
    count,
  )
}

/** A remark at a field of the shown form. */
export async function remark(page: Page, at: RegExp, text: string): Promise<void> {
  await page.locator('.form-view:visible').getByRole('button', { name: at }).first().click()
  await page.getByPlaceholder('Hinweis für die anderen am Tisch').fill(text)
  await page.keyboard.press('Enter')
  await page.getByText(text).first().waitFor()
}

export async function paint(page: Page, theme: 'light' | 'dark'): Promise<void> {
  // Colours on their way from one theme to the other are those of neither.
  await page.evaluate(async (name) => {
    document.documentElement.setAttribute('data-kern-theme', name)
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(moving.map((one) => one.finished))
  }, theme)
}
