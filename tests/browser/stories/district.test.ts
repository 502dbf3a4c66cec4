import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { look, sideways, violationsInBoth } from '#tests/browser/look/eye.ts'
import { openedDesk } from './table.ts'

const open = openedDesk()

interface DistrictFile {
  contracts: { id: string; validUntil: string | null }[]
  staff: { login: string; name: string; authority: string; office: string; roles: string[] }[]
}
const asFile = (text: string) => ({
  name: 'landkreis.json',
  mimeType: 'application/json',
  buffer: Buffer.from(text),
})

it('[ADMIN6] a wrong file is explained line by line, a good one is put up, released by a second person, and who is new signs in', async () => {
  const kranz = await look(open.browser, open.url, 'd.kranz')
  await kranz.getByRole('link', { name: 'Landkreis' }).click()
  await kranz.getByText('Der mitgelieferte Demo-Landkreis', { exact: true }).waitFor()
  const download = kranz.waitForEvent('download')
  await kranz.getByRole('button', { name: 'Als Datei speichern' }).click()
  const text = await readFile(await (await download).path(), 'utf8')

  await kranz.getByRole('button', { name: 'Neue Fassung vorlegen' }).click()
  const dialog = kranz.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Zur Freigabe vorlegen' }).click()
  await dialog.getByText('Bitte wählen Sie zuerst eine Datei.').waitFor()
  const picker = dialog.locator('input[type=file]')
  await picker.setInputFiles(asFile(text.replace('"validUntil": "2026-12-31"', '"validUntil": "2026-13-31"')))
  await dialog.getByText(/^Zeile \d+ \(\/contracts\/\d+\/validUntil\)$/).waitFor()
  expect(await violationsInBoth(kranz)).toEqual([])
  await picker.setInputFiles(asFile('{ "schema": 1, '))
  await dialog.getByText(/^Zeile 1/).waitFor()
  await picker.setInputFiles(asFile(text))
  await dialog.getByText(/sagt dasselbe wie die Fassung, die schon gilt/).waitFor()

  const changed = JSON.parse(text) as DistrictFile
  changed.contracts.find(({ id }) => id === '2024-07')!.validUntil = '2027-06-30'
  changed.staff.push({
    login: 'n.neu',
    name: 'Nele Neumann-Schwartzkopff',
    authority: 'seendorf',
    office: 'seendorf',
    roles: ['adviser'],
  })
  await picker.setInputFiles(asFile(JSON.stringify(changed, null, 2)))
  await dialog.getByText('gilt bis: unbefristet → 30.06.2027').waitFor()
  await dialog.getByRole('button', { name: 'Zur Freigabe vorlegen' }).click()
  await dialog.getByText(/Bitte schreiben Sie kurz, warum/).waitFor()
  await dialog.getByLabel('Anlass der Änderung').fill('Vertrag endet, neue Kollegin')

  const timm = await look(open.browser, open.url, 'a.timm')
  await timm.goto(`${open.url}/landkreis`)
  await timm.getByText('Kein Vorschlag wartet').waitFor()
  await dialog.getByRole('button', { name: 'Zur Freigabe vorlegen' }).dblclick()
  await kranz.getByText(/^Freigeben muss eine andere Person/).waitFor()
  expect(await kranz.getByRole('button', { name: 'Prüfen und freigeben' }).count()).toBe(0)
  await timm.getByText('Anlass: Vertrag endet, neue Kollegin').waitFor()
  expect(await violationsInBoth(timm)).toEqual([])
  await timm.getByRole('button', { name: 'Prüfen und freigeben' }).click()
  await timm.getByRole('dialog').getByRole('button', { name: 'Freigeben' }).dblclick()
  await timm.getByText(/^Fassung 1, freigegeben von Antje Timm am /).waitFor()
  await kranz.getByText(/^Fassung 1, freigegeben von Antje Timm am /).waitFor()

  await timm.getByRole('tab', { name: 'Zuständigkeit' }).click()
  const search = timm.getByLabel('Leistung, Ort, Behörde oder Fachstelle')
  await search.fill('gibt es nicht')
  await timm.getByText(/^Nichts passt zu dieser Suche/).waitFor()
  await search.fill('fahrzeug seendorf ummelden')
  await timm.getByRole('cell', { name: /^Vertrag 2024-07, § 4.*gilt bis 30\.06\.2027$/ }).waitFor()
  expect(await violationsInBoth(timm)).toEqual([])
  expect(await sideways(timm)).toBe(0)

  await timm.getByRole('tab', { name: 'Verträge' }).click()
  await timm.reload()
  await timm.getByLabel('Vertrag, Büro oder Leistung').fill('Seendorf')
  await timm.getByText('bis 30.06.2027 (§ 9)').waitFor()
  expect(await violationsInBoth(timm)).toEqual([])
  expect(await sideways(timm)).toBe(0)

  await timm.getByRole('tab', { name: 'Neue Personen' }).click()
  await timm.getByRole('button', { name: 'Einmalkennwort für Nele Neumann-Schwartzkopff ausgeben' }).click()
  const password = await timm.getByRole('dialog').locator('.password').innerText()
  expect(await violationsInBoth(timm)).toEqual([])
  await timm.getByRole('button', { name: 'Gesehen, schließen' }).click()
  const neu = await (await open.browser.newContext()).newPage()
  await neu.goto(`${open.url}/anmelden`)
  await neu.getByLabel('Anmeldename').fill('n.neu')
  await neu.getByLabel('Kennwort', { exact: true }).fill(password)
  await neu.keyboard.press('Enter')
  await neu.getByLabel('Neues Kennwort', { exact: true }).fill('kurz-und-lang')
  await neu.getByLabel('Neues Kennwort wiederholen').fill('anders-und-lang')
  await neu.keyboard.press('Enter')
  await neu.getByText(/^Die beiden neuen Kennwörter sind verschieden/).waitFor()
  await neu.getByLabel('Neues Kennwort wiederholen').fill('kurz-und-lang')
  await neu.keyboard.press('Enter')
  await neu.getByRole('combobox').waitFor()
  await neu.context().close()
})
