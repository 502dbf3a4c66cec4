import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { RunningDesk } from '#tests/support/running-desk.ts'
import { look, sideways, violations, violationsInBoth, walk } from './eye.ts'
import { accept, beginDuty, field, fillVehicle, openMove, remark, ring, tab } from './scenes.ts'

/** Widths of the workplaces the desk is made for; 640 is 1280 at zoom 200 %. */
const widths = [640, 1280, 1440, 2560] as const

/** Steps of a case by address, with a word that is there when the step is drawn. */
const steps = [
  ['unterlagen', 'Datei hinzufügen'],
  ['vorpruefung', 'Angaben vollständig'],
  ['gebuehr', 'Gebühr festsetzen'],
  ['abschluss', 'Es fehlt die Vorprüfung.'],
  ['laufzettel', 'So sieht der Laufzettel aus'],
] as const

let desk: RunningDesk
let browser: Browser
beforeAll(async () => {
  ;[browser, desk] = await Promise.all([launchBrowser(), RunningDesk.start()])
})
afterAll(async () => {
  await browser?.close()
  await desk?.stop()
})

/** axe needs to put its script into the page; everything else runs under the policy of the product in the other stories. */
async function open(theme: 'light' | 'dark', login?: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: theme,
    locale: 'de-DE',
    reducedMotion: 'reduce',
    bypassCSP: true,
  })
  const page = await context.newPage()
  await page.goto(`${desk.url}/anmelden`)
  if (login === undefined) return page
  await page.locator('.demo .line', { hasText: login }).click()
  await page.waitForURL((url) => url.pathname !== '/anmelden')
  await page.locator('.chip.ok', { hasText: 'Verbunden' }).first().waitFor()
  return page
}

it('[LOOK3] sign-in, counter, lists and account have no axe violation, in both themes', async () => {
  const signIn = await open('light')
  await signIn.locator('.demo .line').first().waitFor()
  expect(await violationsInBoth(signIn)).toEqual([])
  await signIn.locator('button[type=submit]').click()
  expect(await violationsInBoth(signIn)).toEqual([])
  await signIn.context().close()

  const page = await open('light', 'j.brandt')
  await page.locator('#on-duty-title ~ *, .dot').first().waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await page.keyboard.press('/')
  await page.keyboard.type('auto ummelden')
  await page.locator('[role=option]').first().waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.locator('#choice-title').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await page.locator('[role=combobox]').fill('umzug')
  await page.locator('[role=option]', { hasText: 'Lebenslage' }).first().click()
  await page.locator('.bundle').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  for (const path of ['/vorgaenge', '/konto', '/gibt-es-nicht']) {
    await page.goto(desk.url + path)
    await page.locator('h1').waitFor()
    expect(await violationsInBoth(page)).toEqual([])
  }
  await page.keyboard.press('?')
  await page.locator('[role=dialog]').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await page.context().close()
})

it('[LOOK8] papers, checks, fee and the list of the day have no axe violation, in both themes', async () => {
  const page = await open('light', 'j.brandt')
  const room = await openMove(page, desk.url)
  await fillVehicle(page)
  for (const [step, shown] of steps) {
    await page.goto(`${room}/${step}`)
    await page.getByText(shown).first().waitFor()
    expect(await violationsInBoth(page)).toEqual([])
  }
  for (const path of ['/tagesabschluss', '/eingang']) {
    await page.goto(desk.url + path)
    await page.locator('h1').waitFor()
    expect(await violationsInBoth(page)).toEqual([])
  }
  await page.context().close()
})

it('[LOOK4] the duty page has no axe violation, off and on duty, in both themes', async () => {
  const page = await open('light', 'o.menge')
  await page.locator('.panel').first().waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  const begin = page.locator('.empty .btn.accept')
  await begin.click()
  await page.getByText('Niemand ruft an').waitFor()
  expect(await violationsInBoth(page)).toEqual([])
  await page.context().close()
})

it('[LOOK5] no page scrolls sideways from zoom 200 % to 2560 pixels', async () => {
  const page = await open('light', 'j.brandt')
  for (const path of ['/', '/vorgaenge', '/eingang', '/konto']) {
    await page.goto(desk.url + path)
    await page.locator('h1').waitFor()
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      expect({ path, width, over: await sideways(page) }).toEqual({ path, width, over: 0 })
    }
  }
  await page.context().close()
})

it('[LOOK6] the theme follows the system until it is chosen, and the choice is remembered', async () => {
  const page = await open('dark', 'j.brandt')
  const theme = () => page.locator('html').getAttribute('data-kern-theme')
  expect(await theme()).toBe('dark')
  await page.goto(`${desk.url}/konto`)
  await page.getByRole('radio', { name: 'Hell' }).click()
  expect(await theme()).toBe('light')
  await page.reload()
  await page.locator('h1').waitFor()
  expect(await theme()).toBe('light')
  await page.context().close()
})

