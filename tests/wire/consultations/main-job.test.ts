import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { LiveDesk, type LiveVisitor } from './live-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const question = 'ZB II liegt bei der Bank, was nun?'

async function counter() {
  const live = await LiveDesk.start()
  const brandt = await live.visit('j.brandt')
  const kessler = await live.visit('u.kessler')
  const sahin = await live.visit('m.sahin')
  for (const visitor of [kessler, sahin]) await visitor.do(commands.setPresence, { state: 'available' })
  const opened = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Petra Wendt' } })
  const ask = () => brandt.do(commands.request, { case: opened.id, service: kfz, question })
  return { live, brandt, kessler, sahin, opened, ask }
}

describe('a consultation over real connections', () => {
  test('[CALL13] request, ring, accept, consent, hang up, outcome: everybody hears their part', async () => {
    const { brandt, kessler, sahin, opened, ask } = await counter()
    const asked = await ask()
    expect(asked).toMatchObject({ state: 'ringing', stage: { reason: 'on_duty' } })
    const card = await kessler.hears('consultation.ringing')
    expect(card).toMatchObject({
      stream: `person/${kessler.person}`,
      body: { consultation: asked.id, question },
    })
    expect(JSON.stringify(card)).not.toMatch(/Wendt|V-20/)
    await sahin.hears('consultation.ringing')

    const view = await kessler.do(commands.accept, { consultation: asked.id }, { rev: card.body.rev })
    expect(view).toMatchObject({ state: 'accepted', disclosure: 1, caseNumber: opened.number })
    await sahin.hears(
      'consultation.silenced',
      (body) => body.why === 'accepted_elsewhere' && body.byName === 'Uwe Kessler',
    )
    await brandt.hears('consultation.changed', (body) => body.consultation.state === 'accepted')
    expect(await kessler.ask(commands.getCase, { case: opened.id })).toMatchObject({
      ok: false,
      code: 'E_NOT_FOUND',
    })

    await brandt.do(commands.giveConsent, {
      case: opened.id,
      scopes: ['audio', 'video', 'file'],
      how: 'spoken',
    })
    await kessler.hears('consultation.changed', (body) => body.consultation.disclosure === 2)
    expect((await kessler.do(commands.getCase, { case: opened.id })).citizen).toEqual({ name: 'Petra Wendt' })

    await brandt.do(commands.end, { consultation: asked.id })
    await kessler.hears('presence.changed', (body) => body.state === 'wrapup')
    const closed = await kessler.do(commands.close, {
      consultation: asked.id,
      outcome: 'solved',
      note: 'Bank angeschrieben',
    })
    expect(closed).toMatchObject({ state: 'closed', outcome: 'solved' })
    await kessler.hears('presence.changed', (body) => body.state === 'available')
  })

  test('[CALL14] two accept over the wire: one winner, the other reads who was first', async () => {
    const { kessler, sahin, ask } = await counter()
    const asked = await ask()
    const body = { consultation: asked.id }
    const replies = await Promise.all([kessler.ask(commands.accept, body), sahin.ask(commands.accept, body)])
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    const winner = replies[0]?.ok ? 'Uwe Kessler' : 'Mira Sahin'
    expect(replies.find((reply) => !reply.ok)).toEqual({
      ok: false,
      code: 'E_STATE',
      retry: false,
      message: `${winner} hat die Anfrage schon angenommen. Für Sie ist nichts weiter zu tun.`,
    })
  })

  test('[CALL20] a service called off silences the ring for it', async () => {
    const { brandt, kessler, opened, ask } = await counter()
    const asked = await ask()
    await kessler.hears('consultation.ringing')
    const caseService = opened.services[0]!.id
    await brandt.do(commands.cancelService, { case: opened.id, caseService, reason: 'überlegt es sich' })
    await kessler.hears(
      'consultation.silenced',
      (body) => body.consultation === asked.id && body.why === 'cancelled',
    )
    expect((await brandt.do(commands.read, { consultation: asked.id })).state).toBe('cancelled')
    const late = await kessler.ask(commands.accept, { consultation: asked.id })
    expect(late).toMatchObject({ ok: false, code: 'E_STATE' })
    const { entries } = await brandt.do(commands.readHistory, { case: opened.id })
    expect(entries.slice(-2).map(({ action }) => action)).toEqual([
      'service.cancelled',
      'consultation.cancelled',
    ])
    expect(entries.at(-2)?.detail).toMatchObject({ why: 'überlegt es sich' })
  })

  test('[CALL20] a service called off ends the talk about it, and only that', async () => {
    const { brandt, kessler, sahin, opened, ask } = await counter()
    const { services } = await brandt.do(commands.addService, {
      case: opened.id,
      service: 'kfz-neuzulassung' as ServiceId,
    })
    const asked = await ask()
    await kessler.hears('consultation.ringing')
    await kessler.do(commands.accept, { consultation: asked.id })
    await brandt.do(commands.giveConsent, { case: opened.id, scopes: ['audio', 'file'], how: 'spoken' })
    await kessler.hears('consultation.changed', (body) => body.consultation.disclosure === 2)
    const other = services.at(-1)!
    await brandt.do(commands.cancelService, { case: opened.id, caseService: other.id, reason: 'doch nicht' })
    expect((await brandt.do(commands.read, { consultation: asked.id })).state).toBe('connected')

    await brandt.do(commands.cancelService, {
      case: opened.id,
      caseService: opened.services[0]!.id,
      reason: 'doch nicht',
    })
    const { body } = await kessler.hears(
      'consultation.changed',
      ({ consultation }) => consultation.state === 'wrapup',
    )
    expect(body.consultation).toMatchObject({ disclosure: 2, seats: [{ state: 'left' }, { state: 'left' }] })
    await kessler.do(commands.close, { consultation: asked.id, outcome: 'citizen_left' })
    await kessler.hears('presence.changed', ({ state }) => state === 'available')
    sahin.disconnect()
  })

  test('[CALL15] nobody answers: stages by the clock of the server, also across its restart, then a callback', async () => {
    const { live, brandt, ask } = await counter()
    const asked = await ask()
    await live.clock.advance(12_000)
    const again = await live.restart()
    const back = await again.visit('j.brandt')
    await again.clock.advance(7_999)
    expect((await back.do(commands.read, { consultation: asked.id })).state).toBe('ringing')
    await again.clock.advance(1)
    await back.hears('consultation.changed', (body) => body.consultation.state === 'exhausted')
    const { slots } = await back.do(commands.slots, { consultation: asked.id })
    expect(slots).toHaveLength(3)
    const { from, person } = slots[0]!
    expect(await back.do(commands.book, { consultation: asked.id, from, person })).toMatchObject({
      state: 'booked',
      from,
    })
    brandt.disconnect()
  })

  test('[CALL21] a request in writing is answered once by the unit, and who asked reads the answer', async () => {
    const { live, brandt, kessler, sahin, opened, ask } = await counter()
    const asked = await ask()
    await live.clock.advance(45_000)
    await brandt.hears('consultation.changed', (body) => body.consultation.state === 'exhausted')
    const early = await kessler.ask(commands.answerWritten, { consultation: asked.id, text: 'Ja.' })
    expect(early).toMatchObject({ ok: false, code: 'E_STATE' })
    await brandt.do(commands.write, { consultation: asked.id })
    const text = 'Die eVB genügt.\nBitte mit Siegel.'
    await sahin.do(commands.answerWritten, { consultation: asked.id, text })
    const { body } = await brandt.hears(
      'consultation.changed',
      (one) => one.consultation.state === 'answered',
    )
    expect(body.consultation.answer).toMatchObject({ text, byName: 'Mira Sahin' })
    expect(await kessler.ask(commands.answerWritten, { consultation: asked.id, text: 'Nein.' })).toEqual({
      ok: false,
      code: 'E_STATE',
      retry: false,
      message: 'Mira Sahin hat diese Anfrage schon beantwortet. Für Sie ist nichts weiter zu tun.',
    })
    expect((await kessler.do(commands.readDesk, {})).written).toEqual([])
    const { entries } = await brandt.do(commands.readHistory, { case: opened.id })
    expect(entries.at(-1)).toMatchObject({ action: 'consultation.answered', detail: { answer: text } })
  })

  test('[CALL16] the specialist’s only tab is cut off while ringing: gone within fifteen seconds, the ring with it', async () => {
    const { live, brandt, kessler, sahin, ask } = await counter()
    sahin.disconnect()
    await brandt.do(commands.resumeStream, { stream: 'duty/kfz' })
    const board = () => brandt.do(commands.readBoard, {})
    const asked = await ask()
    kessler.disconnect()
    // The lease begins when the server has noticed; from then on its clock decides.
    while ((await board()).units.find((unit) => unit.unit === 'kfz')!.people.length > 0)
      await live.clock.advance(1_000)
    await brandt.hears('consultation.changed', (body) => body.consultation.state === 'exhausted')
    expect((await brandt.do(commands.read, { consultation: asked.id })).state).toBe('exhausted')
  })
})

