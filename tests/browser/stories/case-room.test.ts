import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { openWindow, type Window } from '#tests/support/browser.ts'
import { tabTo } from './keys.ts'
import { anotherTab, field, holds, noFaults, openedDesk, openMove, visit } from './table.ts'

const open = openedDesk()

const saved = (page: Page) =>
  page
    .locator('header .saved')
    .getByText(/^Gespeichert \d\d:\d\d:\d\d$/)
    .waitFor()
const unknownCase = '/vorgaenge/0197f000-0000-7000-8000-00000000dead'

it('[JOB13] the address of a foreign case shows the same page as one that does not exist', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const address = await openMove(adviser)
  const foreign = await visit(open.browser, open.url, 't.wolf')
  const shown = async (path: string) => {
    await foreign.page.goto(path)
    await foreign.page.getByText('Diesen Vorgang können Sie nicht öffnen').waitFor()
    return [await foreign.page.locator('main').innerText(), await foreign.page.title()]
  }
  const answer = await shown(address)
  expect(await shown(open.url + unknownCase)).toEqual(answer)
  noFaults(adviser, foreign)
})

it('[JOB14] the network is away while one types: nothing typed is lost, on either side', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  const address = await openMove(adviser)
  const colleague = await visit(open.browser, open.url, 'f.adler')
  await colleague.page.goto(address)
  await field(adviser, 'Straße').first().fill('Am Spei')
  await holds(colleague, 'Straße', 'Am Spei')

  await adviser.context.setOffline(true)
  await field(adviser, 'Straße').first().press('End')
  await adviser.page.keyboard.type('cher')
  await field(adviser, 'Hausnummer').first().fill('12')
  await field(colleague, 'Ort').first().fill('Seendorf')
  await adviser.page
    .getByText(/^Verbindung weg\. Ihre Eingaben sind hier gesichert \([1-9]\d*\)$/)
    .first()
    .waitFor()
  await adviser.context.setOffline(false)
  await Promise.all([
    holds(colleague, 'Straße', 'Am Speicher'),
    holds(colleague, 'Hausnummer', '12'),
    holds(adviser, 'Ort', 'Seendorf'),
  ])
  await saved(adviser.page)
  noFaults(adviser, colleague)
})

it('[JOB20] a page left while the network is away takes nothing typed with it: it is stored when the network is back', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  const address = await openMove(adviser)
  const colleague = await visit(open.browser, open.url, 'f.adler')
  await colleague.page.goto(address)
  await field(adviser, 'Straße').first().fill('Am Speicher')
  await holds(colleague, 'Straße', 'Am Speicher')
  await adviser.page.getByRole('tab', { name: 'Intern' }).click()
  await adviser.page.getByRole('textbox', { name: 'Interne Notiz' }).fill('Noch nicht fert')
  await adviser.page.getByRole('tab', { name: 'Verlauf' }).click()
  await adviser.page.getByRole('tab', { name: 'Intern' }).click()
  expect(await adviser.page.getByRole('textbox', { name: 'Interne Notiz' }).inputValue()).toBe(
    'Noch nicht fert',
  )

  await adviser.context.setOffline(true)
  await adviser.page
    .getByText(/^Verbindung weg\./)
    .first()
    .waitFor()
  await field(adviser, 'Straße').first().press('End')
  await adviser.page.keyboard.type(' 12')
  await adviser.page.getByRole('link', { name: 'Lotse, zur Startseite' }).click()
  await adviser.page.getByText('Ihre Eingaben sind noch nicht gespeichert.').waitFor()
  await field(adviser, 'Straße').first().waitFor({ state: 'detached' })
  await adviser.context.setOffline(false)
  await holds(colleague, 'Straße', 'Am Speicher 12')
  noFaults(adviser, colleague)
})

