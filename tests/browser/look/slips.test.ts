import { expect, it, onTestFinished } from 'vitest'
import { openedDesk } from '../stories/table.ts'
import { look, sideways, violationsInBoth } from './eye.ts'
import { openMove } from './scenes.ts'

const desk = openedDesk()

it('[LOOK16] Revision, who saw what and the status page have no axe violation in both themes', async () => {
  const adviser = await look(desk.browser, desk.url, 'j.brandt')
  const room = await openMove(adviser, desk.url)
  await adviser
    .locator('header .saved')
    .getByText(/^(Alles gespeichert|Gespeichert)/)
    .first()
    .waitFor()
  await adviser.getByRole('button', { name: 'Wer hat was gesehen' }).click()
  await adviser.getByRole('dialog').getByText('Angaben im Formular').waitFor()
  expect(await violationsInBoth(adviser)).toEqual([])
  await adviser.goto(`${room}/laufzettel`)
  await adviser.getByRole('button', { name: 'Code ausgeben', exact: true }).click()
  const code = await adviser.locator('article .letters').innerText()
  expect(await violationsInBoth(adviser)).toEqual([])
  await adviser.context().close()

  const auditor = await look(desk.browser, desk.url, 'r.paulsen')
  await auditor.getByRole('button', { name: 'Jetzt prüfen' }).click()
  await auditor.getByText(/^Zuletzt geprüft/).waitFor()
  expect(await violationsInBoth(auditor)).toEqual([])
  expect(await sideways(auditor)).toBe(0)
  await auditor.context().close()

  const context = await desk.browser.newContext({ viewport: { width: 390, height: 844 }, bypassCSP: true })
  onTestFinished(() => context.close())
  const phone = await context.newPage()
  await phone.goto(`${desk.url}/status`)
  await phone.getByRole('button', { name: 'Deutsch' }).click()
  await phone.getByRole('button', { name: 'Stand ansehen' }).click()
  await phone.getByText('Der Code stimmt so nicht.').waitFor()
  expect(await violationsInBoth(phone)).toEqual([])
  await phone.getByLabel('Code').fill(code)
  await phone.keyboard.press('Enter')
  await phone.getByText('angenommen', { exact: true }).first().waitFor()
  for (const language of ['Deutsch', 'English', 'Leichte Sprache']) {
    await phone.getByRole('button', { name: language }).click()
    expect({ language, found: await violationsInBoth(phone) }).toEqual({ language, found: [] })
    for (const width of [320, 390]) {
      await phone.setViewportSize({ width, height: 844 })
      expect({ language, width, over: await sideways(phone) }).toEqual({ language, width, over: 0 })
    }
  }
})
