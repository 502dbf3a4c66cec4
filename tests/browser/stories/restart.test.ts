import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, type Window } from '#tests/support/browser.ts'
import { RunningDesk } from '#tests/support/running-desk.ts'
import {
  acceptRing,
  askForSpecialist,
  field,
  holds,
  noFaults,
  onDuty,
  openMove,
  picturesMove,
  talk,
  visit,
} from './table.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function runningDesk(): Promise<RunningDesk> {
  const desk = await RunningDesk.start()
  onTestFinished(async () => void (await desk.stop()))
  return desk
}

const secured = /^Verbindung weg\. Ihre Eingaben sind hier gesichert \([1-9]\d*\)$/
const saved = /^Gespeichert \d\d:\d\d:\d\d$/
const says = (one: Window, words: RegExp) =>
  one.page.locator('header .saved').getByText(words).first().waitFor()

it('[JOB6] the server is killed in mid-call: pictures go on, both type on, then everything is there and the call ends in order', async () => {
  const desk = await runningDesk()
  const { adviser, specialist } = await talk(browser, desk.url)
  await field(adviser, 'Straße').first().fill('Am Speicher')
  await holds(specialist, 'Straße', 'Am Speicher')
  await says(adviser, saved)

  await desk.kill()
  await field(adviser, 'Hausnummer').first().fill('12')
  await field(specialist, 'Postleitzahl').first().fill('17268')
  await Promise.all([says(adviser, secured), says(specialist, secured)])
  await Promise.all([picturesMove(adviser.page), picturesMove(specialist.page)])

  await desk.up()
  await Promise.all([holds(specialist, 'Hausnummer', '12'), holds(adviser, 'Postleitzahl', '17268')])
  await Promise.all([says(adviser, saved), says(specialist, saved)])
  await Promise.all([picturesMove(adviser.page), picturesMove(specialist.page)])
  // The seats are kept: nobody was asked to sit down again, and it ends as always.
  await specialist.page.getByRole('button', { name: 'Auflegen' }).click()
  await specialist.page.getByRole('heading', { name: 'Wie ist es ausgegangen?' }).waitFor()
  await specialist.page.getByRole('radio', { name: 'teilweise gelöst' }).check()
  await specialist.page.getByRole('button', { name: 'Abschließen' }).click()
  await adviser.page.getByText('Letzte Zuschaltung: teilweise gelöst').waitFor()
  noFaults(adviser, specialist)
})

it('[JOB7] the server is killed while it rings: it rings again afterwards, with the time that was left, and can be accepted', async () => {
  const desk = await runningDesk()
  const [specialist, lead] = await onDuty(browser, desk.url, 'u.kessler', 'i.voss')
  const adviser = await visit(browser, desk.url, 'j.brandt')
  await openMove(adviser)
  await askForSpecialist(adviser)
  await specialist.page.getByRole('button', { name: /^Annehmen/ }).waitFor()
  const left = await secondsLeft(adviser)
  await desk.kill()
  await desk.up()
  expect(await secondsLeft(adviser)).toBeLessThanOrEqual(left)
  // Where the start took longer than the rest of the stage, it has gone on to the next one, as it has to.
  const winner = await Promise.any([specialist, lead].map((one) => acceptRing(one).then(() => one)))
  await Promise.all([picturesMove(adviser.page), picturesMove(winner.page)])
  noFaults(adviser, winner)
})

/** What the adviser reads about the present stage. */
async function secondsLeft({ page }: Window): Promise<number> {
  const words = await page.getByText(/ · noch \d+ s$/).innerText()
  return Number(/(\d+) s$/.exec(words)?.[1])
}
