import { describe, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { LiveDesk } from './live-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const wohngeld = 'wohngeld' as ServiceId
const umschreibung = 'kfz-umschreibung' as ServiceId

async function counter() {
  const live = await LiveDesk.start()
  const [brandt, kessler] = [await live.visit('j.brandt'), await live.visit('u.kessler')]
  await kessler.do(commands.setPresence, { state: 'available' })
  return { live, brandt, kessler }
}

describe('more people at one table, over real connections', () => {
  test('[PRE4] level 1 is the question with red and amber findings by their rules, and no answer', async () => {
    const { brandt, kessler } = await counter()
    const { id, services } = await brandt.do(commands.openCase, {
      services: [umschreibung],
      citizen: { name: 'Petra Wendt' },
    })
    await brandt.do(commands.runPrecheck, { case: id, caseService: services[0]!.id })
    const wish = { case: id, service: umschreibung, question: 'Was nun?', pretalk: true }
    const { id: consultation } = await brandt.do(commands.request, wish)
    const findings = (by: typeof brandt) => by.ask(commands.findings, { consultation })
    await kessler.hears('consultation.ringing')
    expect(await findings(kessler)).toMatchObject({ ok: false })
    await brandt.do(commands.giveConsent, { case: id, scopes: ['file'], how: 'spoken' })
    await kessler.do(commands.accept, { consultation })

    const told = await findings(kessler)
    expect(told).toMatchObject({ ok: true })
    const rows = told.ok ? told.value.findings : []
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map((row) => Object.keys(row).toSorted().join()))).toEqual(
      new Set(['colour,id,source,title']),
    )
    expect(await kessler.ask(commands.getCase, { case: id })).toMatchObject({ code: 'E_NOT_FOUND' })
    await kessler.do(commands.connect, { consultation })
    await kessler.do(commands.getCase, { case: id })
  })

  test('[JOIN7] a second specialist of another authority: rung beside the talk, asked about, named in the Verlauf', async () => {
    const { live, brandt, kessler } = await counter()
    const krause = await live.visit('s.krause')
    await krause.do(commands.setPresence, { state: 'available' })
    const { id } = await brandt.do(commands.openCase, {
      services: [kfz, wohngeld],
      citizen: { name: 'Petra Wendt' },
    })
    await brandt.do(commands.giveConsent, { case: id, scopes: ['audio', 'file'], how: 'spoken' })
    const ask = (more: object) =>
      brandt.ask(commands.request, { case: id, question: 'Was nun?', ...more } as never)
    const talk = await brandt.do(commands.request, { case: id, service: kfz, question: 'Was nun?' })
    expect(await ask({ service: wohngeld, joins: talk.id })).toMatchObject({ code: 'E_STATE' })
    await kessler.do(commands.accept, { consultation: talk.id })
    expect(await ask({ service: wohngeld, joins: id })).toMatchObject({ code: 'E_NOT_FOUND' })

    const joined = await brandt.do(commands.request, {
      case: id,
      service: wohngeld,
      question: 'Und Wohngeld?',
      joins: talk.id,
    })
    await krause.hears('consultation.ringing', (card) => card.joins === talk.id)
    await krause.do(commands.accept, { consultation: joined.id })
    await kessler.hears('consultation.changed', ({ consultation }) => consultation.seats.length === 3)
    expect(await krause.ask(commands.getCase, { case: id })).toMatchObject({ code: 'E_NOT_FOUND' })
    expect(await kessler.ask(commands.consent, { consultation: joined.id, answer: 'given' })).toMatchObject({
      ok: false,
    })
    await brandt.do(commands.consent, { consultation: joined.id, answer: 'given' })
    await krause.do(commands.getCase, { case: id })
    expect(await krause.ask(commands.end, { consultation: talk.id })).toMatchObject({ code: 'E_FORBIDDEN' })
    await krause.do(commands.end, { consultation: joined.id })
    await brandt.hears('consultation.changed', ({ consultation }) =>
      consultation.seats.some((seat) => seat.person === krause.person && seat.state === 'left'),
    )
    const { entries } = await brandt.do(commands.readHistory, { case: id })
    const answered = entries.filter(({ action }) => action === 'consultation.accepted')
    expect(answered.map(({ personName }) => personName)).toEqual(['Uwe Kessler', 'Silke Krause'])
    expect(entries.map(({ action }) => action)).toContain('consent.authority_given')
  })
})
