import { expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { closeCodes, syncProtocol, ticketProtocolPrefix } from '#shared/contract/document-contract.ts'
import { openWindow, type Window } from '#tests/support/browser.ts'
import {
  acceptRing,
  field,
  holds,
  movingPictures,
  noFaults,
  onDuty,
  openedDesk,
  openMove,
  pairScreen,
  picturesMove,
  visit,
} from './table.ts'

const open = openedDesk()

/** From now on it is known which devices the page has open. */
async function watchDevices({ context, page }: Window): Promise<void> {
  await context.addInitScript(() => {
    const devices = navigator.mediaDevices
    const ask = devices.getUserMedia.bind(devices)
    const tracks: MediaStreamTrack[] = []
    devices.getUserMedia = async (wish) => {
      const stream = await ask(wish)
      tracks.push(...stream.getTracks())
      return stream
    }
    Object.assign(window, { devicesOpen: () => tracks.filter((one) => one.readyState === 'live') })
  })
  await page.reload()
}
/** `audio` and `video` as they are open at last. */
async function opens(page: Page, ...kinds: ('audio' | 'video')[]): Promise<void> {
  const now = () =>
    page.evaluate(() => {
      const { devicesOpen } = window as unknown as { devicesOpen: () => MediaStreamTrack[] }
      return [...new Set(devicesOpen().map(({ kind }) => kind))].toSorted()
    })
  await expect.poll(now).toEqual(kinds)
}
const stillEverywhere = (...pages: Page[]) =>
  Promise.all(
    pages.map(async (page) => {
      await expect.poll(() => movingPictures(page)).toBe(0)
      await expect.poll(() => page.locator('video:visible').count()).toBe(0)
    }),
  )
/** The close code that a fresh connection to the document ends with. */
const knocksAt = (page: Page, name: string): Promise<number> =>
  page.evaluate(
    async ([document, protocol, prefix]) => {
      const body = JSON.stringify({ kind: 'document', document, as: 'staff' })
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch('/api/tickets', { method: 'POST', headers, body })
      const { ticket } = (await answer.json()) as { ticket: string }
      const address = `${window.location.origin.replace('http', 'ws')}/sync/${document}`
      const socket = new WebSocket(address, [protocol, `${prefix}${ticket}`])
      return new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)))
    },
    [name, syncProtocol, ticketProtocolPrefix] as const,
  )
const device = (page: Page, name: string) => page.getByRole('button', { name })

it('[SCREEN22] picture, reading and sound are taken back one by one at the own screen while all three are connected: that one stops, the rest goes on, only her own yes brings it back', async () => {
  const [specialist] = await onDuty(open.browser, open.url, 'u.kessler')
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  await watchDevices(adviser)
  await watchDevices(specialist)
  const citizen = await openWindow(open.browser, { width: 1440, height: 900 })
  onTestFinished(() => citizen.context.close())
  const [left, seat, right] = [adviser.page, citizen.page, specialist.page]
  await pairScreen(open.url, left, seat)
  const address = await openMove(adviser)
  await field(adviser, 'Straße').first().fill('Am Speicher')
  const answer = async (choice: string) => {
    await left.getByRole('button', { name: 'Am Bürgerbildschirm fragen' }).click()
    await seat.getByRole('button', { name: choice, exact: true }).click()
  }
  const end = async (part: string) => {
    const button = seat.getByRole('button', { name: part })
    if (!(await button.isVisible())) await seat.getByText('Nur einen Teil beenden').click()
    await button.click()
  }
  /** The adviser's own switch is told no. */
  const staysOff = async (scope: string) => {
    const toggle = left.getByRole('switch', { name: `${scope} erlauben` })
    await toggle.click()
    await left.getByRole('dialog').getByRole('button', { name: 'Einverstanden' }).click()
    await left
      .getByText(/am eigenen Bildschirm abgelehnt oder widerrufen/)
      .first()
      .waitFor()
    expect(await toggle.getAttribute('aria-checked')).toBe('false')
  }
  await answer('Bild und Ton')
  await left.getByRole('button', { name: 'Fachkraft hinzuziehen' }).click()
  await left.getByRole('dialog').getByRole('button', { name: 'Jetzt klingeln' }).click()
  await acceptRing(specialist)
  await Promise.all([picturesMove(left), picturesMove(right), picturesMove(seat, 1)])
  await holds(specialist, 'Straße', 'Am Speicher')

  // The picture alone: no camera anywhere, the voices and the file go on.
  await end('Nur das Bild beenden')
  await seat.getByText('Sie haben erlaubt: Ton, Akteneinsicht.').waitFor()
  for (const page of [left, right]) {
    await device(page, 'Kamera einschalten: nicht möglich').waitFor()
    await device(page, 'Mikrofon ausschalten').waitFor()
    await opens(page, 'audio')
  }
  await stillEverywhere(left, right, seat)
  await seat.getByText('Gerade ohne Bild').waitFor()
  await seat.getByText('sieht Ihre Angaben: ja').waitFor()
  await field(specialist, 'Hausnummer').first().fill('12a')
  await holds(citizen, 'Hausnummer', '12a')
  await staysOff('Bild')

  // Reading alone: the file is shut on every way to it, the talk goes on.
  await end('Nur die Akteneinsicht beenden')
  await seat.getByText('sieht Ihre Angaben: nein').waitFor()
  await left.getByText('Uwe Kessler sieht nur die Frage').waitFor()
  await expect.poll(() => right.locator('main').innerText()).not.toContain('Wendt')
  await field(adviser, 'Hausnummer').first().fill('77b')
  await holds(citizen, 'Hausnummer', '77b')
  expect(await right.content()).not.toContain('Wendt')
  const id = new URL(address).pathname.split('/').at(-1)!
  expect(await knocksAt(right, `${id}.shared.1`)).toBe(closeCodes.forbidden)
  await device(right, 'Auflegen').waitFor()
  await opens(right, 'audio')
  await staysOff('Akteneinsicht')

  // Asked anew, her own yes brings both back by itself.
  await answer('Bild und Ton')
  await holds(specialist, 'Hausnummer', '77b')
  await Promise.all([picturesMove(left), picturesMove(right), picturesMove(seat, 1)])

  // The sound alone: no microphone anywhere, the pictures go on, and so does the written word.
  await end('Nur den Ton beenden')
  await seat.getByText('Sie haben erlaubt: Bild, Akteneinsicht.').waitFor()
  for (const page of [left, right]) {
    await device(page, 'Mikrofon einschalten: nicht möglich').waitFor()
    await opens(page, 'video')
  }
  await Promise.all([picturesMove(left), picturesMove(right), picturesMove(seat, 1)])
  await staysOff('Ton')

  // Asked once more she chooses less than what stands: the picture ends with that answer.
  await answer('Nur Ton')
  await seat.getByText('Sie haben erlaubt: Ton, Akteneinsicht.').waitFor()
  await stillEverywhere(left, right, seat)
  await opens(right, 'audio')
  noFaults(adviser, specialist, citizen)
}, 60_000)
