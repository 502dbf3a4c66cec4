import type { Page } from 'playwright-core'

/** The link of a fresh invitation, read from the adviser's screen. */
export async function invited(desk: Page): Promise<string> {
  await desk.getByRole('button', { name: 'Von zu Hause einladen' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Einladung ausstellen' }).click()
  const link = await dialog.getByText(/\/join#/).innerText()
  await dialog.getByRole('button', { name: 'Schließen' }).click()
  return link
}

/** The name, and what is agreed to. */
export async function join(page: Page, name: string): Promise<void> {
  await page.getByLabel('Ihr Name').fill(name)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
}

/** By the link through the waiting room to the table, with picture and sound. */
export async function letIn(desk: Page, page: Page, name: string): Promise<void> {
  await page.goto(await invited(desk))
  await join(page, name)
  await page.getByRole('button', { name: 'Gespräch beitreten' }).click()
  await page.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
  await desk.getByRole('button', { name: 'Einlassen' }).click()
  await page.getByRole('heading', { level: 1, name: /Umzug|Wohnsitz/ }).waitFor()
}

/** The code with another last character. */
export const mistyped = (code: string): string => `${code.slice(0, -1)}${code.endsWith('X') ? 'Y' : 'X'}`
