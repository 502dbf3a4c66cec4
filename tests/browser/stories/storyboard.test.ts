import { expect, it, onTestFinished } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { openWindow } from '#tests/support/browser.ts'
import { callMove, noFaults, openedDesk, talk } from './table.ts'

const open = openedDesk()

type Values = readonly (readonly [name: RegExp, value: string])[]
const person: Values = [
  [/^Familienname/, 'Wendt'],
  [/^Vornamen/, 'Petra'],
  [/^Geburtsdatum/, '04.05.1979'],
]
const home: Values = [
  [/^Straße/, 'Am Speicher'],
  [/^Hausnummer/, '12a'],
  [/^Postleitzahl/, '19288'],
  [/^Ort/, 'Seendorf'],
]
const landlord: Values = [
  [/^Name/, 'Speicher Wohnen eG'],
  [/^Straße/, 'Am Hafen'],
  [/^Hausnummer/, '3'],
  [/^Postleitzahl/, '19288'],
  [/^Ort/, 'Seendorf'],
]
const car: Values = [
  [/^Bisheriges Kennzeichen/, 'NMK-PW 417'],
  [/^Fahrzeug-Identifizierungsnummer/, 'WVWZZZ1KZ8W214355'],
  [/^HU gültig bis/, '05/2031'],
  [/^Kontoinhaber/, 'Petra Wendt'],
  [/^IBAN/, 'DE89370400440532013000'],
]

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Schritte des Vorgangs' }).getByRole('link', { name }).click()
const service = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function fill(part: Locator, values: Values): Promise<void> {
  for (const [name, value] of values) await part.getByRole('textbox', { name }).first().fill(value)
}

