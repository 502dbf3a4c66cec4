import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { pdf } from '#tests/wire/evidence/papers.ts'
import { noFaults, openedDesk, talk } from './table.ts'

const open = openedDesk()

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Schritte des Vorgangs' }).getByRole('link', { name }).click()
const vehicle = (page: Page) => page.getByRole('tab', { name: /Fahrzeug ummelden/ }).click()

/** The leased car of the storyboard: everything there but the ZB II, which lies with the bank. */
async function fillVehicle(page: Page): Promise<void> {
  await vehicle(page)
  const type = (name: string | RegExp, value: string) =>
    page.getByRole('textbox', { name }).filter({ visible: true }).first().fill(value)
  await type('Bisheriges Kennzeichen', 'NMK-PW 417')
  await page.getByText('beibehalten', { exact: true }).click()
  await type('Fahrzeug-Identifizierungsnummer', 'WVWZZZ1KZ8W214355')
  await type(/^HU gültig bis/, '05/2031')
  await page.getByText('liegt bei Bank oder Leasinggeber', { exact: true }).click()
  await type(/^Bank oder Leasinggeber/, 'Lindebank')
  await type(/^Familienname/, 'Wendt')
  await type(/^Vornamen/, 'Petra')
  await type(/^Geburtsdatum/, '04.05.1979')
  await type(/^Straße/, 'Am Speicher')
  await type(/^Hausnummer/, '12')
  await type(/^Postleitzahl|^PLZ/, '19288')
  await type(/^Ort/, 'Seendorf')
  await type(/^Kontoinhaber/, 'Petra Wendt')
  await type(/^IBAN/, 'DE89370400440532013000')
}

/** What leaves the list of findings while `work` is done: rows stay, only what they say changes. */
async function rowsTakenAway(page: Page, work: () => Promise<void>): Promise<number> {
  const gone = await page.evaluateHandle(() => {
    const counted = { rows: 0 }
    new MutationObserver((changes) => {
      for (const { removedNodes } of changes)
        for (const node of removedNodes)
          if (node instanceof Element && (node.matches('.finding') || node.querySelector('.finding')))
            counted.rows += 1
    }).observe(document.body, { childList: true, subtree: true })
    return counted
  })
  await work()
  return gone.evaluate(({ rows }) => rows)
}

it('[PRECHECK9] [PRECHECK15] amber on the bank’s ZB II, decided with text and source, signed off, voided by a change before both', async () => {
  const { adviser, specialist, address } = await talk(open.browser, open.url)
  const [left, right] = [adviser.page, specialist.page]
  await fillVehicle(left)
  await left.getByText(/^Gespeichert \d\d:\d\d:\d\d$/).waitFor()

  await step(left, 'Vorprüfung')
  await left.getByText('Ermessen Fachkraft').waitFor()
  expect(left.url()).toBe(`${address}/vorpruefung`)
  await left.reload()
  await vehicle(left)
  await left.getByText('Ermessen Fachkraft').waitFor()
  expect(await left.getByRole('button', { name: 'Entscheiden' }).count()).toBe(0)

  await step(right, 'Vorprüfung')
  await vehicle(right)
  await right.getByText('Vor der Freigabe ist noch über 1 Befund zu entscheiden.').waitFor()
  await step(left, 'Angaben')
  const taken = await rowsTakenAway(right, async () => {
    const until = left.getByRole('textbox', { name: /^HU gültig bis/ }).filter({ visible: true })
    await until.fill('01/2020')
    await right.getByText('Die Hauptuntersuchung ist abgelaufen oder nicht angegeben.').waitFor()
    await until.fill('')
    await until.pressSequentially('05/2031', { delay: 20 })
    await right
      .getByText('Die Hauptuntersuchung ist abgelaufen oder nicht angegeben.')
      .waitFor({ state: 'hidden' })
  })
  expect(taken).toBe(0)
  await step(left, 'Vorprüfung')
  await vehicle(left)
  await right.getByRole('button', { name: 'Entscheiden' }).click()
  await right.getByRole('button', { name: 'Zustimmen' }).click()
  await right.getByText('Bitte Begründung und Grundlage angeben.').waitFor()
  await right.getByRole('textbox', { name: 'Begründung' }).fill('Die Bank hat der Ummeldung zugestimmt.')
  await right.getByRole('button', { name: 'Zustimmen' }).click()
  await left.getByText('Die Bank hat der Ummeldung zugestimmt.').waitFor()
  await right.getByRole('button', { name: 'Freigeben', exact: true }).click()
  await left.getByText(/^Freigegeben von Uwe Kessler/).waitFor()

  await step(left, 'Angaben')
  await left
    .getByRole('textbox', { name: /^Hausnummer/ })
    .filter({ visible: true })
    .first()
    .fill('12a')
  await right.getByText(/Die Freigabe von Uwe Kessler gilt nicht mehr/).waitFor()
  await right.getByText('Geändert: Hausnummer.').waitFor()
  await step(left, 'Vorprüfung')
  await left
    .getByRole('alert')
    .getByText(/gilt nicht mehr/)
    .waitFor()

  // Signed off anew; then a paper comes, which the specialist did not see.
  await right.getByRole('button', { name: 'Freigeben', exact: true }).click()
  await left.getByText(/^Freigegeben von Uwe Kessler/).waitFor()
  await step(left, 'Unterlagen')
  const [chooser] = await Promise.all([
    left.waitForEvent('filechooser'),
    left
      .getByRole('button', { name: 'Datei hinzufügen: Zulassungsbescheinigung Teil I', exact: true })
      .click(),
  ])
  await chooser.setFiles([{ name: 'ZB I.pdf', mimeType: 'application/pdf', buffer: pdf() }])
  await right
    .getByRole('alert')
    .getByText(/gilt nicht mehr: Seit .* sind Unterlagen geändert\./)
    .waitFor()
  noFaults(adviser, specialist)
})
