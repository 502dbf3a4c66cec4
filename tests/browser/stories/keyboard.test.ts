import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { openWindow, type Window } from '#tests/support/browser.ts'
import { invited, mistyped } from './guest.ts'
import { seenTo, standsOn } from './keys.ts'
import { holds, noFaults, openedDesk, openMove, visit } from './table.ts'

const open = openedDesk()

async function another(): Promise<Window> {
  const window = await openWindow(open.browser, { width: 1280, height: 900 })
  onTestFinished(() => window.context.close())
  return window
}
/** Goes there by Tab and presses Enter. */
async function press(page: Page, name: string): Promise<void> {
  await seenTo(page, name)
  await page.keyboard.press('Enter')
}

it('[SCREEN21] [REFUSE5] the own screen by keyboard alone: refused in the language of the page, paired, language, read, corrected, confirmed, looked back, refused, agreed, ended', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const citizen = await another()
  const [desk, seat] = [adviser.page, citizen.page]
  await seat.goto(`${open.url}/platz`)
  await desk.getByRole('button', { name: 'Bürgerbildschirm koppeln, Platz 2' }).click()
  const code = desk.getByRole('dialog').getByText(/^[0-9A-Z]{4}[ -][0-9A-Z]{4}$/)
  await seenTo(seat, 'Code')
  await seat.keyboard.type('ABC')
  await seat.keyboard.press('Enter')
  await seat.getByText('Bitte geben Sie den Code mit 8 Zeichen ein.').waitFor()
  await standsOn(seat, /^Code$/)
  // What the server says, it says in the language that the page shows now.
  await press(seat, 'English')
  await seat.locator('html[lang=en]').waitFor()
  await seenTo(seat, 'Code')
  await seat.keyboard.press('Control+A')
  await seat.keyboard.type('ABCD2345')
  await seat.keyboard.press('Enter')
  await seat.getByText(/^This code is not valid, or not any more\. Please ask for a new code/).waitFor()
  await press(seat, 'Deutsch')
  await seat.locator('html[lang=de]').waitFor()
  await seenTo(seat, 'Code')
  await seat.keyboard.press('Control+A')
  await seat.keyboard.type(await code.innerText())
  await seat.keyboard.press('Enter')
  await seat.getByText('Willkommen').waitFor()
  await standsOn(seat, /^Guten /)
  await press(seat, 'English')
  await seat.locator('html[lang=en]').waitFor()
  await standsOn(seat, /^English$/)
  await seat.keyboard.press('Shift+Tab')
  await standsOn(seat, /^Leichte Sprache$/)
  await seat.keyboard.press('Shift+Tab')
  await seat.keyboard.press('Enter')
  await seat.locator('html[lang=de]').waitFor()

  await openMove(adviser)
  // Until the document is there its fields are read only.
  const number = seat.getByRole('textbox', { name: 'Hausnummer' }).first()
  await expect.poll(() => number.isEditable()).toBe(true)
  await standsOn(seat, /^Deutsch$/)
  await seenTo(seat, 'Hausnummer')
  await seat.keyboard.type('12a')
  await holds(adviser, 'Hausnummer', '12a')
  await press(seat, 'Stimmt: Neue Wohnung')
  await standsOn(seat, /^Von Ihnen bestätigt um/)

  await desk.getByRole('tab', { name: /Fahrzeug ummelden/ }).click()
  await seat.getByRole('heading', { level: 2, name: /^Fahrzeug ummelden/ }).waitFor()
  await press(seat, 'Zurück')
  await seat.getByText('Jana Brandt ist gerade auf einer anderen Seite.').waitFor()
  await standsOn(seat, /^Zurück$/)
  await seat.keyboard.press('Enter')
  // There is no page before the first one.
  await standsOn(seat, /^Weiter$/)
  await seat.keyboard.press('Control+Home')
  await press(seat, 'Dorthin gehen')
  await seat.getByRole('heading', { level: 2, name: /^Fahrzeug ummelden/ }).waitFor()
  await standsOn(seat, /Umzug|Wohnsitz/)

  const ask = desk.getByRole('button', { name: 'Am Bürgerbildschirm fragen' })
  await ask.click()
  await seat.getByRole('heading', { name: /^Jana Brandt möchte eine Fachkraft/ }).waitFor()
  await press(seat, 'Nein, lieber Termin oder schriftlich')
  await seat.getByRole('heading', { name: /^Sie haben Nein gesagt/ }).waitFor()
  await standsOn(seat, /./)
  await press(seat, 'Schriftlich')
  await desk.getByText('Zuschaltung abgelehnt. Gewünscht: schriftlich.').waitFor()
  await standsOn(seat, /./)
  await press(seat, 'Anders entscheiden')
  await press(seat, 'Nur Ton')
  await seat.getByText('Sie haben erlaubt: Ton, Akteneinsicht.').waitFor()
  await standsOn(seat, /./)
  await press(seat, 'Nur einen Teil beenden')
  await press(seat, 'Nur den Ton beenden')
  await seat.getByText('Sie haben erlaubt: Akteneinsicht.').waitFor()
  await standsOn(seat, /./)
  await press(seat, 'Zuschaltung beenden')
  await seat.getByText(/^Sie haben erlaubt/).waitFor({ state: 'hidden' })
  await standsOn(seat, /Umzug|Wohnsitz/)
  // The browser itself notes the code that was refused.
  noFaults(adviser, { ...citizen, faults: citizen.faults.filter((one) => !/status of 410/.test(one)) })
})

it('[SCREEN21] by keyboard alone from the code to the waiting room, and a word to the office from there', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  await openMove(adviser)
  const code = (await invited(adviser.page)).split('#')[1]!
  const home = await another()
  const { page } = home
  await page.goto(`${open.url}/join`)
  await seenTo(page, 'Code')
  await page.keyboard.type(mistyped(code))
  await page.keyboard.press('Enter')
  await page.getByText(/^Dieser Code kann nicht stimmen/).waitFor()
  await standsOn(page, /Code/)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await standsOn(page, /Bürgerbüro Seendorf/)
  await press(page, 'Gespräch beitreten')
  await page.getByText('Bitte geben Sie Ihren Namen ein.').waitFor()
  await standsOn(page, /^Ihr Name$/)
  await page.keyboard.type('Petra Wendt')
  await page.keyboard.press('Enter')
  for (const box of await page.getByRole('checkbox').all()) {
    const label = (await box.locator('xpath=..').innerText()).slice(0, 30)
    await seenTo(page, label)
    await page.keyboard.press('Space')
    expect(await box.isChecked()).toBe(true)
  }
  await press(page, 'Nur schriftlich beitreten')
  await page.getByText('Vor Ihnen wartet niemand.').waitFor()
  await standsOn(page, /^Sie sind angemeldet$/)
  await press(page, 'Ein anderer Termin passt mir besser')
  await standsOn(page, /./)
  await press(page, 'Abbrechen')
  await standsOn(page, /./)
  await seenTo(page, 'Ihre Nachricht')
  await page.keyboard.type('Guten Tag')
  await press(page, 'Senden')
  await page.getByRole('log').getByText('Guten Tag').waitFor()
  await standsOn(page, /./)
  noFaults(adviser, home)
})
