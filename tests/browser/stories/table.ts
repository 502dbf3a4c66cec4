import { expect } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { openWindow, signIn, type Window } from '#tests/support/browser.ts'

/** An adviser or specialist who has signed in. */
export async function visit(browser: Browser, url: string, login: string): Promise<Window> {
  const window = await openWindow(browser)
  await signIn(window.page, url, login)
  return window
}

export async function goOnDuty({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: 'Dienst beginnen' }).click()
  await expect.poll(() => page.getByRole('radio', { name: 'Verfügbar' }).getAttribute('aria-checked')).toBe('true')
}

/** Umzug from another district with a car: registration, identity card, vehicle. */
export async function openMove({ page }: Window, name = 'Petra Wendt'): Promise<string> {
  await page.keyboard.press('/')
  await page.keyboard.type('umzug')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  const answer = (question: RegExp, choice: string) =>
    page.getByRole('radiogroup', { name: question }).getByText(choice, { exact: true }).click()
  await answer(/Woher/, 'aus anderem Kreis')
  await answer(/Fahrzeug/, 'Ja')
  await answer(/Hund/, 'Nein')
  await answer(/1999/, 'Nein')
  await page.getByLabel(/Name der Bürgerin/).fill(name)
  await page.getByRole('button', { name: 'Vorgang eröffnen' }).dblclick()
  await page.waitForURL(/\/vorgaenge\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor()
  return page.url()
}

/** Reads out, notes the answer and rings. */
export async function askForSpecialist({ page }: Window, answer: 'Allem zugestimmt' | 'Nur Ton' | null = 'Allem zugestimmt'): Promise<void> {
  await page.getByRole('button', { name: 'Fachkraft hinzuziehen' }).click()
  const dialog = page.getByRole('dialog')
  if (answer !== null) {
    await dialog.getByRole('button', { name: answer }).click()
    await dialog.getByText('Bitte vorlesen').waitFor({ state: 'hidden' })
  }
  await dialog.getByRole('button', { name: 'Jetzt klingeln' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

export async function acceptRing({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: /Annehmen/ }).click()
  await page.waitForURL(/\/vorgaenge\//)
}

/** Resolves when `count` videos show pictures that move. */
export async function picturesMove(page: Page, count = 2): Promise<void> {
  await expect
    .poll(
      async () => {
        const before = await frames(page)
        const after = await frames(page)
        return after.filter((now, at) => now > (before[at] ?? Infinity)).length
      },
      { timeout: 25_000, interval: 400 },
    )
    .toBeGreaterThanOrEqual(count)
}

const frames = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const videos = [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0)
    await new Promise((resolve) => setTimeout(resolve, 250))
    return videos.map((video) => video.getVideoPlaybackQuality().totalVideoFrames)
  })
