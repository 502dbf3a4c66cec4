import type { Page } from 'playwright-core'
import { openService } from './scenes.ts'

/** What an album lends to those who take its other pictures. */
export interface Camera {
  readonly url: string
  take: (page: Page, name: string) => Promise<void>
  both: (page: Page, name: string) => Promise<void>
}

/** Pages of the administration and of the audit. */
export async function administration(page: Page, { url, take, both }: Camera): Promise<void> {
  await page.goto(`${url}/landkreis`)
  await page.getByText('Kein Vorschlag wartet').waitFor()
  await both(page, 'district')
  await page.goto(`${url}/landkreis/vertraege`)
  await page.getByLabel('Vertrag, Büro oder Leistung').waitFor()
  await take(page, 'district-contracts')
  await page.goto(`${url}/aufbewahrung`)
  await page.getByRole('heading', { name: 'Löschklassen' }).waitFor()
  await both(page, 'retention')
  await page.goto(`${url}/revision`)
  await page.getByRole('button', { name: 'Suchen', exact: true }).click()
  await page.getByRole('row').nth(5).waitFor()
  await both(page, 'trail')
}

/** The citizen's own screen beside the adviser's desk. */
export async function ownScreen(desk: Page, seat: Page, { url, take, both }: Camera): Promise<void> {
  await desk.goto(`${url}/`)
  await seat.goto(`${url}/platz`)
  await seat.getByLabel('Code').waitFor()
  await take(seat, 'citizen-code')
  await desk.getByRole('button', { name: /^(Bürgerbildschirm|Neu) koppeln, Platz 2$/ }).click()
  const code = desk.getByRole('dialog').getByText(/^[0-9A-Z]{4}[ -][0-9A-Z]{4}$/)
  await seat.getByLabel('Code').fill(await code.innerText())
  await seat.getByRole('button', { name: 'Koppeln' }).click()
  await seat.getByText('Willkommen').waitFor()
  await take(seat, 'citizen-rest')
  await openService(desk, url, 'hund anmelden', 'Ines Koch')
  await seat.getByRole('textbox').first().waitFor()
  await both(seat, 'citizen-case')
}

/** A citizen at home: by link to the waiting room and to the table. */
export async function fromHome(desk: Page, home: Page, camera: Camera): Promise<void> {
  const { both } = camera
  await toWaitingRoom(desk, home, camera)
  await desk.getByRole('button', { name: 'Einlassen' }).click()
  const pages = home.getByRole('navigation', { name: 'Seiten des Vorgangs' })
  await pages.waitFor()
  await home.getByText('Das Bild wird verbunden').waitFor({ state: 'hidden' })
  await both(home, 'home-table')
  await pages.getByRole('button', { name: 'Weiter' }).click()
  await home.getByRole('heading', { name: 'Unterlagen senden' }).waitFor()
  await both(home, 'home-papers')
}

