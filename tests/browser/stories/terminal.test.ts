import { expect, it, onTestFinished } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { watchPage, type Window } from '#tests/support/browser.ts'
import { sideways, violationsInBoth } from '#tests/browser/look/eye.ts'
import { acceptRing, noFaults, onDuty, openedDesk, picturesMove, visit } from './table.ts'
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
  // The statement of accessibility is read here, and leads back.
  await button(page, 'Barrierefreiheit').tap()
  await page.getByLabel('Was hat Sie gehindert?').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await button(page, 'Zurück').first().tap()
  await resting(page)
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

it('[TERM8] [TERM9] [TERM11] [TERM12] [TERM13] [TERM14] one tap to a human: the adviser, closed a number for the office, else a specialist', async () => {
  const adviser = await visit(open.browser, open.url, 't.wolf')
  const { page: desk } = adviser
  const terminal = await terminalOf(desk, { width: 1080, height: 1920 })
  const { page } = terminal
  const getHelp = () => button(page, 'Hilfe holen').tap()
  await button(page, 'العربية').tap()
  await button(page, 'اطلب المساعدة').waitFor()
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  await page.getByText('Maschinell übersetzt, noch nicht geprüft.').waitFor()
  expect(await sideways(page)).toBe(0)
  expect(await violationsInBoth(page)).toEqual([])
  await button(page, 'اطلب المساعدة').tap()
  await desk.getByText(/spricht Arabisch/).waitFor()
  await button(page, 'Deutsch').tap()
  await page.getByRole('heading', { name: /^Wir fragen im Bürgerbüro Dömzow nach/ }).waitFor()
  await desk.getByRole('button', { name: 'Ich helfe' }).click()
  await page.getByRole('heading', { name: 'Tim Wolf hilft Ihnen jetzt' }).waitFor()
  await desk.getByLabel('Nachricht ans Terminal').fill('Guten Tag, wobei darf ich helfen?')
  await desk.getByRole('button', { name: 'Senden' }).click()
  await page.getByRole('log').getByText('wobei darf ich helfen').waitFor()
  await page.getByLabel('Ihre Nachricht').fill('Ich ziehe um')
  await button(page, 'Senden').tap()
  await desk.getByRole('log').getByText('Ich ziehe um').waitFor()
  // Picture and sound only as the citizen wishes, and gone at once.
  await button(page, 'Mit Bild und Ton sprechen').tap()
  await desk.getByRole('button', { name: 'Dazukommen' }).click()
  await picturesMove(page)
  await picturesMove(desk)
  expect(await violationsInBoth(page)).toEqual([])
  expect(await violationsInBoth(desk)).toEqual([])
  await button(page, 'Bild und Ton beenden, nur schreiben').tap()
  await expect.poll(() => desk.locator('video').count()).toBe(0)
  expect(await page.locator('video').count()).toBe(0)
  await desk.getByRole('button', { name: 'Hilfe beenden' }).click()
  await button(page, 'Hilfe holen').waitFor()

  // Sunday, and nobody at a desk: said with the next opening; a number is left.
  await adviser.context.close()
  await page.clock.setSystemTime(new Date('2026-11-29T10:00:00+01:00'))
  await page.clock.runFor(2_000)
  await getHelp()
  await page.getByRole('heading', { name: 'Das Bürgerbüro Dömzow hat gerade geschlossen.' }).waitFor()
  await page
    .getByText(/Wieder geöffnet: Montag, 30. November, 08:00 Uhr/)
    .first()
    .waitFor()
  await button(page, 'Lieber angerufen werden').tap()
  await button(page, 'Um Anruf bitten').tap()
  await page
    .getByRole('alert')
    .getByText(/zuerst den Namen/)
    .waitFor()
  await page.getByLabel('Ihr Name').fill(canary)
  await page.getByLabel('Ihre Telefonnummer').fill('030 5550 1234')
  expect(await violationsInBoth(page)).toEqual([])
  await button(page, 'Um Anruf bitten').tap()
  await page.getByRole('heading', { name: 'Wir rufen Sie an' }).waitFor()
  await button(page, 'Ohne Hilfe weitermachen').tap()
  await button(page, 'Hilfe holen').waitFor()

  // With a matter chosen the specialist of the vehicles rings, and the citizen says what may be seen.
  const [specialist] = await onDuty(open.browser, open.url, 'u.kessler')
  await button(page, 'Mit eigenen Worten suchen').tap()
  await page.getByLabel('Ihr Anliegen').fill('auto ummelden')
  await page
    .getByRole('button', { name: /^Fahrzeug ummelden/ })
    .first()
    .tap()
  await button(page, 'Jetzt ausfüllen').tap()
  await page.getByText(/^Schritt 1 von \d+$/).waitFor()
  await getHelp()
  await page.getByText(/^Es klingelt bei: Zulassungsstelle/).waitFor()
  await acceptRing(specialist)
  expect(await violationsInBoth(page)).toEqual([])
  await button(page, 'Nur Akteneinsicht, wir schreiben').tap()
  await page.getByText('sieht Ihre Angaben: ja').waitFor()
  await specialist.page.getByRole('heading', { level: 1, name: /Fahrzeug ummelden/ }).waitFor()
  await page.getByLabel('Ihre Nachricht').fill('Was ist eine eVB?')
  await button(page, 'Senden').tap()
  await specialist.page.getByRole('tab', { name: /^Gespräch/ }).click()
  await specialist.page.getByRole('log').getByText('Was ist eine eVB?').waitFor()

  // The end takes all of it, but for the number that was left with the office.
  await button(page, 'Beenden und alles löschen').tap()
  await page.getByRole('dialog').getByRole('button', { name: 'Beenden und alles löschen' }).tap()
  await resting(page)
  expect(await tracesOf(page, canary)).toEqual([])
  const back = await visit(open.browser, open.url, 't.wolf')
  await back.page.getByText('Anrufen unter 030 5550 1234').waitFor()
  await back.page.getByRole('button', { name: `Rückruf erledigt: ${canary}` }).click()
  await back.page.getByRole('heading', { name: 'Rückrufe vom Terminal' }).waitFor({ state: 'hidden' })
  noFaults(back, terminal, specialist)
}, 180_000)
