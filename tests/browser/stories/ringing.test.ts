import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#tests/support/browser.ts'
import { RunningDesk } from '#tests/support/running-desk.ts'
import { clockDesk } from './clock-desk.ts'
import {
  acceptRing,
  anotherTab,
  askForSpecialist,
  field,
  noFaults,
  onDuty,
  openMove,
  picturesMove,
  visit,
} from './table.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const rings = (page: Page) => page.getByRole('button', { name: /^Annehmen/ }).waitFor()
const decline = async (page: Page, reason: string): Promise<void> => {
  await page.getByRole('button', { name: 'Ablehnen' }).click()
  await page.getByRole('menuitem', { name: reason }).click()
}

it('[JOB2] nobody answers: three stages at the times of the server, team lead told, a call back booked', async () => {
  const { url, clock } = await clockDesk()
  const [kessler, sahin, voss] = await onDuty(browser, url, 'u.kessler', 'm.sahin', 'i.voss')
  const adviser = await visit(browser, url, 'j.brandt')
  await openMove(adviser)
  const left = adviser.page
  await left.getByRole('button', { name: 'Fachkraft hinzuziehen' }).click()
  const dialog = left.getByRole('dialog')
  await dialog.getByLabel('Sprache').selectOption('tr')
  await dialog.getByRole('button', { name: 'Jetzt klingeln' }).click()

  await left.getByText('Es klingelt bei Mira Sahin.').waitFor()
  await rings(sahin.page)
  await clock.advance(20_000)
  await left.getByText('Es klingelt bei Uwe Kessler.').waitFor()
  await left.getByText('Bisher ohne Antwort: Mira Sahin (keine Antwort)').waitFor()
  await sahin.page.getByText('Die Zeit ist um. Der Anruf ging weiter.').waitFor()
  await rings(kessler.page)
  await clock.advance(20_000)
  await left.getByText('Es klingelt bei Dr. Ines Voß.').waitFor()
  await rings(voss.page)
  await clock.advance(25_000)
  await left.getByRole('heading', { name: 'Gerade ist niemand frei' }).waitFor()
  await voss.page.getByText(/^Bürgerbüro Seendorf erreicht in der .* niemanden/).waitFor()

  // The three ways on; the other service stays editable meanwhile.
  for (const way of ['Weiter warten', 'Rückruf', 'Schriftliche Anfrage'])
    expect(await left.getByRole('button', { name: new RegExp(`^${way}`) }).isEnabled()).toBe(true)
  await left.getByRole('tab').first().click()
  await field(adviser, 'Straße').first().fill('Am Speicher')
  await left
    .getByText(/^Gespeichert \d\d:\d\d:\d\d$/)
    .first()
    .waitFor()

  await left.getByRole('button', { name: /^Rückruf/ }).click()
  const slot = left.getByRole('button', { name: / bis \d\d:\d\d Uhr · / }).first()
  const words = await slot.innerText()
  await slot.click()
  await left.getByText(/^Rückruf vereinbart: /).waitFor()
  const promised = [kessler, sahin, voss].find((_one, at) =>
    words.includes(['Uwe Kessler', 'Mira Sahin', 'Dr. Ines Voß'][at] ?? '-'),
  )
  const list = promised?.page.locator('section', {
    has: promised.page.getByRole('heading', { name: 'Rückrufe' }),
  })
  await list?.getByText('Bürgerbüro Seendorf').waitFor()
  await list?.getByRole('button', { name: 'Erledigt' }).waitFor()
  expect(promised).toBeDefined()
  noFaults(adviser, kessler, sahin, voss)
})

