import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromium, type Browser, type Page } from 'playwright-core'
import { callFlags, launchBrowser } from '#tests/support/browser.ts'
import { clockDesk } from './clock-desk.ts'
import {
  acceptRing,
  anotherTab,
  askForSpecialist,
  field,
  holds,
  noFaults,
  onDuty,
  openMove,
  picturesMove,
  talk,
  visit,
} from './table.ts'

let browser: Browser
/** A browser that asks before it opens camera and microphone, and nobody says yes. */
let refusing: Browser
beforeAll(async () => {
  ;[browser, refusing] = await Promise.all([
    launchBrowser(),
    chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [...callFlags.filter((flag) => !flag.startsWith('--use-fake-ui')), '--deny-permission-prompts'],
    }),
  ])
})
afterAll(() => Promise.all([browser?.close(), refusing?.close()]))

const hangUps = (page: Page) => page.getByRole('button', { name: 'Auflegen' }).count()
/** Pictures from a camera are on the screen, the own one or another's; a track that is ready but brings none is muted. */
const cameraOpen = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [...document.querySelectorAll('video')].some(
      (video) =>
        video.srcObject instanceof MediaStream &&
        video.srcObject.getVideoTracks().some((track) => track.readyState === 'live' && !track.muted),
    ),
  )

it('[JOB8] either side reloads in mid-call: back with pictures on the same seat; a second specialist joins and leaves alone, a trainee listens', async () => {
  const { url } = await clockDesk()
  const { adviser, specialist } = await talk(browser, url)
  for (const one of [specialist, adviser]) {
    await one.page.reload()
    await Promise.all([picturesMove(adviser.page), picturesMove(specialist.page)])
  }
  await specialist.page.getByText('Sie sehen die Angaben in diesem Vorgang').waitFor()
  await adviser.page.getByText('Uwe Kessler sieht die Angaben in diesem Vorgang').waitFor()

  const [second] = await onDuty(browser, url, 's.krause')
  await adviser.page.getByRole('button', { name: 'Leistung hinzufügen' }).click()
  const adding = adviser.page.getByRole('dialog')
  await adding.getByLabel('Leistung suchen').fill('wohngeld')
  await adding.getByRole('button', { name: /Wohngeld Erstantrag/ }).click()
  await adding.waitFor({ state: 'hidden' })
  await adviser.page.getByRole('button', { name: 'Weitere Fachkraft hinzuziehen' }).click()
  const asking = adviser.page.getByRole('dialog', { name: 'Weitere Fachkraft hinzuziehen' })
  await asking.getByRole('button', { name: 'Jetzt klingeln' }).click()
  await acceptRing(second)
  await Promise.all([picturesMove(adviser.page, 3), picturesMove(second.page, 3)])
  // Another authority: the citizen is asked anew, before that it is the question and nothing else.
  await second.page.getByText('Die Akte ist noch nicht freigegeben').waitFor()
  expect(await second.page.locator('main').innerText()).not.toContain('Wendt')
  const joined = adviser.page.getByRole('region', { name: /^Weitere Fachkraft: Wohngeld/ })
  await joined.getByRole('button', { name: 'Einverstanden', exact: true }).click()
  await second.page.getByRole('heading', { level: 1, name: /Petra Wendt/ }).waitFor()
  await second.page.getByRole('button', { name: 'Auflegen' }).click()
  await joined.getByText(/^Silke Krause sieht die Angaben noch bis/).waitFor()
  await second.page.getByRole('heading', { name: 'Wie ist es ausgegangen?' }).waitFor()
  expect(await hangUps(specialist.page)).toBe(1)
  await picturesMove(specialist.page)

  // A trainee: only after the citizen was asked, seen by all, without the file, gone with the consent.
  const trainee = await visit(browser, url, 'm.sahin')
  await adviser.page.getByRole('button', { name: 'Hospitation', exact: true }).click()
  const asks = adviser.page.getByRole('dialog', { name: 'Jemanden hospitieren lassen' })
  await asks.getByRole('button', { name: 'Einverstanden', exact: true }).click()
  await asks.getByText('Gerade ist niemand aus Ihrer Stelle frei').waitFor()
  await asks.getByRole('button', { name: 'Abbrechen' }).click()
  await specialist.page.getByRole('button', { name: 'Hospitation', exact: true }).click()
  await specialist.page.getByRole('button', { name: 'Mira Sahin' }).click()
  await trainee.page.getByRole('link', { name: /^Sie sollen bei einem Gespräch hospitieren/ }).click()
  await trainee.page.getByText('Sie hospitieren', { exact: true }).waitFor()
  await picturesMove(trainee.page, 3)
  await adviser.page
    .getByRole('region', { name: 'Zuschaltung' })
    .getByText('Mira Sahin hospitiert', { exact: true })
    .waitFor()
  const shown = await trainee.page.locator('main').innerText()
  expect(shown).not.toContain('Wendt')
  expect(await trainee.page.getByRole('textbox', { name: 'Nachricht' }).count()).toBe(0)
  await adviser.page.getByRole('switch', { name: 'Hospitation widerrufen' }).click()
  await trainee.page.getByText('Ihre Hospitation ist beendet.').waitFor()
  expect(await trainee.page.locator('video:visible').count()).toBe(0)
  await picturesMove(specialist.page)
  noFaults(adviser, specialist, second, trainee)
})