it('[JOB15] a service is added by an everyday word and taken out again with a reason', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  await openMove(adviser)
  const { page } = adviser
  await page.getByRole('button', { name: 'Leistung hinzufügen' }).click()
  await page.getByLabel('Leistung suchen').fill('fürungszeugnis')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Führungszeugnis/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  const services = page.locator('section', { has: page.getByRole('heading', { name: 'Leistungen' }) }).first()
  await services
    .getByRole('button', { name: /^Führungszeugnis/ })
    .first()
    .waitFor()
  await services.getByRole('button', { name: /^„Führungszeugnis.* aus dem Vorgang nehmen/ }).click()
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Herausnehmen' })
    .click()
  await services.getByText('herausgenommen').waitFor()
  await page.getByText(/hat „Führungszeugnis.*“ herausgenommen/).waitFor()
  expect(await page.getByRole('tab', { name: /Führungszeugnis/ }).count()).toBe(0)
  noFaults(adviser)
})

it('[JOB16] two advisers of one office work in one case, and their internal notes stay out of the form', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  const address = await openMove(adviser)
  const colleague = await visit(open.browser, open.url, 'f.adler')
  await colleague.page.goto(address)
  await adviser.page.getByRole('img', { name: 'Im Vorgang: Karin Lorenz, Falk Adler' }).waitFor()
  const note = async ({ page }: Window, words: string) => {
    await page.getByRole('tab', { name: 'Intern' }).click()
    await page.getByRole('textbox', { name: 'Interne Notiz' }).fill(words)
    await page.getByRole('button', { name: 'Notiz speichern' }).click()
  }
  await note(adviser, 'Ruft die Bank wegen der ZB II an.')
  await note(colleague, 'Halter ist die Mutter.')
  for (const one of [adviser, colleague]) {
    await one.page.getByText('Ruft die Bank wegen der ZB II an.').waitFor()
    await one.page.getByText('Halter ist die Mutter.').waitFor()
    expect(await one.page.locator('.middle').innerText()).not.toContain('Halter ist die Mutter.')
  }
  await field(colleague, 'Ort').first().fill('Boitzenfurt')
  await holds(adviser, 'Ort', 'Boitzenfurt')
  noFaults(adviser, colleague)
})

it('[JOB17] who signs out in one window is signed out in the other, and the way back leads to the same case', async () => {
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const address = await openMove(adviser)
  const second = await anotherTab(adviser, `${open.url}/konto`)
  await second.page.getByRole('button', { name: 'Hier abmelden' }).click()
  await adviser.page.getByLabel('Anmeldename').waitFor()
  expect(await adviser.page.getByText('Petra Wendt').count()).toBe(0)
  await adviser.page.getByLabel('Anmeldename').fill('j.brandt')
  await adviser.page.getByLabel('Kennwort', { exact: true }).fill('lindetal')
  await adviser.page.keyboard.press('Enter')
  await adviser.page.waitForURL(address)
  noFaults(adviser, second)
})

it('[JOB18] from signing in to a ringing request without a mouse, and the answer too', async () => {
  const [left, right] = [await openWindow(open.browser), await openWindow(open.browser)]
  onTestFinished(() => left.context.close())
  onTestFinished(() => right.context.close())
  await signInByKeys(right.page, 'u.kessler')
  await tabTo(right.page, 'Dienst beginnen')
  await right.page.keyboard.press('Enter')
  await right.page.getByText('Niemand ruft an').waitFor()

  const { page } = left
  await signInByKeys(page, 'j.brandt')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('auto ummelden')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Vorgang eröffnen' }).waitFor()
  await tabTo(page, 'Name der Bürgerin')
  await page.keyboard.type('Petra Wendt')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Petra Wendt/ }).waitFor()
  await tabTo(page, 'Fachkraft hinzuziehen')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, 'Jetzt klingeln')
  await page.keyboard.press('Enter')
  await page.getByText('Es klingelt bei Uwe Kessler.').waitFor()
  await right.page.getByRole('button', { name: /^Annehmen/ }).waitFor()
  await right.page.keyboard.press('Enter')
  await right.page.waitForURL(/\/vorgaenge\//)
  noFaults(left, right)
})

async function signInByKeys(page: Page, login: string): Promise<void> {
  await page.goto(open.url)
  await page.getByLabel('Anmeldename').waitFor()
  await tabTo(page, 'Anmeldename')
  await page.keyboard.type(login)
  await page.keyboard.press('Tab')
  await page.keyboard.type('lindetal')
  await page.keyboard.press('Enter')
  await page.waitForURL((address) => !address.pathname.startsWith('/anmelden'))
}
