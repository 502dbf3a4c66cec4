import { expect, it, onTestFinished } from 'vitest'
import { openWindow, watchPage, type Window } from '#tests/support/browser.ts'
import { look, sideways, violations, violationsInBoth } from '#tests/browser/look/eye.ts'
import { tracesOf } from './traces.ts'
import {
  acceptRing,
  field,
  holds,
  noFaults,
  onDuty,
  openedDesk,
  openMove,
  pairScreen,
  picturesMove,
  visit,
} from './table.ts'
import { readsAs } from './reading.ts'
import { goneAfter } from './times.ts'

const open = openedDesk()
const canary = 'Kanarienvogel'

/** The screen on the other side of counter 2, paired by the code on the adviser's screen. */
async function seatOf(adviser: Window): Promise<Window> {
  const citizen = await openWindow(open.browser, { width: 1440, height: 900 })
  onTestFinished(() => citizen.context.close())
  await pairScreen(open.url, adviser.page, citizen.page)
  return citizen
}

it('[SCREEN8] [SCREEN9] [SCREEN16] [SCREEN17] [CONF1] [SEAL1] the citizen reads along, corrects, confirms, types the IBAN, decides who sees it, and ends it', async () => {
  const [specialist] = await onDuty(open.browser, open.url, 'u.kessler')
  const adviser = await visit(open.browser, open.url, 'j.brandt')
  const citizen = await seatOf(adviser)
  const [left, seat, right] = [adviser.page, citizen.page, specialist.page]

  await openMove(adviser)
  await field(adviser, 'Straße').first().fill('Am Speicher')
  await holds(citizen, 'Straße', 'Am Speicher')
  await field(citizen, 'Hausnummer').first().fill('12a')
  await holds(adviser, 'Hausnummer', '12a')
  await seat.getByText('Alles ist gespeichert').waitFor()
  await seat.getByRole('button', { name: 'Stimmt: Neue Wohnung' }).dblclick()
  await seat.getByText(/^Von Ihnen bestätigt um/).waitFor()
  await left.getByText(/Bestätigt .* am Bürgerbildschirm/).waitFor()

  // The screen goes along with the adviser; looking back is allowed, and so is coming along again.
  await left.getByRole('tab', { name: /Fahrzeug ummelden/ }).click()
  await seat.getByRole('heading', { level: 2, name: /^Fahrzeug ummelden/ }).waitFor()
  await seat.getByRole('button', { name: 'Zurück', exact: true }).click()
  await seat.getByText('Jana Brandt ist gerade auf einer anderen Seite.').waitFor()
  await seat.getByRole('button', { name: 'Dorthin gehen' }).click()
  await seat.getByRole('heading', { level: 2, name: /^Fahrzeug ummelden/ }).waitFor()

  // The IBAN is the citizen's own: the adviser sees its end and that the check digits fit.
  const iban = field(citizen, 'IBAN')
  const there = field(adviser, 'IBAN').filter({ visible: true })
  await there.waitFor()
  expect(await there.getAttribute('readonly')).not.toBeNull()
  await iban.fill('DE89 3704 0044 0532 0130 01')
  await iban.press('Enter')
  await seat.getByText(/^Die Prüfziffer passt nicht/).waitFor()
  await iban.fill('DE89370400440532013000')
  await iban.press('Enter')
  await seat.getByRole('button', { name: 'Neu eingeben' }).waitFor()
  await holds(adviser, 'IBAN', '•••• •••• 3000')
  await left.getByText('Prüfziffer stimmt, endet auf 3000').waitFor()
  for (const page of [left, seat]) expect(await page.content()).not.toMatch(/3704|0532/)

  await left.getByRole('button', { name: 'Am Bürgerbildschirm fragen' }).click()
  await seat.getByRole('button', { name: 'Bild und Ton', exact: true }).click()
  await left.getByRole('button', { name: 'Fachkraft hinzuziehen' }).click()
  await left.getByRole('dialog').getByRole('button', { name: 'Jetzt klingeln' }).click()
  await acceptRing(specialist)
  await seat.getByText('sieht Ihre Angaben: ja').waitFor()
  // The specialist's picture on the citizen's screen, with who that is; the desk beside it is in the same room.
  const picture = seat.getByRole('figure').filter({ hasText: 'Uwe Kessler' })
  await picture.getByText('Fachkraft · Zulassungsstelle').waitFor()
  await picture.getByText('Landkreis Lindetal').waitFor()
  await picturesMove(seat, 1)
  expect(await seat.locator('video').count()).toBe(1)
  await right.getByRole('heading', { level: 1, name: /Petra Wendt/ }).waitFor()

  // Vertraulich: the adviser is out of picture, sound and case; the screen has the room's microphone, and calls back at once.
  await left.getByText('Mikrofon und Lautsprecher: am Schalter').waitFor()
  await left.getByRole('button', { name: 'Vertraulich', exact: true }).click()
  await left.getByText('Vertrauliches Gespräch', { exact: true }).waitFor()
  expect(await left.locator('main').innerText()).not.toContain('Wendt')
  expect(await left.locator('video').count()).toBe(0)
  await seat.getByRole('heading', { name: 'Sie sprechen vertraulich' }).waitFor()
  await right.getByText('Vertraulich: Die Beratung sieht und hört Sie beide nicht.').waitFor()
  await right.getByLabel('Bild von Bürgerin oder Bürger').waitFor()
  await picturesMove(right, 2)
  await seat.getByRole('button', { name: 'Jana Brandt zurückholen' }).click()
  await holds(adviser, 'Hausnummer', '12a')
  await seat.getByRole('heading', { name: 'Sie sprechen vertraulich' }).waitFor({ state: 'hidden' })
  await Promise.all([picturesMove(left, 2), picturesMove(right, 2), picturesMove(seat, 1)])

  // A trainee: asked for by itself on the citizen's screen, named there, and ended there by itself.
  const trainee = await visit(open.browser, open.url, 'm.sahin')
  await left.getByRole('button', { name: 'Hospitation', exact: true }).click()
  const asks = left.getByRole('dialog', { name: 'Jemanden hospitieren lassen' })
  await asks.getByRole('button', { name: 'Am Bürgerbildschirm fragen' }).click()
  await seat.getByRole('button', { name: 'Nein, lieber nicht' }).click()
  await asks.getByText('Die Bürgerin oder der Bürger möchte keine Hospitation.').waitFor()
  await asks.getByRole('button', { name: 'Am Bürgerbildschirm fragen' }).click()
  await seat.getByRole('button', { name: 'Ja, einverstanden' }).click()
  await asks.getByText('Gerade ist niemand aus Ihrer Stelle frei').waitFor()
  await asks.getByRole('button', { name: 'Abbrechen' }).click()
  await right.getByRole('button', { name: 'Hospitation', exact: true }).click()
  await right.getByRole('button', { name: 'Mira Sahin' }).click()
  await seat.getByText('Mira Sahin hört zum Lernen zu').waitFor()
  await seat.getByRole('button', { name: 'Zuhören beenden' }).click()
  await seat.getByText('Mira Sahin hört zum Lernen zu').waitFor({ state: 'hidden' })
  await seat.getByText('sieht Ihre Angaben: ja').waitFor()

  const times = await goneAfter(
    seat,
    () => seat.getByRole('button', { name: 'Zuschaltung beenden' }).click(),
    {
      picture: { page: seat, selector: 'video' },
      file: { page: right, selector: 'h1', says: 'Petra Wendt' },
    },
  )
  process.stdout.write(
    `Zuschaltung beenden: the picture gone from the citizen's screen after ${times['picture']} ms, the case from the specialist's after ${times['file']} ms\n`,
  )
  await right.getByText('Ihre Einsicht ist beendet').waitFor()
  expect(await seat.locator('video').count()).toBe(0)
  await seat.getByText(/sieht Ihre Angaben/).waitFor({ state: 'hidden' })
  // Nobody but the citizen gives it again.
  await left.getByRole('switch', { name: /Akteneinsicht/ }).click()
  await left.getByRole('dialog').getByRole('button', { name: 'Einverstanden' }).click()
  await left.getByText(/am eigenen Bildschirm abgelehnt oder widerrufen/).waitFor()
  noFaults(adviser, specialist, citizen, trainee)
}, 60_000)