it('[JOB9] a second tab of the adviser shows the case and may take the talk over; there is never a second one', async () => {
  const { url } = await clockDesk()
  const { adviser, specialist, address } = await talk(browser, url)
  const second = await anotherTab(adviser, address)
  await second.page.getByText('Dieses Gespräch läuft in einem anderen Fenster von Ihnen.').waitFor()
  await field(second, 'Straße').first().fill('Am Speicher')
  await holds(adviser, 'Straße', 'Am Speicher')
  expect(await hangUps(second.page)).toBe(0)
  await second.page.getByRole('button', { name: 'Hier weiterführen' }).click()
  await Promise.all([picturesMove(second.page), picturesMove(specialist.page)])
  await adviser.page.getByText('Dieses Gespräch läuft in einem anderen Fenster von Ihnen.').waitFor()
  expect(await hangUps(adviser.page)).toBe(0)
  expect(await cameraOpen(adviser.page)).toBe(false)
  expect(await specialist.page.locator('video:visible').count()).toBe(2)
  noFaults(adviser, second, specialist)
})

it('[JOB10] only what the citizen allows: staff alone first, then sound alone, then the file opens by itself, then everything is withdrawn', async () => {
  const { url } = await clockDesk()
  const [specialist] = await onDuty(browser, url, 'u.kessler')
  const adviser = await visit(browser, url, 'j.brandt')
  await openMove(adviser)
  await askForSpecialist(adviser, 'Nur Ton', true)
  await acceptRing(specialist)
  await adviser.page.getByText('Die Fachleute stimmen sich kurz ab').waitFor()
  await specialist.page.getByText('Sie sprechen zuerst allein mit der Beratung').waitFor()
  await specialist.page.getByRole('button', { name: 'Vorgespräch beenden' }).click()
  await adviser.page.getByRole('region', { name: 'Vorgespräch' }).waitFor({ state: 'hidden' })
  await specialist.page.getByText('Die Akte ist noch nicht freigegeben').waitFor()
  await adviser.page.getByText('Uwe Kessler sieht nur die Frage').waitFor()
  expect(await specialist.page.locator('main').innerText()).not.toContain('Wendt')
  for (const one of [adviser, specialist]) {
    expect(await cameraOpen(one.page)).toBe(false)
    await one.page.getByRole('button', { name: /Kamera einschalten: nicht möglich/ }).waitFor()
  }

  await adviser.page.getByRole('switch', { name: 'Akteneinsicht erlauben' }).click()
  const anew = adviser.page.getByRole('dialog', { name: 'Akteneinsicht doch erlauben?' })
  await anew.getByText('dass sie Ihre Angaben in diesem Vorgang mitliest').waitFor()
  await anew.getByRole('button', { name: 'Einverstanden' }).click()
  await specialist.page.getByRole('heading', { level: 1, name: /Petra Wendt/ }).waitFor()
  await field(specialist, 'Straße').first().fill('Am Speicher')
  await holds(adviser, 'Straße', 'Am Speicher')

  await adviser.page.getByRole('button', { name: 'Alles widerrufen' }).click()
  await adviser.page.getByRole('button', { name: 'Widerruf vermerken' }).click()
  // Without any consent the talk is over; the file is shut at once, the case goes on at the counter.
  await specialist.page.getByText('Ihre Einsicht ist beendet').waitFor()
  expect(await specialist.page.locator('main').innerText()).not.toContain('Wendt')
  await adviser.page.getByText(/^Das Gespräch ist beendet/).waitFor()
  await field(adviser, 'Hausnummer').first().fill('12')
  await adviser.page
    .getByText(/^Gespeichert \d\d:\d\d:\d\d$/)
    .first()
    .waitFor()
  noFaults(adviser, specialist)
})

it('[JOB11] the camera is gone: the talk goes on with sound and says why', async () => {
  const { url } = await clockDesk()
  const [specialist] = await onDuty(browser, url, 'u.kessler')
  const adviser = await visit(browser, url, 'j.brandt')
  // A desk without a camera: the browser's own answer for it.
  await adviser.page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = (wish) =>
      wish?.video
        ? Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
        : open(wish)
  })
  await adviser.page.reload()
  await adviser.page.getByRole('combobox').waitFor()
  await openMove(adviser)
  await askForSpecialist(adviser)
  await acceptRing(specialist)
  await adviser.page.getByText('Es wurde keine Kamera gefunden. Das Gespräch läuft mit Ton weiter.').waitFor()
  await picturesMove(adviser.page, 1)
  await specialist.page.getByText('Jana Brandt · Bürgerbüro Seendorf').waitFor()
  noFaults(adviser, specialist)
})

it('[JOB12] neither camera nor microphone: both write to each other', async () => {
  const { url } = await clockDesk()
  const [specialist] = await onDuty(browser, url, 'u.kessler')
  const adviser = await visit(refusing, url, 'j.brandt')
  await openMove(adviser)
  await askForSpecialist(adviser)
  await acceptRing(specialist)
  await adviser.page.getByText(/^Der Browser darf Ihr Mikrofon nicht benutzen\./).waitFor()
  await picturesMove(adviser.page, 1)
  const say = async (page: Page, words: string) => {
    await page.getByRole('textbox', { name: 'Nachricht' }).fill(words)
    await page.keyboard.press('Enter')
  }
  await say(adviser.page, 'Ich höre Sie, Sie mich nicht.')
  await specialist.page.getByText('Ich höre Sie, Sie mich nicht.').waitFor()
  await say(specialist.page, 'Dann schreiben wir.')
  await adviser.page.getByText('Dann schreiben wir.').waitFor()
  noFaults(adviser, specialist)
})