/** Invited by a link: devices and name, then waiting. */
export async function toWaitingRoom(desk: Page, home: Page, { url, both }: Camera): Promise<void> {
  await openService(desk, url, 'wohnsitz anmelden', 'Karla Mewes')
  await desk.getByRole('button', { name: 'Von zu Hause einladen' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Einladung ausstellen' }).click()
  const link = await dialog.getByText(/\/join#/).innerText()
  await dialog.getByRole('button', { name: 'Schließen' }).click()
  await home.goto(link)
  await home.getByRole('button', { name: 'Kamera und Mikrofon prüfen' }).click()
  await home.getByText('funktioniert').first().waitFor()
  await both(home, 'home-devices')
  await home.getByLabel('Ihr Name').fill('Karla Mewes')
  for (const box of await home.getByRole('checkbox').all()) await box.check()
  await home.getByRole('button', { name: 'Gespräch beitreten' }).click()
  await home.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
  await both(home, 'home-waiting')
}

/** Somebody who interprets: by a link of their own to the waiting room and into the talk. */
export async function interpreting(desk: Page, page: Page, { url, both }: Camera): Promise<void> {
  await openService(desk, url, 'wohnsitz anmelden', 'Karla Mewes')
  await desk.getByRole('button', { name: 'Dolmetscher dazuholen' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Sprache').selectOption({ label: 'Türkisch' })
  await dialog.getByLabel('Name oder Dolmetschdienst').fill('Sprachmittlung Lindetal')
  await dialog.getByRole('button', { name: 'Link ausstellen' }).click()
  const link = await dialog.getByText(/\/dolmetschen#/).innerText()
  await both(desk, 'interpreter-link')
  await dialog.getByRole('button', { name: 'Schließen' }).click()
  await page.goto(link)
  await page.getByLabel('Ihr Name').fill('Elif Aydın')
  await page.getByRole('checkbox').check()
  await both(page, 'interpreter-form')
  await page.getByRole('button', { name: 'In den Warteraum' }).click()
  await page.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
  await both(page, 'interpreter-waiting')
  await desk.getByRole('button', { name: 'Einwilligung einholen: Dolmetscher' }).click()
  await dialog.getByRole('button', { name: 'Einverstanden', exact: true }).click()
  await desk.getByRole('button', { name: 'Einlassen' }).click()
  await page.getByRole('heading', { name: 'Sie dolmetschen: Türkisch' }).waitFor()
  await page.getByText('Das Bild wird verbunden').waitFor({ state: 'hidden' })
  await both(page, 'interpreter-talk')
  await page.getByRole('button', { name: 'Dolmetschen beenden' }).click()
  await both(page, 'interpreter-leaving')
  await page.getByRole('button', { name: 'Ja, beenden' }).click()
  await page.getByRole('heading', { name: 'Das Dolmetschen ist beendet' }).waitFor()
  await both(page, 'interpreter-over')
}

/** The terminal of Dömzow, from the resting page to the first page of the form. */
export async function beginAtTerminal(desk: Page, seat: Page, { url, take, both }: Camera): Promise<void> {
  await seat.goto(`${url}/terminal`)
  await desk.getByRole('button', { name: /koppeln, Bürgerterminal/ }).click()
  const code = desk.getByRole('dialog').getByText(/^[0-9A-Z]{4}[ -][0-9A-Z]{4}$/)
  await seat.getByLabel('Code').fill(await code.innerText())
  await seat.getByRole('button', { name: 'Koppeln' }).click()
  await seat.getByRole('button', { name: 'Umzug' }).waitFor()
  await both(seat, 'terminal-rest')
  await seat.getByRole('button', { name: 'Mit eigenen Worten suchen' }).click()
  await seat.getByLabel('Ihr Anliegen').fill('auto ummelden')
  await seat
    .getByRole('button', { name: /^Fahrzeug ummelden/ })
    .first()
    .waitFor()
  await take(seat, 'terminal-search')
  await seat
    .getByRole('button', { name: /^Fahrzeug ummelden/ })
    .first()
    .click()
  await seat.getByText(/^etwa \d+ Minuten$/).waitFor()
  await take(seat, 'terminal-plan')
  await seat.getByLabel(/^Ihr Name/).fill('Petra Wendt')
  await seat.getByRole('button', { name: 'Jetzt ausfüllen' }).click()
  await seat.getByText(/^Schritt 1 von/).waitFor()
  await both(seat, 'terminal-form')
}

/** The same on to the code, and help at the desk of its office. */
export async function atTerminal(desk: Page, seat: Page, camera: Camera): Promise<void> {
  const { take, both } = camera
  await beginAtTerminal(desk, seat, camera)
  await seat.getByRole('button', { name: 'Hilfe holen' }).click()
  await desk.getByRole('button', { name: 'Ich helfe' }).waitFor()
  await take(desk, 'terminal-help-asked')
  await desk.getByRole('button', { name: 'Ich helfe' }).click()
  await desk.getByLabel('Nachricht ans Terminal').fill('Guten Tag, wobei darf ich helfen?')
  await desk.getByRole('button', { name: 'Senden', exact: true }).click()
  await seat.getByRole('log').getByText('wobei darf ich helfen').waitFor()
  await both(seat, 'terminal-help')
  await take(desk, 'terminal-help-desk')
  await desk.getByRole('button', { name: 'Hilfe beenden' }).click()
  const check = seat.getByRole('heading', { name: 'Vorprüfung: So weit sind Sie' })
  const on = seat.getByRole('button', { name: /^(Weiter|Trotzdem weiter|Weiter zur Prüfung)$/ })
  while (!(await check.isVisible())) await on.click()
  await both(seat, 'terminal-check')
  await seat.getByRole('button', { name: 'Fertig, Code mitnehmen' }).click()
  await seat.getByRole('img', { name: /QR/ }).waitFor()
  await both(seat, 'terminal-code')
}

/** Pages of a phone without an account. */
export async function phone(page: Page, { url, both }: Camera): Promise<void> {
  for (const [path, name] of [
    ['/status', 'phone-status'],
    ['/upload', 'phone-upload'],
    ['/dolmetschen', 'phone-interpreting'],
  ] as const) {
    await page.goto(url + path)
    await page.getByLabel('Code').waitFor()
    await both(page, name)
  }
  await page.goto(`${url}/barrierefreiheit`)
  await page.getByRole('heading', { name: 'Barriere melden' }).waitFor()
  await both(page, 'statement')
}