it('[SCREEN10] [LOCK1] [SCREEN3] [TREE1] two citizens one after the other: nothing of the first is left for the second; a locked desk covers both screens', async () => {
  const adviser = await visit(open.browser, open.url, 'k.lorenz')
  await adviser.page.goto(open.url)
  const citizen = await openWindow(open.browser, { width: 1440, height: 900 })
  onTestFinished(() => citizen.context.close())
  const [desk, seat] = [adviser.page, citizen.page]
  await pairScreen(open.url, desk, seat)
  await openMove(adviser, 'Petra Wendt')
  await field(citizen, 'Straße').first().fill(canary)
  await holds(adviser, 'Straße', canary)
  expect(await tracesOf(seat, canary)).toEqual(expect.arrayContaining(['memory']))
  // A second window of the same seat forgets as well.
  const twin = watchPage(citizen.context, await citizen.context.newPage())
  await twin.page.goto(`${open.url}/platz`)
  await holds(twin, 'Straße', canary)

  await desk.getByRole('button', { name: 'Bürgerwechsel' }).click()
  await seat.getByText('Willkommen').waitFor()
  await desk.getByText('ruht, zeigt keine Daten').waitFor()
  expect(await tracesOf(seat, canary)).toEqual([])
  await seat.goBack().catch(() => null)
  expect(await seat.locator('body').innerText()).not.toContain(canary)
  await seat.goto(`${open.url}/platz`)

  // Looked up again, the first case stays away from the screen until somebody shows it on purpose.
  await desk.reload()
  await desk.getByText('ruht, zeigt keine Daten').waitFor()
  await field(adviser, 'Hausnummer').first().fill('12a')
  await desk.getByText(/^Gespeichert \d\d:\d\d:\d\d$/).waitFor()
  await desk.getByText('ruht, zeigt keine Daten').waitFor()
  expect(await seat.getByText('Willkommen').isVisible()).toBe(true)

  await desk.goto(open.url)
  await desk.getByRole('combobox').waitFor()
  await openMove(adviser, 'Jonas Beispiel')
  await field(citizen, 'Straße').first().waitFor()
  expect(await field(citizen, 'Straße').first().inputValue()).toBe('')
  expect(await tracesOf(seat, canary)).toEqual([])
  await holds(twin, 'Straße', '')
  expect(await tracesOf(twin.page, canary)).toEqual([])

  // Locked while somebody types: nothing of the case is left on the desk either, and the citizen's screen is covered.
  await field(adviser, 'Straße').first().fill(canary)
  await holds(citizen, 'Straße', canary)
  await desk.keyboard.press('Control+Shift+L')
  await desk.getByRole('heading', { name: 'Gesperrt' }).waitFor()
  await seat.getByRole('heading', { name: 'Die Anzeige ruht' }).waitFor()
  await readsAs(seat, 'covered')
  expect(await tracesOf(desk, canary)).toEqual([])
  const password = desk.getByLabel('Kennwort', { exact: true })
  await password.fill('falsch')
  await password.press('Enter')
  await desk.getByText('Anmeldename oder Kennwort stimmt nicht.').waitFor()
  expect(await violationsInBoth(desk)).toEqual([])
  await password.fill('lindetal')
  await password.press('Enter')
  await holds(adviser, 'Straße', canary)
  await desk.getByRole('button', { name: 'Wieder zeigen' }).click()
  await holds(citizen, 'Straße', canary)
  noFaults(adviser, citizen, twin)
}, 90_000)

