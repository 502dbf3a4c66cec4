import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { openWindow } from '#tests/support/browser.ts'
import { noFaults, openedDesk, openMove, visit } from './table.ts'

const desk = openedDesk()

const wide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

it('[SLIP9] the code goes home on paper; on a phone it tells the status by QR and by hand, in three languages', async () => {
  const adviser = await visit(desk.browser, desk.url, 'j.brandt')
  await openMove(adviser)
  const { page } = adviser
  await page.getByRole('link', { name: /Laufzettel/ }).click()
  await page.getByText('Noch kein Code ausgegeben').waitFor()
  await page.getByLabel('Hinweis oder Termin').fill('Führerschein abholen, Zimmer 104')
  await page.getByRole('button', { name: 'Code ausgeben', exact: true }).dblclick()
  const paper = page.getByRole('article')
  await paper.getByRole('img', { name: /QR-Code/ }).waitFor()
  await paper.getByText('Führerschein abholen, Zimmer 104').waitFor()
  const code = (await paper.locator('.letters').innerText()).trim()
  await page.getByRole('radio', { name: 'Englisch' }).click()
  await paper.getByRole('heading', { name: 'Your slip' }).waitFor()

  await page.evaluate(() => {
    window.print = () => {
      document.body.setAttribute('data-printed', document.body.lastElementChild?.className ?? '')
    }
  })
  await page.getByRole('button', { name: 'Bon drucken (80 mm)' }).click()
  await page.locator('body[data-printed="slip-print roll"]').waitFor()

  const phone = await openWindow(desk.browser, { width: 390, height: 844 })
  onTestFinished(() => phone.context.close())
  const asked: string[] = []
  phone.page.on('request', (one) => asked.push(one.url()))
  await phone.page.goto(`${desk.url}/status#${code.replace('-', '')}`)
  await phone.page.getByText('angenommen', { exact: true }).first().waitFor()
  expect(phone.page.url()).toBe(`${desk.url}/status`)
  expect(asked.filter((url) => url.includes(code.slice(0, 4)))).toEqual([])
  expect(await phone.context.cookies()).toEqual([])
  const shown = await phone.page.locator('main').innerText()
  expect(shown).toMatch(/Landkreis Lindetal[\s\S]*030 23125 300/)
  expect(shown).not.toMatch(/Wendt|V-20/)
  await phone.page.getByRole('button', { name: 'Leichte Sprache' }).click()
  await phone.page.getByText('Wir haben es angenommen').first().waitFor()
  await phone.page.getByRole('button', { name: 'English' }).click()
  await phone.page.locator('html[lang=en]').waitFor()
  expect(await wide(phone.page)).toBe(0)

  await phone.page.getByRole('button', { name: 'Enter another code' }).click()
  await phone.page.getByLabel('Code').fill('abcd-efgh')
  await phone.page.keyboard.press('Enter')
  await phone.page.getByText('This code is not right.').waitFor()
  await phone.page.getByLabel('Code').fill(code.toLowerCase())
  await phone.page.keyboard.press('Enter')
  await phone.page.getByText('accepted', { exact: true }).first().waitFor()

  await page.getByRole('button', { name: 'Code sperren' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Code sperren' }).click()
  await page.getByText('Noch kein Code ausgegeben').waitFor()
  await phone.page.getByRole('button', { name: 'Enter another code' }).click()
  await phone.page.getByLabel('Code').fill(code)
  await phone.page.getByRole('button', { name: 'See the status' }).click()
  await phone.page.getByText('There is no status for this code.').waitFor()
  noFaults(adviser, phone)
})
