import { expect, it } from 'vitest'
import { acceptRing, askForSpecialist, goOnDuty, openedDesk, openMove, picturesMove, visit } from './table.ts'

const open = openedDesk()

it('[JOB1] the counter calls the district: open, ring, accept, see, type together, remark, hang up, outcome', async () => {
  const specialist = await visit(open.browser, open.url, 'u.kessler')
  await goOnDuty(specialist)
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const url = await openMove(adviser)
  const [left, right] = [adviser.page, specialist.page]

  // Both services are there, and what is typed once fills the other form.
  await left.getByRole('textbox', { name: 'Straße' }).first().fill('Am Speicher')
  await left.getByRole('tab', { name: /Fahrzeug ummelden/ }).click()
  await expect
    .poll(() =>
      left.locator('input:visible').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
    )
    .toContain('Am Speicher')

  await askForSpecialist(adviser)
  await left.getByText('Es klingelt bei Uwe Kessler.').waitFor()
  // Level 0: the card names service and office, and nobody.
  const card = right.locator('main')
  await card.getByText('Bürgerbüro Seendorf').first().waitFor()
  expect(await card.innerText()).not.toContain('Wendt')
  await acceptRing(specialist)

  await Promise.all([picturesMove(left), picturesMove(right)])
  await left.getByText('Uwe Kessler sieht die Angaben in diesem Vorgang').waitFor()
  expect(await right.getByRole('heading', { level: 1 }).innerText()).toContain('Petra Wendt')

  // Two fields at once, then the same field.
  await right.getByRole('tab', { name: /Fahrzeug ummelden/ }).click()
  const vin = { name: 'Fahrzeug-Identifizierungsnummer' }
  const evb = { name: /^eVB-Nummer/ }
  // A field takes letters as soon as the document is there, and none before.
  await expect.poll(() => right.getByRole('textbox', vin).isEditable()).toBe(true)
  await Promise.all([
    right.getByRole('textbox', vin).pressSequentially('WVWZZZ1KZ8W214355', { delay: 15 }),
    left.getByRole('textbox', evb).pressSequentially('A1B2C3', { delay: 30 }),
  ])
  await expect.poll(() => left.getByRole('textbox', vin).inputValue()).toBe('WVWZZZ1KZ8W214355')
  await expect.poll(() => right.getByRole('textbox', evb).inputValue()).toBe('A1B2C3')
  await left.getByText('Die eVB-Nummer hat 7 Zeichen. Eines fehlt.').waitFor()

  const same = { name: /^Familienname/ }
  await left.getByRole('textbox', same).fill('Wendt')
  await expect.poll(() => right.getByRole('textbox', same).inputValue()).toBe('Wendt')
  await left.getByRole('textbox', same).press('Home')
  await right.getByRole('textbox', same).press('End')
  await Promise.all([
    left.getByRole('textbox', same).pressSequentially('von ', { delay: 25 }),
    right.getByRole('textbox', same).pressSequentially('-Speicher', { delay: 25 }),
  ])
  await expect.poll(() => left.getByRole('textbox', same).inputValue()).toBe('von Wendt-Speicher')
  await expect.poll(() => right.getByRole('textbox', same).inputValue()).toBe('von Wendt-Speicher')

  // A remark at a field, done by the other side.
  await right.getByRole('button', { name: /eVB-Nummer/ }).click()
  await right
    .getByPlaceholder('Hinweis für die anderen am Tisch')
    .fill('Bitte vom Schreiben der Versicherung ablesen.')
  await right.keyboard.press('Enter')
  await left.getByText('Bitte vom Schreiben der Versicherung ablesen.').waitFor()
  await left.getByRole('button', { name: 'Erledigt', exact: true }).click()
  await right.getByText('1 erledigter Hinweis').waitFor()

  await left.getByText(/^Gespeichert \d\d:\d\d:\d\d$/).waitFor()
  await left.getByRole('button', { name: 'Auflegen' }).click()
  await right.getByRole('heading', { name: 'Wie ist es ausgegangen?' }).waitFor()
  await right.getByRole('radio', { name: 'gelöst', exact: true }).check()
  await right.getByRole('button', { name: 'Abschließen' }).click()
  await left.getByText('Letzte Zuschaltung: gelöst').waitFor()

  // A deep link survives a reload with everything that was typed.
  await left.reload()
  await left.getByRole('tab', { name: /Fahrzeug ummelden/ }).click()
  await expect.poll(() => left.getByRole('textbox', same).inputValue()).toBe('von Wendt-Speicher')
  expect(left.url()).toBe(url)
  expect([...adviser.faults, ...specialist.faults]).toEqual([])
})
