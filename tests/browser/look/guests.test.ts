import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { languageNames, languages, type Language } from '#shared/text/languages.ts'
import { openedDesk } from '../stories/table.ts'
import { beginAtTerminal, interpreting, toWaitingRoom, type Camera } from './album-guests.ts'
import { look, sideways, violations, violationsInBoth } from './eye.ts'
import { smallTargets } from './tree.ts'

const open = openedDesk()
const phone = { width: 390, height: 844 }
/** 1280 × 1024 at zoom 400 % (WCAG 1.4.10). */
const enlarged = { width: 320, height: 256 }

/** A phone without an account. axe needs to put its script into the page. */
async function guest(): Promise<Page> {
  const context = await open.browser.newContext({
    viewport: phone,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    bypassCSP: true,
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  return page
}
async function staff(login: string): Promise<Page> {
  const page = await look(open.browser, open.url, login)
  onTestFinished(() => page.context().close())
  return page
}

/** Nothing runs out sideways and nothing to be hit is small, as it is and enlarged. */
async function fits(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const size of [phone, enlarged]) {
    await page.setViewportSize(size)
    const over = await sideways(page)
    if (over > 0) found.push(`${size.width}: ${over} pixels too wide`)
    found.push(...(await smallTargets(page, 44)).map((one) => `${size.width}: ${one}`))
  }
  await page.setViewportSize(phone)
  return found
}

/** Letters of another kind have colours of their own nowhere: both themes are looked at once for each direction of writing. */
const inBoth: readonly Language[] = ['de', 'ar']

async function speak(page: Page, language: Language): Promise<void> {
  const choice = page
    .locator('.languages')
    .getByRole('button', { name: languages[language].name, exact: true })
  await choice.click()
  await page.locator('.languages [aria-pressed=true]', { hasText: languages[language].name }).waitFor()
}
async function everyLanguage(page: Page, name: string): Promise<void> {
  for (const language of languageNames) {
    await speak(page, language)
    const axe = inBoth.includes(language) ? await violationsInBoth(page) : await violations(page)
    expect({ name, language, axe, fits: await fits(page) }).toEqual({ name, language, axe: [], fits: [] })
  }
  await speak(page, 'de')
}

const camera = (both: Camera['both']): Camera => ({ url: open.url, take: () => Promise.resolve(), both })

it('[LOOK18] from home: name, devices and waiting room have no axe violation in every language and both themes; all can be hit, and at zoom 400 % nothing runs out', async () => {
  await toWaitingRoom(await staff('j.brandt'), await guest(), camera(everyLanguage))
})

it('[LOOK18] at a terminal: start and form, the same', async () => {
  await beginAtTerminal(await staff('t.wolf'), await guest(), camera(everyLanguage))
})

it('[LOOK18] to interpret: invitation, waiting room, talk and the end, the same in German', async () => {
  const page = await guest()
  const eyes = camera(async (shown, name) => {
    const axe = await violationsInBoth(shown)
    const found = { name, axe, fits: shown === page ? await fits(shown) : [] }
    expect(found).toEqual({ name, axe: [], fits: [] })
  })
  await interpreting(await staff('j.brandt'), page, eyes)
})
