import { expect, it, onTestFinished } from 'vitest'
import { sideways, violations, violationsInBoth } from '#tests/browser/look/eye.ts'
import { openService } from '#tests/browser/look/scenes.ts'
import { field, noFaults, openedDesk, pairScreen, visit } from './table.ts'

const open = openedDesk()

it('[BARRIER4] [BARRIER1] [STILL1] the statement is reached from everywhere, a barrier is reported without an account and answered by the district', async () => {
  const context = await open.browser.newContext({ bypassCSP: true, locale: 'de-DE', reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })

  // From a page without an account, in every language.
  await page.goto(`${open.url}/status`)
  await page.getByRole('link', { name: 'Barrierefreiheit' }).click()
  await page.getByRole('heading', { level: 1, name: 'Erklärung zur Barrierefreiheit' }).waitFor()
  await page.getByText('Landkreis Lindetal').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  for (const [name, title] of [
    ['English', 'Accessibility statement'],
    ['العربية', 'بيان إمكانية الوصول (Erklärung zur Barrierefreiheit)'],
    ['Leichte Sprache', 'Barriere-Freiheit'],
  ] as const) {
    await page.getByRole('button', { name }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await violations(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
  }
  await page.getByRole('button', { name: 'Deutsch' }).click()
  const send = page.getByRole('button', { name: 'Meldung senden' })
  await send.click()
  await page.getByText('Bitte schreiben Sie, was Sie gehindert hat.').waitFor()
  expect(await page.getByLabel('Wo war das?').inputValue()).toBe('status')
  await page.getByLabel('Was hat Sie gehindert?').fill('Die Schrift ist zu klein.')
  await send.click()
  await page.getByText('Danke. Ihre Meldung ist angekommen.').waitFor()

  // Read and answered in the district's administration.
  const kranz = await visit(open.browser, open.url, 'd.kranz')
  await kranz.page.goto(`${open.url}/landkreis/barrieren`)
  await kranz.page.getByText('Die Schrift ist zu klein.').waitFor()
  await kranz.page.getByLabel('Was wurde getan').fill('Schrift vergrößert.')
  await kranz.page.getByRole('button', { name: 'Als beantwortet vermerken' }).click()
  await kranz.page.getByText(/^Beantwortet am /).waitFor()

  // On the citizen's screen: what was typed is still there; and before the screen covers itself, it asks.
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  await adviser.page.goto(open.url)
  const seat = await context.newPage()
  await seat.clock.install()
  await pairScreen(open.url, adviser.page, seat)
  await openService(adviser.page, open.url, 'hund anmelden', 'Ines Koch')
  const street = seat.getByRole('textbox', { name: 'Straße' })
  await street.fill('Am Speicher')
  await seat.getByRole('button', { name: 'Barrierefreiheit' }).click()
  await seat.getByRole('heading', { level: 1, name: 'Erklärung zur Barrierefreiheit' }).waitFor()
  expect(await street.isVisible()).toBe(false)
  expect(await violations(seat)).toEqual([])
  await seat.getByRole('button', { name: 'Zurück' }).first().click()
  expect(await street.inputValue()).toBe('Am Speicher')
  await expect.poll(() => field(adviser, 'Straße').first().inputValue()).toBe('Am Speicher')
  const here = seat.getByRole('button', { name: 'Ich bin noch da' })
  await seat.clock.fastForward(63_000)
  await here.click()
  await here.waitFor({ state: 'hidden' })
  noFaults(kranz, adviser)
}, 90_000)
