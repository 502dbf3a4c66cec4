import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import type { DistrictView } from '#shared/contract/district-contract.ts'
import { commands } from '#shared/contract/wire.ts'
import { germanDay, germanToday } from '#shared/model/checks/days.ts'
import { violationsInBoth } from '#tests/browser/look/eye.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { districtText } from '#tests/wire/district/district-file.ts'
import { WireDesk } from '#tests/wire/gateway/wire-desk.ts'
import { kfz, wohnsitz } from '#tests/wire/handover/bundles.ts'
import { anotherTab, field, noFaults, visit } from './table.ts'

const clientDir = fileURLToPath(new URL('../../../dist/client', import.meta.url))
const minute = 60_000

/** A minute before the day in Germany ends: later than now, because the browser throws away cookies that end before its own time. */
function lateThisEvening(): Date {
  const now = Date.now()
  let midnight = now + minute - (now % minute)
  while (germanToday(new Date(midnight)) === germanToday(new Date(now))) midnight += minute
  return new Date(midnight - minute)
}

let browser: Browser
let desk: WireDesk
beforeAll(async () => {
  ;[browser, desk] = await Promise.all([
    launchBrowser(),
    WireDesk.start({ clientDir, clock: new HandClock(lateThisEvening()) }),
  ])
})
afterAll(async () => {
  await browser?.close()
  await desk?.stop()
})

/** The contract with Seendorf ends today; two people of the district's administration said so. */
async function contractEndsToday(): Promise<string> {
  const today = germanToday(desk.clock.now())
  const [kranz, timm] = await Promise.all([desk.tab('d.kranz'), desk.tab('a.timm')])
  const text = districtText((file) => {
    Object.assign(
      file.contracts.find(({ id }) => id === '2024-07')!,
      { validUntil: today },
    )
  })
  const answer = await desk.sendText('/api/district/proposals?note=Der%20Vertrag%20endet', text, {
    cookie: kranz.owner.cookie,
    'content-type': 'text/plain',
  })
  const { seq, sha256 } = ((await answer.json()) as DistrictView).proposal!
  await timm.do(commands.releaseDistrict, { proposal: seq, sha256 })
  return germanDay(today)
}

it('[CONTRACT4] at midnight the contract has ended: the open case shuts, the screen names clause and contact, what the office does for itself goes on', async () => {
  const lastDay = await contractEndsToday()
  const wire = await desk.tab('j.brandt')
  const open = (services: readonly (typeof kfz)[]) =>
    wire.do(commands.openCase, { services: [...services], citizen: { name: 'Petra Wendt' } })
  const [alone, mixed] = [await open([kfz]), await open([wohnsitz, kfz])]
  const adviser = await visit(browser, desk.url, 'j.brandt')
  const { page } = adviser
  await page.goto(`${desk.url}/vorgaenge/${alone.id}`)
  await field(adviser, /^Familienname/)
    .first()
    .fill('Wendt')
  await page.getByText(/^Gespeichert \d\d:\d\d:\d\d$/).waitFor()
  const beside = await anotherTab(adviser, `${desk.url}/vorgaenge/${mixed.id}`)
  await beside.page.getByText('mit Begleitung, Vertrag 2024-07').waitFor()
  // The form is there to be typed in as soon as the document is.
  await beside.page.getByText(/^Gespeichert \d\d:\d\d:\d\d$/).waitFor()
  const street = field(beside, /^Straße/).first()
  await street.pressSequentially('Am Spei')

  await desk.clock.advance(minute)
  const ended = new RegExp(
    `Vertrag 2024-07 ist am ${lastDay} ausgelaufen \\(§ 9\\).*Vertragsstelle im Büro der Landrätin, Telefon 030 23125 140`,
  )
  const over = page
    .getByRole('alert')
    .filter({ hasText: 'Dieser Vorgang kann hier nicht mehr bearbeitet werden' })
  // Rights are looked at every three seconds; a look that was under way at midnight is over before the next.
  await expect
    .poll(
      async () => {
        await desk.clock.advance(3_000)
        return over.isVisible()
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  await over.getByText(ended).waitFor()
  expect(await page.locator('main').innerText()).not.toContain('Wendt')
  expect(await violationsInBoth(page)).toEqual([])

  // What the office does for itself goes on in the same case; the vehicle says why it does not.
  await beside.page.getByText(ended).waitFor()
  expect(await beside.page.getByRole('button', { name: /Fahrzeug.*hinzuziehen$/ }).isDisabled()).toBe(true)
  // Whoever was typing types on: forms and rules were read anew below the caret.
  await beside.page.keyboard.type('cher')
  expect(await street.inputValue()).toBe('Am Speicher')
  await beside.page.getByText(/^Gespeichert \d\d:\d\d:\d\d$/).waitFor()

  await over.getByRole('link', { name: 'Zu meinen Vorgängen' }).click()
  await page.getByRole('link', { name: 'Schalter' }).click()
  await page.getByRole('combobox').fill('auto ummelden')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Diese Leistung kann hier nicht bearbeitet werden.').waitFor()
  await page.getByText(ended).filter({ visible: true }).first().waitFor()
  expect(await page.getByRole('button', { name: 'Vorgang eröffnen' }).count()).toBe(0)
  noFaults(adviser, beside)
}, 90_000)