describe('every command: refused as the contract says', () => {
  const strangers = ['00000000-0000-7000-8000-000000000000'] as const
  const bodies: Record<string, (consultation: string, person: string) => unknown> = {
    'consultation:get': (consultation) => ({ consultation }),
    'consultation:accept': (consultation) => ({ consultation }),
    'consultation:decline': (consultation) => ({ consultation, reason: 'busy' }),
    'consultation:cancel': (consultation) => ({ consultation }),
    'consultation:wait': (consultation) => ({ consultation }),
    'consultation:write': (consultation) => ({ consultation }),
    'consultation:answer': (consultation) => ({ consultation, text: 'Ja.' }),
    'consultation:join': (consultation) => ({ consultation }),
    'consultation:leave': (consultation) => ({ consultation }),
    'consultation:findings': (consultation) => ({ consultation }),
    'consultation:consent': (consultation) => ({ consultation, answer: 'given' }),
    'consultation:colleagues': (consultation) => ({ consultation }),
    'consultation:observe': (consultation, person) => ({ consultation, person }),
    'consultation:connect': (consultation) => ({ consultation }),
    'consultation:hold': (consultation) => ({ consultation }),
    'consultation:resume': (consultation) => ({ consultation }),
    'consultation:end': (consultation) => ({ consultation }),
    'consultation:close': (consultation) => ({ consultation, outcome: 'solved' }),
    'callback:slots': (consultation) => ({ consultation }),
    'callback:book': (consultation, person) => ({ consultation, from: '2026-03-02T10:00:00.000Z', person }),
  }
  const packet = (body: unknown, more: object = {}) => ({ id: uuidv7(), ...more, body })

  test('[CALL17] unknown, foreign and not one’s own give the same answer on every command', async () => {
    const { live, ask } = await counter()
    const asked = await ask()
    const [krause, lorenz] = [await live.visit('s.krause'), await live.visit('k.lorenz')]
    const codes = async (visitor: LiveVisitor, id: string) =>
      Promise.all(
        Object.entries(bodies).map(async ([name, body]) => {
          const reply = await visitor.send(name, packet(body(id, visitor.person)))
          return [name, reply.ok ? 'ok' : `${reply.code} ${reply.message}`]
        }),
      )
    for (const visitor of [krause, lorenz]) {
      const foreign = await codes(visitor, asked.id)
      expect(foreign).toEqual(await codes(visitor, strangers[0]))
      expect(foreign.every(([, code]) => /^E_(NOT_FOUND|FORBIDDEN) /.test(code ?? ''))).toBe(true)
    }
  })

  test('[CALL18] malformed bodies are refused before anything is read', async () => {
    const { brandt } = await counter()
    const replies = await Promise.all([
      ...Object.keys(bodies).map((name) => brandt.send(name, packet({ consultation: 'x' }))),
      ...Object.keys(bodies).map((name) =>
        brandt.send(name, packet({ consultation: strangers[0], extra: true })),
      ),
      brandt.send(
        'consultation:request',
        packet({ case: strangers[0], service: 'kfz-ummeldung', question: '' }),
      ),
      brandt.send(
        'consultation:request',
        packet({ case: strangers[0], service: 'kfz-ummeldung', question: 'x'.repeat(301) }),
      ),
      brandt.send('presence:set', packet({ state: 'in_call' })),
    ])
    expect(new Set(replies.map((reply) => (reply.ok ? 'ok' : reply.code)))).toEqual(new Set(['E_SCHEMA']))
  })

  test('[CALL19] a stale revision is refused, the same id again gives the stored answer', async () => {
    const { brandt, kessler, ask } = await counter()
    const asked = await ask()
    expect(await brandt.ask(commands.cancel, { consultation: asked.id }, { rev: 77 })).toMatchObject({
      code: 'E_STALE_REV',
    })
    expect(await kessler.ask(commands.accept, { consultation: asked.id }, { rev: 77 })).toMatchObject({
      code: 'E_STALE_REV',
    })
    const id = uuidv7()
    const first = await kessler.ask(commands.accept, { consultation: asked.id }, { id })
    const second = await kessler.ask(commands.accept, { consultation: asked.id }, { id })
    expect(first.ok).toBe(true)
    expect(second).toEqual(first)
    for (const command of [commands.hold, commands.end] as const) {
      expect(await kessler.ask(command, { consultation: asked.id }, { rev: 1 })).toMatchObject({
        code: 'E_STALE_REV',
      })
    }
  })
})