it('[LOOK17] [NAME1] [TREE1] the citizen’s screen has no axe violation in its states, in both themes, every language, on a screen and a phone', async () => {
  const desk = await look(open.browser, open.url, 'j.brandt')
  const context = await open.browser.newContext({ bypassCSP: true, locale: 'de-DE', reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const seat = await context.newPage()
  const seen = async () => {
    for (const width of [1440, 390]) {
      await seat.setViewportSize({ width, height: 844 })
      expect(await violationsInBoth(seat)).toEqual([])
      expect(await sideways(seat)).toBe(0)
    }
  }
  await desk.goto(open.url)
  await pairScreen(open.url, desk, seat)
  await seen()
  await readsAs(seat, 'resting')
  await openMove({ page: desk } as Window)
  await seat.getByRole('textbox', { name: 'Straße' }).first().waitFor()
  await seat.getByText('Alles ist gespeichert').waitFor()
  await readsAs(seat, 'form')
  await desk.getByRole('button', { name: 'Am Bürgerbildschirm fragen' }).click()
  await seat.getByRole('button', { name: 'Nur Ton' }).waitFor()
  await seen()
  await readsAs(seat, 'consent')
  await seat.setViewportSize({ width: 1440, height: 900 })
  await seat.getByRole('button', { name: 'Nein, lieber Termin oder schriftlich' }).click()
  await seat.getByRole('button', { name: 'Schriftlich', exact: true }).click()
  await seat.getByText(/^Sie möchten es schriftlich\./).waitFor()
  await desk.getByText('Zuschaltung abgelehnt. Gewünscht: schriftlich.').waitFor()
  await seen()
  for (const [name, lang] of [
    ['English', 'en'],
    ['Leichte Sprache', 'de'],
    ['Türkçe', 'tr'],
  ] as const) {
    await seat.getByRole('button', { name }).click()
    await seat.locator(`html[lang=${lang}]`).waitFor()
    expect(await violations(seat)).toEqual([])
  }
  // Right to left, and what a machine translated says so, in German too.
  await seat.getByRole('button', { name: 'العربية' }).click()
  await seat.locator('html[dir=rtl][lang=ar]').waitFor()
  await seat.getByText('Maschinell übersetzt, noch nicht geprüft.').waitFor()
  await seat.getByRole('textbox', { name: 'Straße الشارع' }).first().waitFor()
  expect(await seat.getByRole('heading', { level: 2, name: 'Wohnsitz anmelden تسجيل السكن' }).count()).toBe(1)
  await seat.setViewportSize({ width: 390, height: 844 })
  expect(await violationsInBoth(seat)).toEqual([])
  expect(await sideways(seat)).toBe(0)
  await seat.getByRole('button', { name: 'Leichte Sprache' }).click()
  await seat.locator('html[dir=ltr]').waitFor()

  // What is taken along: the receipt and the Laufzettel, each with its code, in the language of the page.
  const step = (name: RegExp) => desk.getByRole('link', { name }).click()
  await step(/Gebühr/)
  await desk.getByRole('button', { name: 'Gebühr festsetzen' }).click()
  await desk.getByLabel('Gegeben').fill('100')
  await desk.getByRole('button', { name: 'Betrag angenommen' }).click()
  await seat.getByRole('heading', { name: /^Quittung BOITZENFURT|^Quittung SEENDORF/ }).waitFor()
  await desk.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click()
  await seen()
  await step(/Laufzettel/)
  await desk.getByRole('button', { name: 'Code ausgeben', exact: true }).click()
  const paper = seat.getByRole('article')
  await paper.getByRole('img', { name: /QR/ }).waitFor()
  await seen()
  await readsAs(seat, 'slip')
  await seat.getByRole('button', { name: 'English' }).click()
  await paper.and(seat.locator('[lang=en]')).waitFor()
  await seat.getByRole('button', { name: 'العربية' }).click()
  await paper.and(seat.locator('[lang=ar][dir=rtl]')).waitFor()
  expect(await violations(seat)).toEqual([])
  expect(await sideways(seat)).toBe(0)
  await desk.context().close()
}, 150_000)
