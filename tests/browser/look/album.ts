import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { signOff, takeFee, toTheEnd, underTheCamera } from './album-end.ts'
import {
  administration,
  atTerminal,
  fromHome,
  interpreting,
  ownScreen,
  phone,
  type Camera,
} from './album-guests.ts'
import {
  answerMove,
  accept,
  beginDuty,
  enter,
  field,
  fillVehicle,
  find,
  openMove,
  openService,
  paint,
  prepareRequest,
  remark,
  ring,
  tab,
} from './scenes.ts'

const steps = [
  ['unterlagen', 'Datei hinzufügen'],
  ['vorpruefung', 'Angaben vollständig'],
  ['gebuehr', 'Gebühr festsetzen'],
  ['abschluss', 'Es fehlt die Vorprüfung.'],
] as const

const inLine = [
  ['Petra Wendt', 'Umzug'],
  ['Jonas Petersen', 'Hund anmelden'],
] as const
const others = [
  ['wohngeld', 'Karla Mewes'],
  ['führerschein umtausch', 'Heinz Dau'],
  ['gewerbe anmelden', 'Dau & Söhne GbR'],
  ['hund anmelden', 'Ines Koch'],
  ['neuer perso', 'Jonas Petersen'],
  ['führungszeugnis', 'Theodora-Elisabeth von Hohenfels-Wittenberg zu Seendorf-Lindetal'],
] as const

/** Takes every picture of `docs/screenshots/`, with the demo district as it is. */
export class Album {
  constructor(
    private readonly left: Browser,
    private readonly right: Browser,
    /** Its camera looks at a sheet of paper. */
    private readonly above: Browser,
    private readonly url: string,
    private readonly folder: string,
    private readonly size = { width: 1440, height: 900 },
  ) {}

  async fill(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
    await mkdir(this.folder, { recursive: true })
    const adviser = await this.window(this.left)
    await adviser.goto(`${this.url}/anmelden`)
    await adviser.locator('.demo .line').first().waitFor()
    await this.both(adviser, 'sign-in')
    await enter(adviser, this.url, 'j.brandt')
    for (const [words, name] of others) await openService(adviser, this.url, words, name)
    const room = await openMove(adviser, this.url)
    await this.exhausted(adviser, room)
    const specialist = await this.window(this.right)
    await enter(specialist, this.url, 'u.kessler')
    await this.duty(specialist)
    await this.desk(adviser)
    await this.talk(adviser, specialist, room)
    await this.account(adviser)
    const camera = this.camera()
    await toTheEnd(adviser, camera)
    await takeFee(adviser, camera)
    const clerk = await this.window(this.above)
    await enter(clerk, this.url, 'k.lorenz')
    await underTheCamera(clerk, camera)
    const administrator = await this.window(this.right)
    await enter(administrator, this.url, 'd.kranz')
    await administration(administrator, camera)
    await ownScreen(adviser, await this.window(this.right), camera)
    await fromHome(adviser, await this.window(this.right), camera)
    await interpreting(adviser, await this.window(this.right), camera)
    const doemzow = await this.window(this.left)
    await enter(doemzow, this.url, 't.wolf')
    await atTerminal(doemzow, await this.window(this.right, { width: 1080, height: 1920 }), camera)
    await phone(await this.window(this.right, { width: 390, height: 844 }), camera)
  }

  private camera(): Camera {
    return {
      url: this.url,
      take: (page, name) => this.take(page, name),
      both: (page, name) => this.both(page, name),
    }
  }

  private async desk(page: Page): Promise<void> {
    await page.goto(`${this.url}/`)
    await page.locator('a.line').nth(6).waitFor()
    await page.getByText('Uwe Kessler').waitFor()
    await page.getByRole('button', { name: 'Nummer ausgeben' }).click()
    for (const [name, wish] of inLine) {
      await page.getByLabel('Name (freiwillig)').fill(name)
      await page.getByLabel('Anliegen (freiwillig)').fill(wish)
      await page.getByRole('button', { name: 'Ausgeben', exact: true }).click()
      await page.getByText(name).waitFor()
      await page.getByText(/^Nummer A \d{3} ausgegeben\.$/).waitFor()
    }
    await page.getByRole('button', { name: 'Nummer ausgeben' }).click()
    await this.both(page, 'desk')
    await page.locator('[role=combobox]').fill('auto ummelden')
    await page.getByRole('option').first().waitFor()
    await this.take(page, 'desk-search')
    await find(page, this.url, 'auto ummelden')
    await this.take(page, 'desk-service')
    await answerMove(page, this.url)
    await this.take(page, 'desk-life-event')
    await page.goto(`${this.url}/vorgaenge`)
    await page.locator('.line').nth(4).waitFor()
    await this.both(page, 'cases')
    await page.goto(`${this.url}/eingang`)
    await page.getByText('Übergabe auswählen').waitFor()
    await this.take(page, 'inbox-empty')
  }

