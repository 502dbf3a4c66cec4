import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { openWindow } from '#tests/support/browser.ts'
import { invited, join } from './guest.ts'
import {
  acceptRing,
  askForSpecialist,
  movingPictures,
  noFaults,
  onDuty,
  openedDesk,
  openMove,
  picturesMove,
  visit,
} from './table.ts'

const open = openedDesk()

/** Which kinds were ever opened on the page, and which are open now. */
const devices = (page: Page) =>
  page.evaluate(() => {
    const { opened } = window as unknown as { opened: MediaStreamTrack[] }
    const kinds = (some: MediaStreamTrack[]) => [...new Set(some.map(({ kind }) => kind))].toSorted()
    return { ever: kinds(opened), now: kinds(opened.filter(({ readyState }) => readyState === 'live')) }
  })

it('[HOME11] [VIDEO27] who joined with sound only sees the specialist and never opens a camera; muted stays muted when the specialist comes and leaves and after a reload; what is written stays at hand', async () => {
  const [specialist] = await onDuty(open.browser, open.url, 'u.kessler')
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const desk = adviser.page
  await openMove(adviser)
  const home = await openWindow(open.browser, { width: 1280, height: 900 })
  onTestFinished(() => home.context.close())
  await home.context.addInitScript(() => {
    const port = navigator.mediaDevices
    const ask = port.getUserMedia.bind(port)
    const opened: MediaStreamTrack[] = []
    port.getUserMedia = async (wish) => {
      const stream = await ask(wish)
      opened.push(...stream.getTracks())
      return stream
    }
    Object.assign(window, { opened })
  })
  const { page } = home
  await page.goto(await invited(desk))
  await join(page, 'Petra Wendt')
  await page.getByRole('button', { name: 'Nur mit Ton beitreten' }).click()
  await page.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
  await desk.getByRole('button', { name: 'Einlassen' }).click()
  await page.getByRole('heading', { level: 1, name: /Umzug|Wohnsitz/ }).waitFor()
  await expect.poll(() => devices(page)).toEqual({ ever: ['audio'], now: ['audio'] })
  const unmute = page.getByRole('button', { name: 'Mikrofon einschalten' })
  await page.getByRole('button', { name: 'Mikrofon ausschalten' }).click()
  await unmute.waitFor()
  expect((await devices(page)).now).toEqual([])

  // The adviser asks on the guest's own page; picture, sound and file are allowed there.
  await desk.getByRole('button', { name: 'Um Einwilligung bitten' }).click()
  await page.getByRole('button', { name: 'Bild und Ton', exact: true }).click()
  await askForSpecialist(adviser, null)
  await acceptRing(specialist)
  const talk = page.getByRole('region', { name: 'Im Gespräch' })
  await talk.getByText('Uwe Kessler').waitFor()
  await picturesMove(page)
  await unmute.waitFor()
  expect(await devices(page)).toEqual({ ever: ['audio'], now: [] })
  expect(await page.getByRole('button', { name: /^Kamera/ }).count()).toBe(0)
  // In writing as before, while the specialist is there.
  await page.getByRole('button', { name: 'Schreiben' }).click()
  await page.getByLabel('Ihre Nachricht').fill('Das Kennzeichen bleibt.')
  await page.getByRole('button', { name: 'Senden', exact: true }).click()
  await desk.getByRole('button', { name: 'Nachrichten, 1 neu' }).waitFor()

  await page.reload()
  await picturesMove(page)
  await unmute.waitFor()
  expect(await devices(page)).toEqual({ ever: [], now: [] })

  await specialist.page.getByRole('button', { name: 'Auflegen' }).click()
  await talk.getByText('Uwe Kessler').waitFor({ state: 'hidden' })
  await expect.poll(() => movingPictures(page)).toBe(1)
  await unmute.waitFor()
  expect(await devices(page)).toEqual({ ever: [], now: [] })
  await unmute.click()
  await expect.poll(() => devices(page)).toEqual({ ever: ['audio'], now: ['audio'] })
  noFaults(adviser, specialist, home)
}, 60_000)
