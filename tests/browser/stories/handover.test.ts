import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { commands } from '#shared/contract/wire.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { launchBrowser, signIn } from '#tests/support/browser.ts'
import { violationsInBoth } from '#tests/browser/look/eye.ts'
import { WireDesk } from '#tests/wire/gateway/wire-desk.ts'
import { handedOver, kfz, readyCase, wohnsitz } from '#tests/wire/handover/bundles.ts'
import { noFaults, visit } from './table.ts'

const clientDir = fileURLToPath(new URL('../../../dist/client', import.meta.url))
let browser: Browser
let desk: WireDesk
beforeAll(async () => {
  // From today on, because the browser throws away cookies that end before its own time.
  ;[browser, desk] = await Promise.all([
    launchBrowser(),
    WireDesk.start({ clientDir, clock: new HandClock(new Date()) }),
  ])
})
afterAll(async () => {
  await browser?.close()
  await desk?.stop()
})

const step = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Schritte des Vorgangs' }).getByRole('link', { name }).click()

it('[HAND19] hand-over, inbox, Rückfrage, answer, second hand-over, complete', async () => {
  const wire = await desk.tab('j.brandt')
  const ready = await readyCase(desk, wire, [wohnsitz, kfz])
  const adviser = await visit(browser, desk.url, 'j.brandt')
  const authority = await visit(browser, desk.url, 'u.kessler')
  const [left, right] = [adviser.page, authority.page]

  await right.getByRole('link', { name: 'Eingang' }).click()
  await right.getByText('Nichts zu bearbeiten').waitFor()
  await left.goto(`${desk.url}/vorgaenge/${ready.case}/abschluss`)
  await left.getByText('Geprüft, unterschrieben, abgerechnet: kann übergeben werden.').first().waitFor()
  await left.getByRole('button', { name: 'Übergeben: 2 Behörden' }).dblclick()
  await left
    .getByText(/^eingegangen \d\d:\d\d$/)
    .nth(1)
    .waitFor()

  await right.getByRole('button', { name: /Fahrzeug ummelden.*Petra Wendt/s }).click()
  await right.getByText('Prüfsumme stimmt').waitFor()
  await right.getByRole('tab', { name: /^Dateien/ }).click()
  await right.getByText('Hash-Manifest').waitFor()
  const [paper] = await Promise.all([
    right.waitForEvent('download'),
    right.getByRole('link', { name: 'PDF herunterladen' }).click(),
  ])
  expect(paper.suggestedFilename()).toBe(`uebergabe-${ready.number}-2.pdf`)
  await right.getByRole('tab', { name: 'Angaben' }).click()
  await right.getByRole('radio', { name: 'Rückfrage', exact: true }).click()
  await right.getByRole('button', { name: 'Rückfrage senden' }).click()
  await right.getByText('Bitte bei jeder Rückfrage wählen').waitFor()
  await right.getByLabel('Wozu?').selectOption({ label: 'Fahrzeug-Identifizierungsnummer' })
  await right.getByLabel('Frage', { exact: true }).fill('Bitte die letzten vier Stellen prüfen.')
  await right.getByRole('button', { name: 'Rückfrage senden' }).click()
  await right.getByText('Die Rückfrage ist beim Bürgerbüro.').waitFor()

  await left.getByText('Bitte die letzten vier Stellen prüfen.').filter({ visible: true }).first().waitFor()
  await left.getByText('eine Rückfrage der Behörde').waitFor()
  await step(left, /Angaben/)
  await left.getByRole('tab', { name: /Fahrzeug ummelden/ }).click()
  await left
    .getByRole('note')
    .filter({ hasText: 'Rückfrage von Uwe Kessler' })
    .filter({ visible: true })
    .waitFor()
  await left.goto(`${desk.url}/vorgaenge`)
  await left.getByRole('link', { name: new RegExp(`${ready.number}.*Rückfrage der Behörde`, 's') }).click()
  await step(left, /Abschluss/)
  await left.getByRole('button', { name: 'Antworten' }).click()
  await left.getByText('Bitte eine Antwort eingeben.').waitFor()
  await left.getByLabel('Ihre Antwort').fill('Ist geprüft und stimmt.')
  await left.getByRole('button', { name: 'Antworten' }).click()
  await left.getByRole('button', { name: 'Übergeben: eine Behörde' }).click()
  await left.getByText(`folgt auf ${ready.number}/2`).waitFor()

  await right.getByRole('button', { name: new RegExp(`${ready.number}/3`) }).click()
  await right.getByText('Ist geprüft und stimmt.').waitFor()
  await right.getByRole('button', { name: 'Als vollständig melden' }).click()
  await right.getByText('Als vollständig gemeldet.').waitFor()
  await left.getByText('vollständig', { exact: true }).waitFor()
  noFaults(adviser, authority)
}, 90_000)