it('[LOOK7] the counter works by keyboard alone, and the focus goes where the page goes', async () => {
  const page = await open('light', 'j.brandt')
  await page.keyboard.press('/')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('service-search')
  await page.keyboard.type('99036008071000')
  await page.locator('[role=option]').first().waitFor()
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('choice-title')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('service-search')
  await page.locator('h1').click()
  await page.keyboard.press('f')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Hinzuziehen')
  await page.getByRole('link', { name: 'Vorgänge' }).click()
  await page.waitForURL('**/vorgaenge')
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  expect(await page.title()).toBe('Vorgänge · Lotse')
  await page.context().close()
})

it('[LOOK8] [LOOK9] [LOOK10] the case room in its states: no axe violation in both themes, one colour per person, every size', async () => {
  const [adviser, specialist] = [
    await look(browser, desk.url, 'j.brandt'),
    await look(browser, desk.url, 'u.kessler'),
  ]
  await openMove(adviser, desk.url)
  await fillVehicle(adviser)
  await adviser.locator('.form-view:visible').getByRole('button', { name: /eVB/ }).first().click()
  await adviser.getByPlaceholder('Hinweis für die anderen am Tisch').waitFor()
  expect(await violationsInBoth(adviser)).toEqual([])
  await adviser.getByRole('button', { name: 'Verwerfen' }).click()

  await adviser.getByRole('button', { name: 'Leistung hinzufügen' }).click()
  await adviser.getByRole('dialog').waitFor()
  expect(await violations(adviser)).toEqual([])
  await adviser.keyboard.press('Escape')
  await adviser.getByRole('button', { name: /Fachkraft zu „Fahrzeug/ }).click()
  await adviser.getByRole('dialog').waitFor()
  expect(await violationsInBoth(adviser)).toEqual([])
  await adviser.keyboard.press('Escape')
  await adviser.getByRole('dialog').waitFor({ state: 'hidden' })

  // Nobody is on duty: the three choices.
  await ring(adviser, 'Was fehlt noch?')
  await adviser.getByRole('button', { name: /Schriftliche Anfrage/ }).waitFor()
  expect(await violations(adviser)).toEqual([])
  await adviser.locator('.choices').getByRole('button', { name: 'Abbrechen' }).click()
  await adviser.getByRole('button', { name: 'Fachkraft hinzuziehen' }).waitFor()

  await beginDuty(specialist)
  await ring(adviser, 'Was fehlt noch?')
  await specialist.getByRole('button', { name: /Annehmen/ }).waitFor()
  await specialist.getByText('Jana Brandt').first().waitFor()
  expect(await violationsInBoth(specialist)).toEqual([])
  expect(await violations(adviser)).toEqual([])
  await specialist.getByRole('button', { name: 'Ablehnen' }).click()
  await specialist.getByRole('menu').waitFor()
  expect(await violations(specialist)).toEqual([])
  await specialist.keyboard.press('Escape')

  await accept(specialist, adviser)
  await tab(specialist, /Fahrzeug/)
  await remark(specialist, /eVB/, 'Bitte ablesen.')
  await adviser.getByText('Bitte ablesen.').waitFor()
  expect(await violationsInBoth(adviser)).toEqual([])
  expect(await violations(specialist)).toEqual([])

  await oneColour(adviser, specialist)
  await sizes(adviser)

  await adviser.getByRole('button', { name: 'Auflegen' }).click()
  await specialist.getByRole('heading', { name: 'Wie ist es ausgegangen?' }).waitFor()
  expect(await violationsInBoth(specialist)).toEqual([])
  expect(await violations(adviser)).toEqual([])
  await Promise.all([adviser.context().close(), specialist.context().close()])
})

/** A person has one colour in avatar, outline, tag, caret and remark. */
async function oneColour(adviser: Page, specialist: Page): Promise<void> {
  await field(specialist, /Identifizierungsnummer/).press('End')
  await adviser.locator('.form-view:visible .tag', { hasText: 'U. Kessler' }).waitFor()
  const colours = await adviser.evaluate(() => {
    const of = (selector: string, property: 'backgroundColor' | 'borderLeftColor' | 'outlineColor') => {
      const found = document.querySelector(selector)
      return found === null ? selector : getComputedStyle(found)[property]
    }
    return [
      of('.people .avatar:nth-child(2)', 'backgroundColor'),
      of('.form-view .tag', 'backgroundColor'),
      of('.form-view .carets .caret', 'borderLeftColor'),
      of('.remark', 'borderLeftColor'),
      of('.remark .avatar', 'backgroundColor'),
    ]
  })
  expect(new Set(colours)).toEqual(new Set([colours[0]]))
}

