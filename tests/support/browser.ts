import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Flags under which calls work in headless Chromium (design 8-calls). */
export const callFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=15',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--allow-loopback-in-peer-connection',
]

export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...callFlags, ...more] })
}

export interface Window {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of the page's own code; a story ends with none. */
  readonly faults: string[]
}

/** Console lines that are the browser's own account of an expected answer, not a fault of the page. */
const expected = [
  /status of 401/,
  /status of 404/,
  /WebSocket connection to .* failed/,
  /ERR_CONNECTION_REFUSED/,
  /ERR_INTERNET_DISCONNECTED/,
]

/** A window of its own, as if at another desk. */
export async function openWindow(browser: Browser, size = { width: 1440, height: 900 }): Promise<Window> {
  const context = await browser.newContext({ viewport: size, locale: 'de-DE', timezoneId: 'Europe/Berlin' })
  return watchPage(context, await context.newPage())
}

export function watchPage(context: BrowserContext, page: Page): Window {
  const faults: string[] = []
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !expected.some((pattern) => pattern.test(text))) faults.push(text)
  })
  return { page, context, faults }
}

/** Signs in through the page, as a person does. */
export async function signIn(page: Page, url: string, login: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Anmeldename').fill(login)
  await page.getByLabel('Kennwort', { exact: true }).fill('lindetal')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.waitForURL((address) => !address.pathname.startsWith('/anmelden'))
}