it('[JOB3] declined with a reason: the next one rings at once; the reason is shown to the adviser', async () => {
  const { url } = await clockDesk()
  const [kessler, voss] = await onDuty(browser, url, 'u.kessler', 'i.voss')
  const adviser = await visit(browser, url, 'j.brandt')
  await openMove(adviser)
  await askForSpecialist(adviser)
  await adviser.page.getByText('Es klingelt bei Uwe Kessler.').waitFor()
  await decline(kessler.page, 'Nicht zuständig')
  // The clock stands still: no time has passed.
  await adviser.page.getByText('Es klingelt bei Dr. Ines Voß.').waitFor()
  await adviser.page.getByText(/Uwe Kessler \(/).waitFor()
  await acceptRing(voss)
  await Promise.all([picturesMove(adviser.page), picturesMove(voss.page)])
  expect(await kessler.page.getByRole('button', { name: /^Annehmen/ }).count()).toBe(0)
  noFaults(adviser, kessler, voss)
})

it('[JOB4] several accept in the same moment, also in two tabs: one gets the talk, the others learn who', async () => {
  const { url } = await clockDesk()
  const [kessler, sahin] = await onDuty(browser, url, 'u.kessler', 'm.sahin')
  const second = await anotherTab(kessler, `${url}/dienst`)
  const adviser = await visit(browser, url, 'j.brandt')
  await openMove(adviser)
  await askForSpecialist(adviser)
  const seats = [kessler, second, sahin]
  await Promise.all(seats.map((one) => rings(one.page)))
  const buttons = await Promise.all(
    seats.map((one) => one.page.getByRole('button', { name: /^Annehmen/ }).elementHandle()),
  )
  await Promise.all(buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())))
  // Whoever came too late reads who was first.
  const name = (await adviser.page.getByText(/ sieht die Angaben in diesem Vorgang$/).innerText()).replace(
    / sieht.*/,
    '',
  )
  expect(['Uwe Kessler', 'Mira Sahin']).toContain(name)
  const [winners, losers] =
    name === 'Mira Sahin' ? [[sahin], [kessler, second]] : [[kessler, second], [sahin]]
  await Promise.all(
    losers.map((one) => one.page.getByText(`von anderem Platz angenommen: ${name}`).waitFor()),
  )
  await Promise.any(winners.map((one) => picturesMove(one.page)))
  await picturesMove(adviser.page)
  // One call: the adviser sees one other person, and one tab of the winner holds the seat.
  expect(
    await adviser.page
      .locator('video')
      .evaluateAll((all) => all.filter((one) => (one as HTMLVideoElement).videoWidth > 0).length),
  ).toBe(2)
  expect(
    (
      await Promise.all(seats.map((one) => one.page.getByRole('button', { name: 'Auflegen' }).count()))
    ).toSorted((one, other) => one - other),
  ).toEqual([0, 0, 1])
  noFaults(adviser, ...seats)
})

it('[JOB5] the tab of the specialist dies while it rings, closed or crashed: within 15 s the next one rings', async () => {
  const desk = await RunningDesk.start()
  try {
    const [kessler, voss, adviser] = await Promise.all([
      onDuty(browser, desk.url, 'u.kessler').then(([one]) => one),
      onDuty(browser, desk.url, 'i.voss').then(([one]) => one),
      visit(browser, desk.url, 'j.brandt'),
    ])
    await openMove(adviser)
    await askForSpecialist(adviser)
    await rings(kessler.page)
    const crash = await kessler.context.newCDPSession(kessler.page)
    void crash.send('Page.crash').catch(() => undefined)
    await adviser.page.getByText('Es klingelt bei Dr. Ines Voß.').waitFor()
    await adviser.page.getByText(/Uwe Kessler \(nicht mehr da\)/).waitFor()
    await voss.context.close()
    await adviser.page.getByRole('heading', { name: 'Gerade ist niemand frei' }).waitFor()
    noFaults(adviser, voss)
  } finally {
    await desk.stop()
  }
})

it('[CALL21] nobody is there: asked in writing, answered on the duty page, read beside the case', async () => {
  const { url } = await clockDesk()
  const specialist = await visit(browser, url, 'u.kessler')
  const adviser = await visit(browser, url, 'j.brandt')
  await openMove(adviser)
  await askForSpecialist(adviser)
  const [left, right] = [adviser.page, specialist.page]
  await left.getByRole('button', { name: /^Schriftliche Anfrage/ }).click()
  await right.getByRole('button', { name: /^Anfrage zu V-\d{4}-\d{6} beantworten$/ }).click()
  await right.getByRole('textbox', { name: 'Ihre Antwort' }).fill('Die eVB genügt.\nBitte mit Siegel.')
  await right.getByRole('button', { name: 'Antwort senden' }).click()
  await right.getByText('Keine schriftlichen Anfragen').waitFor()
  await left.getByRole('heading', { name: /^Antwort von / }).waitFor()
  expect(await left.locator('.answer').innerText()).toBe('Die eVB genügt.\nBitte mit Siegel.')
  noFaults(adviser, specialist)
})
