import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { noFaults, openedDesk, openMove, visit } from './table.ts'

const desk = openedDesk()

it('[ACCESS4] the adviser narrows the Verlauf and hands over who saw what, on screen, on paper, as PDF', async () => {
  const adviser = await visit(desk.browser, desk.url, 'j.brandt')
  await openMove(adviser)
  const { page } = adviser
  await page.getByText('hat den Vorgang eröffnet').waitFor()
  // The sheet says what was seen until now: the form has to be open.
  await page
    .locator('header .saved')
    .getByText(/^(Alles gespeichert|Gespeichert)/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Wer hat was gesehen' }).click()
  const sheet = page.getByRole('dialog', { name: 'Wer hat was gesehen' })
  await sheet.getByRole('heading', { name: /Jana Brandt.*Amt Seendorf/ }).waitFor()
  await sheet.getByRole('cell', { name: 'Angaben im Formular' }).waitFor()
  const download = page.waitForEvent('download')
  await sheet.getByRole('button', { name: 'Als PDF speichern' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('wer-hat-was-gesehen.pdf')
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('#app').isVisible()).toBe(false)
  expect(await sheet.getByRole('button').count()).toBe(0)
  await page.emulateMedia({ media: 'screen' })
  await page.keyboard.press('Escape')

  await page.getByText('hat „Wer hat was gesehen“ ausgegeben').waitFor()
  await page.getByLabel('Zeigen').selectOption('Einsicht')
  await expect.poll(() => page.locator('.history li').count()).toBe(1)
  await page.getByLabel('Zeigen').selectOption('alles')
  await page.getByText('hat den Vorgang eröffnet').waitFor()
  noFaults(adviser)
})