it('[HAND20] the step with a Rückfrage and an opened bundle have no axe violation, in both themes', async () => {
  const wire = await desk.tab('j.brandt')
  const kessler = await desk.tab('u.kessler')
  const ready = await readyCase(desk, wire, [kfz])
  const [one] = await handedOver(wire, ready)
  const open = async (login: string, path: string) => {
    // axe needs to put its script into the page.
    const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce', locale: 'de-DE' })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await signIn(page, desk.url, login)
    await page.goto(desk.url + path)
    return page
  }
  const right = await open('u.kessler', `/eingang/${one!.id}`)
  await right.getByText('Prüfsumme stimmt').waitFor()
  await right.getByRole('radio', { name: 'Rückfrage', exact: true }).click()
  expect(await violationsInBoth(right)).toEqual([])
  const questions = [{ caseService: ready.ids[0]!, field: 'fin', text: 'Stimmt die Nummer?' }]
  await kessler.do(commands.respond, { handover: one!.id, response: 'query', questions })
  const left = await open('j.brandt', `/vorgaenge/${ready.case}/abschluss`)
  await left.getByLabel('Ihre Antwort').waitFor()
  expect(await violationsInBoth(left)).toEqual([])
  const auditor = await open('r.paulsen', '/eingang')
  await auditor.getByRole('heading', { name: 'Wie oft wurde nachgefragt?' }).waitFor()
  expect(await violationsInBoth(auditor)).toEqual([])
}, 60_000)

it('[PAUSE4] a service rests until a day and goes on at a partner office by its number', async () => {
  const wire = await desk.tab('j.brandt')
  const { id, number } = await wire.do(commands.openCase, {
    services: [kfz],
    citizen: { name: 'Petra Wendt' },
  })
  const [here, there] = await Promise.all([
    visit(browser, desk.url, 'j.brandt'),
    visit(browser, desk.url, 't.wolf'),
  ])
  await here.page.goto(`${desk.url}/vorgaenge/${id}/abschluss`)
  await here.page.getByText('Es fehlt die Vorprüfung.').waitFor()
  await here.page.getByRole('button', { name: /pausieren$/ }).click()
  const dialog = here.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Pausieren' }).click()
  await here.page.getByText(/^Pausiert bis .*Unterlagen fehlen/).waitFor()

  await there.page.goto(`${desk.url}/vorgaenge`)
  await there.page.getByRole('button', { name: 'Pausierten Vorgang übernehmen' }).click()
  await there.page.getByLabel(/^Vorgangsnummer/).fill('V-1')
  await there.page.getByRole('button', { name: 'Suchen' }).click()
  await there.page.getByText('Die Nummer sieht so aus').waitFor()
  await there.page.getByLabel(/^Vorgangsnummer/).fill(number)
  await there.page.getByRole('button', { name: 'Suchen' }).click()
  await there.page.getByText('Pausiert in: Bürgerbüro Seendorf').waitFor()
  await there.page.getByRole('button', { name: /hier fortsetzen$/ }).click()
  await there.page.getByRole('heading', { level: 1, name: 'Petra Wendt' }).waitFor()
  noFaults(here, there)
}, 60_000)
