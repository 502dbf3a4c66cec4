import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { look, sideways, violationsInBoth } from '#tests/browser/look/eye.ts'
import { openService } from '#tests/browser/look/scenes.ts'
import { pdf } from '#tests/wire/evidence/papers.ts'
import { seenTo, standsOn } from './keys.ts'
import { openedDesk, pairScreen } from './table.ts'
import { readsAs } from './reading.ts'

const open = openedDesk()
const step = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Schritte des Vorgangs' })
    .getByRole('link', { name: new RegExp(name) })
    .click()
const type = (page: Page, name: RegExp, value: string) =>
  page.getByRole('textbox', { name }).filter({ visible: true }).first().fill(value)
const saved = (page: Page) =>
  page
    .locator('header .saved')
    .getByText(/^Gespeichert \d\d:\d\d:\d\d$/)
    .waitFor()

async function fillDog(page: Page): Promise<void> {
  await type(page, /^Familienname/, 'Wendt')
  await type(page, /^Vornamen/, 'Petra')
  await type(page, /^Geburtsdatum/, '04.05.1979')
  await type(page, /^Straße/, 'Am Speicher')
  await type(page, /^Hausnummer/, '12')
  await type(page, /^Postleitzahl/, '19288')
  await type(page, /^Ort/, 'Seendorf')
  await type(page, /^Im Haushalt seit/, '01.11.2026')
  await type(page, /^Rasse/, 'Beagle')
  await type(page, /^Chipnummer/, '276098106123456')
  await saved(page)
}

/** Writes something that looks like a name. */
async function write(page: Page, name = 'Feld für die Unterschrift'): Promise<void> {
  const pad = page.getByRole('img', { name })
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 60, box.y + 110)
  await page.mouse.down()
  for (let at = 0; at < 24; at++)
    await page.mouse.move(box.x + 60 + at * 12, box.y + 90 + (at % 4) * 14, { steps: 2 })
  await page.mouse.up()
}

it('[SIGNED2] [SIGNED3] [SIGNED6] a dog is registered: checked, signed on the pad, void by a change, signed again i. V. with a proof, handed over', async () => {
  const page = await look(open.browser, open.url, 'j.brandt')
  await openService(page, open.url, 'hund anmelden', 'Petra Wendt')
  await fillDog(page)
  await step(page, 'Unterschrift')
  await page.getByText('Zuerst die Vorprüfung abschließen.').waitFor()
  await step(page, 'Vorprüfung')
  await page.getByRole('button', { name: 'Vorprüfung abschließen' }).click()
  await step(page, 'Unterschrift')
  const begin = page.getByRole('button', { name: /unterschreiben lassen$/ })
  await begin.click()
  await page.getByRole('button', { name: 'Ich unterschreibe', exact: true }).click()
  await page.getByText('Bitte auf dem Feld unterschreiben.').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await write(page)
  await page.getByRole('button', { name: 'Ich unterschreibe', exact: true }).dblclick()
  await page.getByText(/^Unterschrieben von Petra Wendt/).waitFor()
  expect(await violationsInBoth(page)).toEqual([])

  await step(page, 'Angaben')
  await type(page, /^Hausnummer/, '12a')
  await step(page, 'Unterschrift')
  await page.getByText('Die Angaben haben sich danach geändert. Bitte neu unterschreiben lassen.').waitFor()
  await step(page, 'Vorprüfung')
  await page.getByRole('button', { name: 'Vorprüfung abschließen' }).click()
  await step(page, 'Unterschrift')
  await begin.click()
  await page.getByRole('button', { name: 'Kann nicht von Hand unterschreiben' }).click()
  await page.getByLabel('Warum nicht?').fill('Hand verletzt')
  await page.getByLabel('Unterschreibt für eine andere Person (i. V.)').check()
  await page.getByRole('button', { name: 'Ich unterschreibe', exact: true }).click()
  await page.getByText(/^Bitte den Nachweis der Vertretung angeben oder als Datei/).waitFor()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Nachweis als Datei' }).click(),
  ])
  await chooser.setFiles([{ name: 'Vollmacht.pdf', mimeType: 'application/pdf', buffer: pdf('Vollmacht') }])
  await page.getByText('Nachweis liegt vor: Vollmacht.pdf').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await page.getByRole('button', { name: 'Ich unterschreibe', exact: true }).click()
  await page.getByText(/i\. V\. \(Vollmacht: Nachweis der Vertretung liegt als Unterlage vor\)/).waitFor()
  await page.getByText(/Bezeugt von Jana Brandt/).waitFor()

  await step(page, 'Abschluss')
  await page
    .getByRole('button', { name: /bergeben/ })
    .first()
    .click()
  await page
    .getByText(/V-\d{4}-\d{6}\/1/)
    .first()
    .waitFor()
  // Left open, it would show itself on the screen of the next story.
  await page.context().close()
})

