import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openCallStage, type CallStage } from './call-stage.ts'

let stage: CallStage
beforeAll(async () => {
  stage = await openCallStage('looks.html')
})
afterEach(() => stage.empty())
afterAll(() => stage.close())

const wide = { width: 1440, height: 900 }
/** Pictures for a person to look at, when asked for. */
const pictures = process.env['LOOKS_DIR']

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .disableRules(['page-has-heading-one', 'region'])
    .analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** `video` elements of others that have painted a picture. */
const painted = (page: Page) =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('video')].filter((one) => one.videoWidth > 0 && one.offsetParent !== null)
        .length,
  )

async function allPainted(page: Page, count: number): Promise<void> {
  await expect.poll(() => painted(page)).toBe(count)
}

describe('the call on the screen', () => {
  it('[VIDEO22] three people: one big picture, two small ones, the own one mirrored and silent; in both themes without a barrier', async () => {
    const people = 'people=a,b,d'
    const [a] = await Promise.all([
      stage.look(`person=a&${people}`, wide),
      stage.look(`person=b&${people}`, wide),
      stage.look(`person=d&${people}`, wide),
    ])
    await allPainted(a, 3)
    const own = a.locator('figure', { hasText: /^Sie$/ }).locator('video')
    expect(
      await own.evaluate((video: HTMLVideoElement) => [video.muted, video.playsInline, video.className]),
    ).toEqual([true, true, 'mirrored'])
    expect(await a.locator('figure.big').count()).toBe(1)
    await picture(a, 'three-light')
    expect(await violations(a)).toEqual([])
    await a.evaluate(() => document.documentElement.setAttribute('data-kern-theme', 'dark'))
    await picture(a, 'three-dark')
    expect(await violations(a)).toEqual([])
  })

  it('[VIDEO22] below 1280 px the pictures are a strip beside one another', async () => {
    const narrow = { width: 1100, height: 800 }
    const [a] = await Promise.all([stage.look('person=a', narrow), stage.look('person=b', wide)])
    await allPainted(a, 2)
    const boxes = await a
      .locator('figure')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect))
    expect(new Set(boxes.map(({ top }) => Math.round(top))).size).toBe(1)
    expect(Math.max(...boxes.map(({ height }) => height))).toBeLessThan(130)
    await picture(a, 'strip')
  })

  it('[VIDEO23] keys and buttons act: M mutes, V takes the own picture away, hanging up ends all', async () => {
    const [a, b] = await Promise.all([stage.look('person=a', wide), stage.look('person=b', wide)])
    await Promise.all([allPainted(a, 2), allPainted(b, 2)])
    await a.keyboard.press('m')
    await a.getByRole('button', { name: 'Mikrofon einschalten' }).waitFor()
    await b.getByText(', Mikrofon aus').waitFor({ state: 'attached' })
    await a.keyboard.press('v')
    await a.getByRole('button', { name: 'Kamera einschalten' }).waitFor()
    await b.getByText('JB', { exact: true }).waitFor()
    await picture(a, 'muted')
    await a.getByRole('textbox', { name: 'Nachricht' }).fill('mv mv')
    await a.keyboard.press('Enter')
    await b.getByRole('log').getByText('mv mv').waitFor()
    expect(await a.getByRole('button', { name: 'Mikrofon einschalten' }).count()).toBe(1)
    await picture(b, 'message')
    await a.getByRole('button', { name: 'Auflegen' }).click()
    await b.getByText('Sie sind allein im Gespräch').waitFor()
  })

  it('[VIDEO21] the device check shows the own picture, moves the bar, remembers the choice by label and has no barrier', async () => {
    const page = await stage.look('person=c&people=c&check=1', { width: 1440, height: 1400 })
    await page.getByRole('button', { name: 'Kamera und Mikrofon einschalten' }).click()
    await page.getByText('Ihr Mikrofon ist zu hören.').waitFor()
    const microphone = page.getByRole('combobox', { name: 'Mikrofon' })
    const second = await microphone.locator('option').nth(1).textContent()
    await microphone.selectOption({ index: 1 })
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('lotse.device.microphone')))
      .toBe(second?.trim())
    await picture(page, 'check')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Testton abspielen' }).click()
    await page.getByRole('button', { name: 'Fertig' }).click()
    await page.getByRole('region', { name: 'Geräte prüfen' }).waitFor({ state: 'detached' })
  })
})