/** From 1280 to 2560 and at zoom 200 % nothing of the room is out of reach. */
async function sizes(page: Page): Promise<void> {
  for (const [width, height] of [
    [640, 400],
    [720, 450],
    [1280, 720],
    [1440, 900],
    [1920, 1080],
    [2560, 1300],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect({ width, over: await sideways(page) }).toEqual({ width, over: 0 })
    if (width < 1280) continue
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    // The height of the head above is observed: a frame after the window has its new size.
    await expect
      .poll(() =>
        page.evaluate(
          () => document.querySelector('.side .talk')?.getBoundingClientRect().bottom ?? Infinity,
        ),
      )
      .toBeLessThanOrEqual(height)
    // Room for a note about the line, and for what is typed.
    const talk = await page.locator('.side .talk').evaluate((one) => one.getBoundingClientRect().height)
    expect(talk).toBeGreaterThan(180)
    const widest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('.form-view .input')].map(
          (one) => one.getBoundingClientRect().width,
        ),
      ),
    )
    expect(widest).toBeLessThanOrEqual(960)
    await page.evaluate(() => window.scrollTo(0, 0))
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

it('[LOOK11] the ring bar on another page has no axe violation', async () => {
  const [adviser, specialist] = [
    await look(browser, desk.url, 'j.brandt'),
    await look(browser, desk.url, 'u.kessler'),
  ]
  await specialist.getByRole('link', { name: 'Dienst' }).click()
  const closing = specialist.getByRole('button', { name: 'Abschließen' })
  const free = specialist.getByRole('radio', { name: 'Verfügbar' })
  await closing.or(free).first().waitFor()
  if (await closing.isVisible()) await closing.click()
  await beginDuty(specialist)
  await specialist.getByRole('link', { name: 'Vorgänge' }).click()
  await openMove(adviser, desk.url)
  await ring(adviser, 'Was fehlt noch?')
  await specialist.locator('.ring-bar').waitFor()
  expect(await violationsInBoth(specialist)).toEqual([])
  await adviser.keyboard.press('Escape')
  await Promise.all([adviser.context().close(), specialist.context().close()])
})

it('[LOOK12] five services and a very long name: every tab can be reached and nothing runs out of the page', async () => {
  const page = await look(browser, desk.url, 'j.brandt')
  await openMove(
    page,
    desk.url,
    'Theodora-Elisabeth von Hohenfels-Wittenberg zu Seendorf-Lindetal-Brandenburg',
    'Ja',
  )
  await page.getByRole('button', { name: 'Leistung hinzufügen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Leistung suchen').fill('wunschkennzeichen')
  await dialog
    .getByText(/Wunschkennzeichen/)
    .first()
    .click()
  await dialog.waitFor({ state: 'hidden' })
  const tabs = page.getByRole('tablist').first().getByRole('tab')
  await expect.poll(() => tabs.count()).toBe(5)
  for (const width of [1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: 900 })
    expect({ width, over: await sideways(page) }).toEqual({ width, over: 0 })
    const cut = await tabs.evaluateAll(
      (all) => all.filter((one) => one.getBoundingClientRect().width < 60).length,
    )
    expect({ width, cut }).toEqual({ width, cut: 0 })
  }
  await tabs.first().focus()
  for (let at = 1; at < 5; at++) {
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => tabs.nth(at).getAttribute('aria-selected')).toBe('true')
  }
  expect(await violations(page)).toEqual([])
  await page.context().close()
})

it('[LOOK13] every place the keyboard reaches shows that it has the focus', async () => {
  const page = await look(browser, desk.url, 'j.brandt')
  expect((await walk(page, 30)).unseen).toEqual([])
  await openMove(page, desk.url)
  const { places, unseen } = await walk(page, 60)
  expect(unseen).toEqual([])
  expect(places).toBeGreaterThan(40)
  await page.context().close()
})

it('[LOOK14] with forced colours the chosen is still told from the rest', async () => {
  const page = await look(browser, desk.url, 'j.brandt')
  await page.emulateMedia({ forcedColors: 'active' })
  const outlined = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => getComputedStyle(one).outlineStyle)
  expect(await outlined('.rail a.on')).toBe('solid')
  expect(await outlined('.seg [aria-checked=true]')).toBe('solid')
  expect(
    await page
      .locator('.btn')
      .first()
      .evaluate((one) => getComputedStyle(one).borderTopStyle),
  ).toBe('solid')
  await page.context().close()
})

it('[LOOK15] on paper the Verlauf is a list without buttons, and the form is one without frame', async () => {
  const page = await look(browser, desk.url, 'j.brandt')
  await openMove(page, desk.url)
  await page.getByText('hat den Vorgang eröffnet').waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByText('hat den Vorgang eröffnet').isVisible()).toBe(true)
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  expect(await page.locator('button:visible').count()).toBe(0)
  expect(await page.locator('.form-view:visible').count()).toBe(0)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('tab', { name: 'Intern' }).click()
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.form-view:visible').count()).toBe(1)
  expect(await page.locator('aside.side').isVisible()).toBe(false)
  await page.context().close()
})
