import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { CounterId, ServiceId } from '#shared/model/ids.ts'
import { commands } from '#shared/contract/wire.ts'
import { languageHeader, languageNames, type Language } from '#shared/text/languages.ts'
import { spoken } from '#server/platform/sentences.ts'
import { said, WireDesk, type Person, type Tab } from './wire-desk.ts'

let desk: WireDesk
let brandt: Person
let screen: Person
let seat: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.signIn('j.brandt')
  screen = await desk.pair(brandt, 'seendorf-1')
  seat = await screen.tab()
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const german = {
  over: 'Gerade läuft kein Gespräch mit Bild oder Ton, dem Sie zugestimmt haben.',
  malformed:
    'Die Anfrage war unvollständig oder falsch aufgebaut. Bitte die Seite neu laden und noch einmal versuchen.',
}
const nowhere = '00000000-0000-7000-8000-000000000000'
const others = languageNames.filter((one) => one !== 'de')

test('[REFUSE3] a seat is refused in the language its page shows, packet by packet; in German when it says nothing or nonsense', async () => {
  const { confideSeat } = commands
  const ask = (more: object) =>
    seat
      .send(confideSeat.name, { id: uuidv7(), body: { consultation: nowhere, wish: 'alone' }, ...more })
      .then(said)
  for (const one of others) expect(await ask({ language: one })).toBe(`E_STATE ${spoken[one]['no-talk-now']}`)
  for (const more of [{}, { language: 'de' }, { language: 'en-US' }, { language: 'constructor' }])
    expect([more, await ask(more)]).toEqual([more, `E_STATE ${german.over}`])

  // What is refused unread, and what no seat may do, too.
  for (const one of others) {
    const odd = await seat.send(confideSeat.name, { id: 'no-uuid', language: one, body: {} })
    expect(said(odd)).toBe(`E_SCHEMA ${spoken[one].malformed}`)
    const staff = await seat.send(commands.listCases.name, { id: uuidv7(), language: one, body: {} })
    expect(said(staff)).toBe(`E_FORBIDDEN ${spoken[one]['role-may-not']}`)
  }
  expect(said(await seat.send(confideSeat.name, { id: uuidv7(), language: 7, body: {} }))).toBe(
    `E_SCHEMA ${german.malformed}`,
  )
})

test('[REFUSE3] the same act in another language is the same act', async () => {
  const tab = await brandt.tab()
  const { id } = await tab.do(commands.openCase, { services: ['wohnsitz-anmelden' as ServiceId] })
  await tab.do(commands.shareCase, { counter: 'seendorf-1' as CounterId, case: id })
  const packet = { id: uuidv7(), body: { case: id, scopes: ['video'], how: 'screen' } }
  const first = await seat.send(commands.giveConsent.name, { ...packet, language: 'tr' })
  expect(said(first)).toBe('ok')
  expect(await seat.send(commands.giveConsent.name, { ...packet, language: 'ar' })).toEqual(first)
})

test('[REFUSE4] over HTTP the header of the page says the language; a browser’s own wish does not, so that staff read German', async () => {
  const message = async (answer: Response) => ((await answer.json()) as { message: string }).message
  const pair = (headers: Record<string, string>) =>
    desk.send('/api/counters/pair', 'POST', { code: 'ABCD2345' }, headers).then(message)
  const inPage = (language: Language) => ({ [languageHeader]: language })
  expect(await pair(inPage('tr'))).toBe(spoken.tr['pairing-code'])
  expect(await pair(inPage('easy'))).toBe(spoken.easy['pairing-code'])
  const wishes = [{}, { 'accept-language': 'en' }, { [languageHeader]: 'xx' }, { [languageHeader]: 'en, tr' }]
  for (const wish of wishes) expect(await pair(wish)).toMatch(/^Dieser Code gilt nicht/)

  const invited = (body: object) =>
    desk.send('/api/invitations/redeem', 'POST', body, inPage('en')).then(message)
  expect(await invited({ token: 'A'.repeat(16), name: 'Petra Wendt' })).toBe(spoken.en['invitation-code'])
  expect(await invited({})).toBe(spoken.en.malformed)
  expect(await message(await desk.send('/api/phone/look', 'POST', { code: '7KXM-Q4RT' }, inPage('ar')))).toBe(
    spoken.ar['phone-unknown'],
  )

  const { id } = await (
    await brandt.tab()
  ).do(commands.openCase, {
    services: ['wohnsitz-anmelden' as ServiceId],
  })
  const path = `/api/cases/${id}/evidence`
  expect(await message(await brandt.ask(path, 'POST', {}, { 'accept-language': 'en' }))).toMatch(
    /^Es ist keine Datei angekommen/,
  )
  expect(await message(await screen.ask(`${path}?as=seat`, 'POST', {}, inPage('en')))).toBe(
    spoken.en['case-unknown'],
  )
})