  private async exhausted(page: Page, room: string): Promise<void> {
    await page.goto(room)
    await fillVehicle(page)
    await page.locator('.head', { hasText: /Gespeichert|gespeichert/ }).waitFor()
    await this.both(page, 'case-room-before')
    for (const [step, shown] of steps) {
      await page.goto(`${room}/${step}`)
      await page.getByText(shown).first().waitFor()
      if (step === 'vorpruefung') await tab(page, /Fahrzeug/)
      await this.both(page, `case-room-${step}`)
    }
    await page.goto(room)
    await ring(page)
    await page.getByRole('button', { name: /Rückruf/ }).waitFor()
    await this.take(page, 'case-room-exhausted')
    await page.getByRole('button', { name: /Rückruf/ }).click()
    await page.getByText('Rückruf vereinbaren').or(page.getByText('niemand eingeplant')).first().waitFor()
    await this.take(page, 'case-room-callback')
    await page.getByRole('button', { name: 'Abbrechen' }).click()
    await page.getByRole('button', { name: 'Abbrechen' }).click()
    await page.getByRole('button', { name: 'Fachkraft hinzuziehen' }).waitFor()
  }

  private async duty(page: Page): Promise<void> {
    await page.goto(`${this.url}/dienst`)
    await page.locator('.panel').first().waitFor()
    await this.take(page, 'duty-off')
    await beginDuty(page)
    await page.getByText('Niemand ruft an').waitFor()
    await this.both(page, 'duty-idle')
  }

  private async talk(adviser: Page, specialist: Page, room: string): Promise<void> {
    await adviser.goto(room)
    await tab(adviser, /Fahrzeug/)
    await prepareRequest(adviser, 'eVB wird nicht angenommen, Kennzeichen soll mitgenommen werden')
    await this.take(adviser, 'case-room-request')
    await adviser.getByRole('dialog').getByRole('button', { name: 'Jetzt klingeln' }).click()
    await specialist.getByRole('button', { name: /Annehmen/ }).waitFor()
    await adviser.getByText('Es klingelt bei').waitFor()
    await this.both(specialist, 'duty-ring')
    await this.take(adviser, 'case-room-ringing')
    await accept(specialist, adviser)
    await tab(specialist, /Fahrzeug/)
    await remark(
      specialist,
      /eVB/,
      'Bitte die eVB vom Schreiben der Versicherung ablesen, nicht vom alten Schein. Danach kann ich sofort freigeben.',
    )
    await field(specialist, /Identifizierungsnummer/).press('End')
    await adviser.getByRole('tab', { name: /^Gespräch/ }).click()
    await this.chat(specialist, 'Guten Morgen, ich sehe die Unterlagen jetzt.')
    await this.chat(adviser, 'Das Schreiben der Versicherung liegt vor mir.')
    await field(adviser, /eVB/).press('End')
    await adviser.getByText('Guten Morgen, ich sehe').waitFor()
    await this.both(adviser, 'case-room', true)
    await this.both(specialist, 'case-room-specialist', true)
    await signOff(adviser, specialist, this.camera())
    await adviser.getByRole('button', { name: 'Auflegen' }).click()
    await specialist.getByRole('heading', { name: 'Wie ist es ausgegangen?' }).waitFor()
    await this.take(specialist, 'case-room-outcome')
  }

  private async chat(page: Page, text: string): Promise<void> {
    await page.getByRole('tab', { name: /^Gespräch/ }).click()
    await page.getByPlaceholder('Nachricht schreiben').fill(text)
    await page.keyboard.press('Enter')
  }

  private async account(page: Page): Promise<void> {
    await page.goto(`${this.url}/konto`)
    await page.getByRole('button', { name: 'Geräte prüfen' }).click()
    await page.getByRole('button', { name: 'Kamera und Mikrofon einschalten' }).click()
    await page.waitForFunction(() =>
      [...document.querySelectorAll('video')].some((one) => one.videoWidth > 0),
    )
    await this.take(page, 'account')
    await page.goto(`${this.url}/gibt-es-nicht`)
    await page.locator('h1').waitFor()
    await this.take(page, 'not-found')
  }

  private async window(browser: Browser, viewport = this.size): Promise<Page> {
    const context = await browser.newContext({
      viewport,
      locale: 'de-DE',
      timezoneId: 'Europe/Berlin',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    await context.addInitScript(() => localStorage.setItem('lotse.devices-checked', 'yes'))
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    return page
  }

  private async both(page: Page, name: string, suffixed = false): Promise<void> {
    await this.take(page, suffixed ? `${name}-light` : name)
    await paint(page, 'dark')
    await this.take(page, `${name}-dark`)
    await paint(page, 'light')
  }

  private async take(page: Page, name: string): Promise<void> {
    await page.evaluate(() => document.fonts.ready.then(() => true))
    await page.screenshot({ path: join(this.folder, `${name}.png`) })
  }
}
