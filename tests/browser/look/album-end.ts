import type { Page } from 'playwright-core'
import { sheetPhoto } from '../../support/sheet-camera.ts'
import type { Camera } from './album-guests.ts'
import { field, openMove, openService, tab } from './scenes.ts'

type Values = readonly (readonly [name: RegExp, value: string])[]
const person: Values = [
  [/^Familienname/, 'Wendt'],
  [/^Vornamen/, 'Petra'],
  [/^Geburtsdatum/, '04.05.1979'],
  [/^Straße/, 'Am Speicher'],
  [/^Hausnummer/, '12a'],
  [/^Postleitzahl/, '19288'],
  [/^Ort/, 'Seendorf'],
]
const dog: Values = [
  [/^Im Haushalt seit/, '01.11.2026'],
  [/^Rasse/, 'Beagle'],
  [/^Chipnummer/, '276098106123456'],
]
const car: Values = [
  [/Identifizierungsnummer/, 'WVWZZZ1KZ8W214355'],
  [/^Bisheriges Kennzeichen/, 'NMK-PW 417'],
  [/^eVB/, ''],
  [/^HU gültig bis/, '05/2031'],
  [/^Kontoinhaber/, 'Petra Wendt'],
  [/^IBAN/, 'DE89370400440532013000'],
]

async function fill(page: Page, values: Values): Promise<void> {
  for (const [name, value] of values) await field(page, name).fill(value)
}
const step = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Schritte des Vorgangs' }).getByRole('link', { name }).click()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** The specialist decides over the bank's ZB II and signs off, during the talk. */
export async function signOff(adviser: Page, specialist: Page, { take, both }: Camera): Promise<void> {
  await tab(adviser, /Fahrzeug/)
  await fill(adviser, [...person, ...car])
  const form = adviser.locator('.form-view:visible')
  await form.getByText('beibehalten', { exact: true }).click()
  await form.getByText('liegt bei Bank oder Leasinggeber', { exact: true }).click()
  await fill(adviser, [[/^Bank oder Leasinggeber/, 'Lindebank']])
  await step(specialist, /Vorprüfung/)
  await tab(specialist, /Fahrzeug/)
  await press(specialist, 'Entscheiden')
  await specialist.getByRole('textbox', { name: 'Begründung' }).fill('Die Bank hat der Ummeldung zugestimmt.')
  await take(specialist, 'case-room-decide')
  await press(specialist, 'Zustimmen')
  await press(specialist, 'Freigeben')
  await specialist.getByText(/^Freigegeben von Uwe Kessler/).waitFor()
  await both(specialist, 'case-room-signed-off')
}

/** A paper under the document camera: corners found, then blackened. */
export async function underTheCamera(page: Page, { url, take }: Camera): Promise<void> {
  await openMove(page, url)
  await step(page, /Unterlagen/)
  await press(page, 'Aufnehmen: Wohnungsgeberbestätigung')
  const shoot = page.getByRole('dialog').getByRole('button', { name: /^Aufnehmen/ })
  await shoot.and(page.locator(':enabled')).waitFor()
  await shoot.click()
  await press(page, 'Seite 1 bearbeiten')
  await page.getByRole('radio', { name: 'Ecken' }).click()
  await page.getByText(/^Die Ecken wurden gefunden/).waitFor()
  await take(page, 'capture-corners')
  await page.getByRole('radio', { name: 'Schwärzen' }).click()
  const box = (await page.getByRole('img', { name: 'Blatt, gerade gezogen' }).boundingBox())!
  await page.mouse.move(box.x + 0.04 * box.width, box.y + 0.32 * box.height)
  await page.mouse.down()
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.46 * box.height, { steps: 4 })
  await page.mouse.up()
  await take(page, 'capture-blackened')
}

async function lookAtPaper(page: Page, { take }: Camera): Promise<void> {
  await step(page, /Unterlagen/)
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Weitere Datei', exact: true }).click(),
  ])
  await chooser.setFiles([{ name: 'Haftpflicht.jpg', mimeType: 'image/jpeg', buffer: await sheetPhoto() }])
  await page.getByRole('button', { name: 'Haftpflicht.jpg ansehen' }).click()
  await page.getByRole('img', { name: /Haftpflicht/ }).waitFor()
  await take(page, 'paper-viewer')
  await page.keyboard.press('Escape')
}

async function sign(page: Page, { both }: Camera): Promise<void> {
  await step(page, /Unterschrift/)
  await page.getByRole('button', { name: /unterschreiben lassen$/ }).click()
  const pad = page.getByRole('img', { name: 'Feld für die Unterschrift' })
  await pad.scrollIntoViewIfNeeded()
  const box = (await pad.boundingBox())!
  await page.mouse.move(box.x + 60, box.y + 110)
  await page.mouse.down()
  for (let at = 0; at < 24; at++) await page.mouse.move(box.x + 60 + at * 12, box.y + 90 + (at % 4) * 14)
  await page.mouse.up()
  await both(page, 'case-room-signing')
  await press(page, 'Ich unterschreibe')
  await page.getByText(/^Unterschrieben von Petra Wendt/).waitFor()
}

/** A dog is registered and handed over: paper, signature, hand-over, Laufzettel, inbox. */
export async function toTheEnd(page: Page, camera: Camera): Promise<void> {
  const { url, both } = camera
  await openService(page, url, 'hund anmelden', 'Petra Wendt')
  await fill(page, [...person, ...dog])
  await lookAtPaper(page, camera)
  await step(page, /Vorprüfung/)
  await press(page, 'Vorprüfung abschließen')
  await sign(page, camera)
  await step(page, /Abschluss/)
  await page
    .getByRole('button', { name: /bergeben/ })
    .first()
    .click()
  await page.getByText(/^eingegangen \d\d:\d\d$/).waitFor()
  await both(page, 'case-room-handed-over')
  await step(page, /Laufzettel/)
  await press(page, 'Code ausgeben')
  await page
    .getByText(/^[0-9A-Z]{4}[- ][0-9A-Z]{4}$/)
    .first()
    .waitFor()
  await both(page, 'case-room-slip')
  await page.goto(`${url}/eingang`)
  await page.getByRole('button', { name: /Hund anmelden.*Petra Wendt/s }).click()
  await page.getByText('Prüfsumme stimmt').waitFor()
  await both(page, 'inbox-bundle')
}

/** A fee is taken in cash: receipt and the day's list. */
export async function takeFee(page: Page, { url, take, both }: Camera): Promise<void> {
  await openService(page, url, 'meldebescheinigung', 'Heinz Dau')
  await step(page, /Gebühr/)
  await press(page, 'Gebühr festsetzen')
  await page.getByLabel('Gegeben').fill('20')
  await press(page, 'Betrag angenommen')
  const receipt = page.getByRole('dialog', { name: /^Quittung/ })
  await receipt.getByRole('img', { name: /QR-Code/ }).waitFor()
  await take(page, 'receipt')
  await receipt.getByRole('button', { name: 'Schließen' }).click()
  await page.getByRole('link', { name: 'Kasse' }).click()
  await page
    .getByText(/SEENDORF-\d{4}-\d{5}/)
    .first()
    .waitFor()
  await both(page, 'day-list')
}
