import { expect, it, onTestFinished } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { watchPage, type Window } from '#tests/support/browser.ts'
import { sideways, violationsInBoth } from '#tests/browser/look/eye.ts'
import { noFaults, openedDesk, visit } from './table.ts'
import { tracesOf } from './traces.ts'

const open = openedDesk()
const canary = 'Kanarienvogel'

/** A terminal with touch, paired at the desk of the office that looks after it. axe needs to put its script into the page. */
async function terminalOf(desk: Page, viewport: { width: number; height: number }): Promise<Window> {
  const context = await open.browser.newContext({
    viewport,
    hasTouch: true,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    bypassCSP: true,
  })
  onTestFinished(() => context.close())
  const terminal = watchPage(context, await context.newPage())
  const { page } = terminal
  await page.clock.install()
  await page.goto(`${open.url}/terminal`)
  await desk.getByRole('button', { name: /koppeln, Bürgerterminal Dömzow/ }).click()
  const code = desk.getByRole('dialog').getByText(/^[0-9A-Z]{4}[ -][0-9A-Z]{4}$/)
  await page.getByLabel('Code').fill(await code.innerText())
  await page.getByRole('button', { name: 'Koppeln' }).tap()
  await resting(page)
  return terminal
}
const resting = (page: Page) =>
  page.getByRole('heading', { level: 1, name: 'Was möchten Sie erledigen?' }).waitFor()
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

/** The topic Umzug without a car, up to the first section of the form. */
async function beginMove(page: Page): Promise<void> {
  await button(page, 'Umzug').tap()
  for (const [question, choice] of [
    [/Woher/, 'innerhalb'],
    [/Fahrzeug/, 'Nein'],
    [/Hund/, 'Nein'],
    [/1999/, 'Nein'],
  ] as const)
    await page.getByRole('radiogroup', { name: question }).getByText(choice, { exact: true }).tap()
  await button(page, 'Weiter').tap()
  await page.getByText('Amt Dömzow-Malk').first().waitFor()
  await page
    .getByText(/^etwa \d+ Minuten$/)
    .first()
    .waitFor()
  await page.getByLabel(/^Ihr Name/).fill(canary)
  await button(page, 'Jetzt ausfüllen').tap()
  await page.getByText(/^Schritt 1 von \d+$/).waitFor()
}

it('[TERM5] [TERM7] with a finger: find, understand, fill in, see the check in plain words, take a code along; nothing is left', async () => {
  const adviser = await visit(open.browser, open.url, 't.wolf')
  const terminal = await terminalOf(adviser.page, { width: 1080, height: 1920 })
  const { page } = terminal
  expect(await violationsInBoth(page)).toEqual([])

  // Everyday words, the same search as at the desk; a service nobody may handle here says who does.
  await button(page, 'Mit eigenen Worten suchen').tap()
  await page.getByLabel('Ihr Anliegen').fill('hund')
  await page
    .getByRole('button', { name: /Hund anmelden/ })
    .first()
    .tap()
  await page.getByRole('heading', { level: 1, name: 'Das brauchen Sie' }).waitFor()
  await button(page, 'Zurück').tap()
  await button(page, 'Zurück').tap()

  await beginMove(page)
  expect(await violationsInBoth(page)).toEqual([])
  expect(await sideways(page)).toBe(0)
  await button(page, 'Weiter').tap()
  await page.getByText(/Hier fehlt noch etwas/).waitFor()
  // One button brings everything one touches down, for wheelchairs and children.
  const top = async () => (await button(page, 'Trotzdem weiter').boundingBox())!.y
  const high = await top()
  await button(page, 'Bedienung nach unten').tap()
  expect((await top()) - high).toBeGreaterThan(300)
  expect((await button(page, 'Bedienung nach oben').boundingBox())!.y).toBeGreaterThan(600)
  await button(page, 'Bedienung nach oben').tap()

  const check = page.getByRole('heading', { level: 1, name: 'Vorprüfung: So weit sind Sie' })
  const on = page.getByRole('button', { name: /^(Weiter|Trotzdem weiter|Weiter zur Prüfung)$/ })
  while (!(await check.isVisible())) await on.tap()
  await page
    .getByText(/^Noch offen: /)
    .first()
    .waitFor()
  await page.getByText('Bringen Sie zum Schalter mit').first().waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await button(page, 'Fertig, Code mitnehmen').tap()
  await page.getByRole('img', { name: /QR/ }).waitFor()
  expect(await violationsInBoth(page)).toEqual([])

  // The office has it: an adviser opens it and takes it over.
  const { page: desk } = adviser
  await desk.getByRole('radio', { name: 'Büro' }).click()
  await desk.getByText(canary).click()
  await desk.getByRole('button', { name: /übernehmen/i }).click()
  await desk.getByText('Am Terminal hat eine Bürgerin oder ein Bürger allein begonnen').waitFor()

  await button(page, 'Beenden und alles löschen').tap()
  await page.getByRole('dialog').getByRole('button', { name: 'Beenden und alles löschen' }).tap()
  await resting(page)
  expect(await tracesOf(page, canary)).toEqual([])
  await page.goBack().catch(() => null)
  await resting(page)
  noFaults(adviser, terminal)
}, 90_000)

it('[TERM7] [TERM4] it asks before it forgets, waits as often as somebody answers, and leads nowhere', async () => {
  const adviser = await visit(open.browser, open.url, 't.wolf')
  const terminal = await terminalOf(adviser.page, { width: 1440, height: 900 })
  const { page } = terminal
  await beginMove(page)
  const asks = page.getByRole('alertdialog', { name: 'Sind Sie noch da?' })
  for (let round = 0; round < 2; round++) {
    await page.clock.fastForward(62_000)
    await asks.waitFor()
    await asks.getByRole('button', { name: 'Ja, ich brauche mehr Zeit' }).tap()
    await asks.waitFor({ state: 'hidden' })
  }
  expect(await page.evaluate(() => document.querySelectorAll('a[href]').length)).toBe(0)
  const menu = () =>
    page.evaluate(() =>
      document.body.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })),
    )
  expect(await menu()).toBe(false)
  await page.evaluate(() => window.history.back())
  await page.getByText(/^Schritt 1 von \d+$/).waitFor()

  await page.clock.fastForward(62_000)
  await asks.waitFor()
  await page.clock.fastForward(62_000)
  await resting(page)
  expect(await tracesOf(page, canary)).toEqual([])
  noFaults(adviser, terminal)
}, 60_000)