function daysAgo(days: number): string {
  const day = new Date(Date.now() - days * 86_400_000)
  return new Intl.DateTimeFormat('de-DE', {
    timeZone: 'Europe/Berlin',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(day)
}

/** Residence, identity card and the leased car of the storyboard; the address is typed once. */
async function fillBundle(page: Page): Promise<void> {
  const form = page.locator('.form-view:visible')
  await service(page, /Wohnsitz/)
  await fill(form, [[/^Einzugsdatum/, daysAgo(18)]])
  await form.getByText('alleinige Wohnung', { exact: true }).click()
  await fill(form.getByRole('region', { name: 'Neue Wohnung' }), home)
  await fill(form.getByRole('region', { name: 'Mitziehende Personen' }), person)
  await fill(form.getByRole('region', { name: /^Wohnungsgeberbestätigung/ }), landlord)
  await service(page, /Anschrift/)
  await fill(form, person)
  await form.getByText('Personalausweis liegt vor', { exact: true }).click()
  await service(page, /Fahrzeug/)
  await fill(form, [...car, ...person])
  await form.getByText('beibehalten', { exact: true }).click()
  await form.getByText('liegt bei Bank oder Leasinggeber', { exact: true }).click()
  await fill(form, [[/^Bank oder Leasinggeber/, 'Lindebank']])
  expect(await form.getByRole('textbox', { name: /^Hausnummer/ }).inputValue()).toBe('12a')
  await page
    .locator('header .saved')
    .getByText(/^Gespeichert \d\d:\d\d:\d\d$/)
    .waitFor()
}

/** The specimen of ICAO 9303: what is typed from the card is checked and kept nowhere. */
const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'

/** The citizen says that the home is right; her card was there in original. */
async function confirmAndAttest(page: Page): Promise<void> {
  await service(page, /Wohnsitz/)
  await page.getByRole('button', { name: /^„Neue Wohnung“: .* bestätigt/ }).click()
  await page
    .getByText(/Bestätigt \d\d:\d\d, vermerkt von Jana Brandt/)
    .first()
    .waitFor()
  await step(page, 'Unterlagen')
  await page
    .getByRole('button', { name: /^Im Original gesehen/ })
    .first()
    .click()
  await page.getByLabel('Maschinenlesbare Zone').fill(zone)
  await page.getByText('Prüfziffern stimmen.', { exact: true }).waitFor()
  await page.getByRole('radio', { name: 'Reisepass' }).click()
  await press(page, 'Vermerken')
  await page.getByText('Reisepass im Original vorgelegen').first().waitFor()
}

/** The adviser finishes what the office does alone; the specialist decides on the bank's ZB II and signs off. */
async function check(adviser: Page, specialist: Page): Promise<void> {
  await step(adviser, 'Vorprüfung')
  await service(adviser, /Wohnsitz/)
  await adviser.getByText(/^Die Frist von zwei Wochen nach dem Einzug ist überschritten/).waitFor()
  await press(adviser, 'Vorprüfung abschließen')
  await service(adviser, /Anschrift/)
  await press(adviser, 'Vorprüfung abschließen')
  await step(specialist, 'Vorprüfung')
  await service(specialist, /Fahrzeug/)
  await press(specialist, 'Entscheiden')
  await specialist.getByRole('textbox', { name: 'Begründung' }).fill('Die Bank hat der Ummeldung zugestimmt.')
  await press(specialist, 'Zustimmen')
  await press(specialist, 'Freigeben')
  await service(adviser, /Fahrzeug/)
  await adviser.getByText(/^Freigegeben von Uwe Kessler/).waitFor()
}

async function hangUp(adviser: Page, specialist: Page): Promise<void> {
  await press(adviser, 'Auflegen')
  await specialist.getByRole('radio', { name: 'gelöst', exact: true }).check()
  await press(specialist, 'Abschließen')
  await adviser.getByText('Letzte Zuschaltung: gelöst').waitFor()
}

/** Meldeschein, Antrag, SEPA-Mandat: three documents that are read and signed by hand. */
async function signThree(page: Page): Promise<void> {
  await step(page, 'Unterschrift')
  // The card is changed by the office itself; it says so.
  await page.getByText(/Die Anschrift ändert die Behörde selbst/).waitFor()
  for (const nth of [0, 1, 2]) {
    await page
      .getByRole('button', { name: /unterschreiben lassen$/ })
      .first()
      .click()
    const pad = page.getByRole('img', { name: 'Feld für die Unterschrift' })
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (box === null) throw new Error('no pad')
    await page.mouse.move(box.x + 60, box.y + 110)
    await page.mouse.down()
    for (let at = 0; at < 20; at++) await page.mouse.move(box.x + 60 + at * 12, box.y + 90 + (at % 4) * 14)
    await page.mouse.up()
    await press(page, 'Ich unterschreibe')
    await page
      .getByText(/^Unterschrieben von Petra Wendt/)
      .nth(nth)
      .waitFor()
  }
}

async function pay(page: Page): Promise<void> {
  await step(page, 'Gebühr')
  await page.getByText('gebührenfrei', { exact: true }).first().waitFor()
  await page.getByText('1 Gebühr noch nicht festgesetzt').waitFor()
  await press(page, 'Gebühr festsetzen')
  await page.getByText('24,50 € bezahlen').waitFor()
  const fees = await page.locator('main').innerText()
  expect(fees).toMatch(/an Amt Seendorf\s+0,00\s€/)
  expect(fees).toMatch(/an Landkreis Lindetal\s+24,50\s€/)
  await page.getByLabel('Gegeben').fill('50')
  await press(page, 'Betrag angenommen')
  const receipt = page.getByRole('dialog', { name: /^Quittung/ })
  await receipt.getByText('25,50 €').waitFor()
  await receipt.getByRole('button', { name: 'Schließen' }).click()
}

/** Both authorities have it; the code on the Laufzettel tells the citizen so, on a phone without an account. */
async function handOver(page: Page): Promise<string> {
  await step(page, 'Abschluss')
  await page.getByRole('button', { name: 'Übergeben: 2 Behörden' }).dblclick()
  await page
    .getByText(/^eingegangen \d\d:\d\d$/)
    .nth(1)
    .waitFor()
  // What lies with an authority is not taken out of the case any more.
  expect(await page.getByRole('button', { name: /aus dem Vorgang nehmen$/ }).count()).toBe(0)
  await step(page, 'Laufzettel')
  await press(page, 'Code ausgeben')
  const code = page.getByText(/^[0-9A-Z]{4}[- ][0-9A-Z]{4}$/).first()
  return code.innerText()
}

it('[JOB19] [SIGNED7] [FEE16] the whole storyboard: two services of two authorities, checked, decided, signed three times, paid, handed over, complete', async () => {
  const { adviser, specialist, address } = await talk(open.browser, open.url, callMove)
  const [left, right] = [adviser.page, specialist.page]
  await fillBundle(left)
  await confirmAndAttest(left)
  await check(left, right)
  await hangUp(left, right)
  await signThree(left)
  await pay(left)
  const code = await handOver(left)

  await right.getByRole('link', { name: 'Eingang' }).click()
  await right.getByRole('button', { name: /Fahrzeug ummelden.*Petra Wendt/s }).click()
  await right.getByText('Prüfsumme stimmt').waitFor()
  await press(right, 'Als vollständig melden')
  await left.goto(`${address}/abschluss`)
  await left
    .getByRole('region', { name: /^Übergabe .*\/2$/ })
    .getByText('vollständig', { exact: true })
    .waitFor()

  const phone = await openWindow(open.browser, { width: 390, height: 844 })
  onTestFinished(() => phone.context.close())
  await phone.page.goto(`${open.url}/status`)
  await phone.page.getByRole('textbox').first().fill(code)
  await phone.page.keyboard.press('Enter')
  await phone.page.getByText('Fahrzeug ummelden').first().waitFor()
  expect(await phone.page.locator('body').innerText()).not.toContain('Wendt')
  noFaults(adviser, specialist, phone)
}, 90_000)
