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

/** Pages of a phone without an account. */
export async function phone(page: Page, { url, both }: Camera): Promise<void> {
  for (const [path, name] of [
    ['/status', 'phone-status'],
    ['/upload', 'phone-upload'],
  ] as const) {
    await page.goto(url + path)
    await page.getByLabel('Code').waitFor()
    await both(page, name)
  }
  await page.goto(`${url}/barrierefreiheit`)
  await page.getByRole('heading', { name: 'Barriere melden' }).waitFor()
  await both(page, 'statement')
}