it('[SIGNED4] [SIGNED5] [SIGNED8] [SCREEN21] [TREE1] the citizen reads, refuses by keyboard, then signs on the own screen; the desk sees it live, a change voids it on both', async () => {
  const desk = await look(open.browser, open.url, 'j.brandt')
  const context = await open.browser.newContext({ bypassCSP: true, locale: 'de-DE', reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const seat = await context.newPage()
  await desk.goto(open.url)
  await pairScreen(open.url, desk, seat)
  await openService(desk, open.url, 'hund anmelden', 'Petra Wendt')
  await fillDog(desk)
  await step(desk, 'Vorprüfung')
  await desk.getByRole('button', { name: 'Vorprüfung abschließen' }).click()
  await step(desk, 'Unterschrift')
  await seat.getByRole('heading', { name: 'Ihre Unterschriften' }).waitFor()
  const put = desk.getByRole('button', { name: 'Auf den Bürgerbildschirm legen' })
  await put.click()
  await desk.getByText('wird gelesen').waitFor()
  await seenTo(seat, 'Ich unterschreibe nicht')
  await seat.keyboard.press('Enter')
  await standsOn(seat, /^Warum möchten Sie nicht unterschreiben/)
  await seenTo(seat, 'Etwas stimmt hier nicht')
  await seat.keyboard.press('Enter')
  await desk.getByText(/^Nicht unterschrieben, .*: Etwas stimmt hier nicht$/).waitFor()
  await seat.getByText('nicht unterschrieben', { exact: true }).waitFor()
  await standsOn(seat, /^Ihre Unterschriften$/)

  await put.click()
  await seat.getByText('Beagle').waitFor()
  const sign = seat.getByRole('button', { name: 'Ich unterschreibe', exact: true })
  await sign.click()
  await seat.getByText('Bitte schreiben Sie Ihre Unterschrift in das Feld.').waitFor()
  await readsAs(seat, 'signing')
  for (const width of [1440, 390]) {
    await seat.setViewportSize({ width, height: 844 })
    expect(await violationsInBoth(seat)).toEqual([])
    expect(await sideways(seat)).toBe(0)
  }
  await write(seat, 'Feld für Ihre Unterschrift')
  await desk.getByText('wird gerade unterschrieben').waitFor()
  expect(await violationsInBoth(desk)).toEqual([])
  await sign.dblclick()
  await desk.getByText('Am Bürgerbildschirm, bezeugt von Jana Brandt.').waitFor()
  await seat.getByText(/^unterschrieben um .* Danke\.$/).waitFor()
  expect(await violationsInBoth(seat)).toEqual([])

  await step(desk, 'Angaben')
  await type(desk, /^Hausnummer/, '12a')
  await step(desk, 'Unterschrift')
  await desk.getByText('Die Angaben haben sich danach geändert. Bitte neu unterschreiben lassen.').waitFor()
  await seat.getByText(/^Ihre Angaben haben sich danach geändert\./).waitFor()

  // Her son takes her place: noted once, with ground and proof, and read at both seats.
  await desk.getByRole('button', { name: 'Namen und Vertretung ändern' }).click()
  const forWhom = desk.getByRole('dialog', { name: 'Für wen ist der Vorgang?' })
  await forWhom.getByLabel('Jemand handelt für diese Person (Vertretung)').check()
  await forWhom.getByLabel('Wer sitzt hier?').fill('Karl Wendt')
  await forWhom.getByRole('button', { name: 'Übernehmen' }).click()
  await forWhom.getByText('Bitte eingeben, was die Vertretung nachweist.').waitFor()
  expect(await violationsInBoth(desk)).toEqual([])
  await forWhom.getByLabel(/^Nachweis/).fill('Vollmacht vom 01.03.2026')
  await forWhom.getByRole('button', { name: 'Übernehmen' }).dblclick()
  await desk.getByText('vertreten durch Karl Wendt · Vollmacht · Vollmacht vom 01.03.2026').waitFor()
  await seat.getByText('Karl Wendt, Sie handeln hier für: Petra Wendt (Vollmacht).').waitFor()
  await desk.context().close()
}, 60_000)
