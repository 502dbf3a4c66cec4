import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser, openWindow, signIn, watchPage, type Window } from '#tests/support/browser.ts'
import { RunningDesk } from '#tests/support/running-desk.ts'

/** One desk and one browser for the stories of a file; both end with it. Read its parts inside a story. */
export function openedDesk(flags: readonly string[] = []): {
  readonly browser: Browser
  readonly url: string
} {
  let browser: Browser | undefined
  let desk: RunningDesk | undefined
  beforeAll(async () => {
    ;[browser, desk] = await Promise.all([launchBrowser(flags), RunningDesk.start()])
  })
  afterAll(async () => {
    await browser?.close()
    await desk?.stop()
  })
  const ready = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('the desk opens before the first story, not before')
    return part
  }
  return {
    get browser() {
      return ready(browser)
    },
    get url() {
      return ready(desk).url
    },
  }
}

/** An adviser or specialist who has signed in; the window closes with the test. */
export async function visit(browser: Browser, url: string, login: string): Promise<Window> {
  const window = await openWindow(browser)
  onTestFinished(() => window.context.close())
  await signIn(window.page, url, login)
  return window
}

/** A second tab of the same person in the same browser. */
export async function anotherTab({ context }: Window, url: string): Promise<Window> {
  const tab = watchPage(context, await context.newPage())
  await tab.page.goto(url)
  return tab
}

/** Specialists who are on duty, in the order of the names. */
export async function onDuty<Names extends readonly string[]>(
  browser: Browser,
  url: string,
  ...logins: Names
): Promise<{ readonly [Name in keyof Names]: Window }> {
  const windows = await Promise.all(
    logins.map(async (login) => {
      const window = await visit(browser, url, login)
      await goOnDuty(window)
      return window
    }),
  )
  return windows as { readonly [Name in keyof Names]: Window }
}

/** Someone has rung, the other said yes, both see each other. */
export async function talk(
  browser: Browser,
  url: string,
  opening: (window: Window) => Promise<string> = openMove,
): Promise<{ adviser: Window; specialist: Window; address: string }> {
  const [specialist] = await onDuty(browser, url, 'u.kessler')
  const adviser = await visit(browser, url, 'j.brandt')
  const address = await opening(adviser)
  await askForSpecialist(adviser)
  await acceptRing(specialist)
  await Promise.all([picturesMove(adviser.page), picturesMove(specialist.page)])
  return { adviser, specialist, address }
}

/** The screen on the other side of counter 2, by the code that the desk shows. */
export async function pairScreen(url: string, desk: Page, seat: Page): Promise<void> {
  await seat.goto(`${url}/platz`)
  await desk.getByRole('button', { name: /^(Bürgerbildschirm|Neu) koppeln, Platz 2$/ }).click()
  const dialog = desk.getByRole('dialog')
  const code = dialog.getByText(/^[0-9A-Z]{4}[ -][0-9A-Z]{4}$/)
  await seat.getByLabel('Code').fill(await code.innerText())
  await seat.getByRole('button', { name: 'Koppeln' }).click()
  await seat.getByText('Willkommen').waitFor()
  await dialog.waitFor({ state: 'hidden' })
}

export const field = ({ page }: Window, name: string | RegExp): Locator => page.getByRole('textbox', { name })

/** What stands in a field, now or soon. */
export async function holds(window: Window, name: string | RegExp, value: string): Promise<void> {
  await expect.poll(() => field(window, name).first().inputValue()).toBe(value)
}

/** No error of the pages' own code happened in the story. */
export function noFaults(...windows: readonly Window[]): void {
  expect(windows.flatMap((window) => window.faults)).toEqual([])
}

export async function goOnDuty({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: 'Dienst beginnen' }).click()
  await expect
    .poll(() => page.getByRole('radio', { name: 'Verfügbar' }).getAttribute('aria-checked'))
    .toBe('true')
}

/** Umzug from another district with a car: registration, identity card, vehicle. */
export async function openMove(window: Window, name = 'Petra Wendt'): Promise<string> {
  const { page } = window
  await page.keyboard.press('/')
  await page.keyboard.type('umzug')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByLabel(/Name der Bürgerin/).fill(name)
  return answerMove(window, name)
}

/** A number is drawn and called; what was told at the door leads to the Lebenslage, the name stands there. */
export async function callMove(window: Window, name = 'Petra Wendt'): Promise<string> {
  const { page } = window
  await page.getByRole('button', { name: 'Nummer ausgeben' }).click()
  await page.getByLabel('Name (freiwillig)').fill(name)
  await page.getByLabel('Anliegen (freiwillig)').fill('Umzug')
  await page.getByRole('button', { name: 'Ausgeben', exact: true }).dblclick()
  await page.getByText(/^Nummer A \d{3} ausgegeben\.$/).waitFor()
  await page.getByRole('button', { name: /^A \d{3} aufrufen$/ }).dblclick()
  await page.getByText(/^A \d{3} ist bei Ihnen$/).waitFor()
  return answerMove(window, name)
}

async function answerMove({ page }: Window, name: string): Promise<string> {
  const answer = (question: RegExp, choice: string) =>
    page.getByRole('radiogroup', { name: question }).getByText(choice, { exact: true }).click()
  await answer(/Woher/, 'aus anderem Kreis')
  await answer(/Fahrzeug/, 'Ja')
  await answer(/Hund/, 'Nein')
  await answer(/1999/, 'Nein')
  await page.getByRole('button', { name: 'Vorgang eröffnen' }).dblclick()
  await page.waitForURL(/\/vorgaenge\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor()
  return page.url()
}

/** Reads out, notes the answer and rings. */
export async function askForSpecialist(
  { page }: Window,
  answer: 'Allem zugestimmt' | 'Nur Ton' | null = 'Allem zugestimmt',
  alone = false,
): Promise<void> {
  await page.getByRole('button', { name: 'Fachkraft hinzuziehen' }).click()
  const dialog = page.getByRole('dialog')
  if (answer !== null) {
    await dialog.getByRole('button', { name: answer }).click()
    await dialog.getByText('Bitte vorlesen').waitFor({ state: 'hidden' })
  }
  if (alone) await dialog.getByRole('checkbox', { name: /^Vorher kurz allein abstimmen/ }).check()
  await dialog.getByRole('button', { name: 'Jetzt klingeln' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

export async function acceptRing({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: /Annehmen/ }).click()
  await page.waitForURL(/\/vorgaenge\//)
}

/** Resolves when `count` videos show pictures that move. */
export async function picturesMove(page: Page, count = 2): Promise<void> {
  await expect.poll(() => movingPictures(page), { interval: 400 }).toBeGreaterThanOrEqual(count)
}

/** How many videos show pictures that move. */
export async function movingPictures(page: Page): Promise<number> {
  const before = await frames(page)
  const after = await frames(page)
  return after.filter((now, at) => now > (before[at] ?? Infinity)).length
}

const frames = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const videos = [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0)
    await new Promise((resolve) => setTimeout(resolve, 250))
    return videos.map((video) => video.getVideoPlaybackQuality().totalVideoFrames)
  })
