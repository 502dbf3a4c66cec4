import { describe, expect, test } from 'vitest'
import { DutyRoom } from './duty-room.ts'

const ringingNames = (stage: { ringing: readonly { name: string; state: string }[] } | null) =>
  (stage?.ringing ?? []).filter((ring) => ring.state === 'ringing').map((ring) => ring.name)

describe('asking for a specialist', () => {
  test('[RING1] everybody on duty is rung with a card that shows no name and no number', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler, sahin] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('m.sahin'),
    ]
    const asked = await room.asked(brandt)

    expect(asked.state).toBe('ringing')
    expect(asked.stage).toMatchObject({ number: 1, reason: 'on_duty', until: '2026-03-02T09:00:20.000Z' })
    expect(ringingNames(asked.stage)).toEqual(['Uwe Kessler', 'Mira Sahin'])
    for (const visitor of [kessler, sahin]) {
      const [card] = room.heard(visitor, 'consultation.ringing')
      expect(card).toMatchObject({
        consultation: asked.id,
        service: 'kfz-ummeldung',
        office: 'seendorf',
        language: 'de',
        urgency: 'normal',
        mode: 'accompanied',
        contract: '2024-07',
        reason: 'on_duty',
        until: '2026-03-02T09:00:20.000Z',
      })
      expect(JSON.stringify(card)).not.toMatch(/V-2026|Wendt|caseNumber/)
      expect(room.heard(visitor, 'presence.changed').at(-1)).toEqual({ state: 'ringing' })
    }
    expect((await room.desk(kessler)).rings).toHaveLength(1)
  })

  test('[RING2] nobody answers: duty 20 s, substitutes 25 s, then the team lead is told and a callback is booked', async () => {
    const room = await DutyRoom.open()
    const brandt = await room.comes('j.brandt')
    const kessler = await room.onDuty('u.kessler')
    const menge = await room.onDuty('o.menge')
    const voss = await room.comes('i.voss')
    const asked = await room.asked(brandt)

    await room.pass(19)
    expect(room.heard(menge, 'consultation.ringing')).toEqual([])
    await room.pass(1)
    expect(room.heard(kessler, 'consultation.silenced')).toEqual([
      { consultation: asked.id, why: 'timeout', byName: null },
    ])
    expect(room.heard(menge, 'consultation.ringing')).toMatchObject([
      { reason: 'substitutes', until: '2026-03-02T09:00:45.000Z' },
    ])
    await room.pass(24)
    expect((await room.view(brandt, asked.id)).state).toBe('ringing')
    await room.pass(1)
    expect(await room.view(brandt, asked.id)).toMatchObject({ state: 'exhausted', stage: null, until: null })
    expect(room.heard(voss, 'consultation.escalated')).toEqual([
      {
        consultation: asked.id,
        unitName: 'Zulassungsstelle',
        officeName: 'Bürgerbüro Seendorf',
        serviceTitle: expect.any(String),
      },
    ])

    const { slots, heldUntil } = await room.acts.read((tx) =>
      room.consultations.callbacks.slots(tx, brandt.principal, asked.id),
    )
    expect(slots.map((slot) => [slot.from, slot.personName])).toEqual([
      ['2026-03-02T09:15:00.000Z', 'Uwe Kessler'],
      ['2026-03-02T09:30:00.000Z', 'Uwe Kessler'],
      ['2026-03-02T09:45:00.000Z', 'Uwe Kessler'],
    ])
    expect(heldUntil).toBe('2026-03-02T09:03:45.000Z')
    const { from, person } = slots[1]!
    const booked = await room.acts.run(brandt.principal, (act) =>
      room.consultations.callbacks.book(act, asked.id, from, person, {}),
    )
    expect(booked).toMatchObject({
      state: 'booked',
      from,
      personName: 'Uwe Kessler',
      unitName: 'Zulassungsstelle',
    })
    expect((await room.view(brandt, asked.id)).state).toBe('callback_booked')
    expect((await room.desk(kessler)).callbacks).toMatchObject([
      { id: booked.id, officeName: 'Bürgerbüro Seendorf' },
    ])
  })

  test('[RING3] a decline moves on at once, and who declined is not rung again', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler, menge] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('o.menge'),
    ]
    const asked = await room.asked(brandt)
    expect(await room.decline(kessler, asked.id)).toEqual({ state: 'ringing' })
    expect(room.heard(kessler, 'consultation.silenced')).toMatchObject([{ why: 'declined' }])
    expect(room.heard(menge, 'consultation.ringing')).toHaveLength(1)
    expect(await room.decline(kessler, asked.id)).toEqual({ state: 'ringing' })
    expect(await room.decline(menge, asked.id)).toEqual({ state: 'exhausted' })
    await room.wait(brandt, asked.id)
    await room.set(kessler, 'away')
    await room.set(kessler, 'available')
    expect(room.heard(kessler, 'consultation.ringing')).toHaveLength(1)
  })

  test('[RING4] while one of a stage still rings, a decline changes nothing for the others', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler, sahin] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('m.sahin'),
    ]
    const asked = await room.asked(brandt)
    const card = room.heard(sahin, 'consultation.ringing')[0]!
    await room.decline(kessler, asked.id)
    expect(await room.view(brandt, asked.id)).toMatchObject({
      state: 'ringing',
      stage: { number: 1, until: card.until },
    })
    expect((await room.accept(sahin, asked.id, card.rev)).acceptedByName).toBe('Mira Sahin')
  })

  test('[RING5] nobody there: exhausted at once, in the same answer', async () => {
    const room = await DutyRoom.open()
    const brandt = await room.comes('j.brandt')
    const voss = await room.comes('i.voss')
    const asked = await room.asked(brandt)
    expect(asked).toMatchObject({ state: 'exhausted', stage: null })
    expect(room.heard(voss, 'consultation.escalated')).toHaveLength(1)
  })

  test('[RING6] the tab of a specialist dies while ringing: the ring ends after five seconds and moves on', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler, menge] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('o.menge'),
    ]
    await kessler.open('second')
    const asked = await room.asked(brandt)
    await kessler.close()
    await room.pass(6)
    expect(room.heard(kessler, 'consultation.silenced')).toEqual([])
    await kessler.close('second')
    await room.pass(4)
    expect(room.heard(kessler, 'consultation.silenced')).toEqual([])
    await room.pass(1)
    expect(room.heard(kessler, 'consultation.silenced')).toEqual([
      { consultation: asked.id, why: 'gone', byName: null },
    ])
    expect(room.heard(menge, 'consultation.ringing')).toHaveLength(1)
    expect(await room.stateOf(kessler)).toBe('gone')
    const view = await room.view(brandt, asked.id)
    expect(view.stage).toMatchObject({ number: 2, reason: 'substitutes' })
  })

  test('[RING7] a reload within the grace keeps the ring', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler] = [await room.comes('j.brandt'), await room.onDuty('u.kessler')]
    const asked = await room.asked(brandt)
    await kessler.close()
    await room.pass(4)
    await kessler.open('reloaded')
    await room.pass(5)
    expect(room.heard(kessler, 'consultation.silenced')).toEqual([])
    expect((await room.accept(kessler, asked.id)).state).toBe('accepted')
  })

  test('[RING8] a request survives a restart in the middle of a stage with the time it had left', async () => {
    const before = await DutyRoom.open()
    const [brandt, kessler, menge] = [
      await before.comes('j.brandt'),
      await before.onDuty('u.kessler'),
      await before.onDuty('o.menge'),
    ]
    const asked = await before.asked(brandt)
    await before.pass(8)
    const room = await before.restart()
    await room.presence.legOpened(kessler.principal, 'back' as never)
    await room.presence.legOpened(menge.principal, 'back-too' as never)
    expect((await room.desk(kessler)).rings).toMatchObject([
      { consultation: asked.id, until: '2026-03-02T09:00:20.000Z' },
    ])
    await room.pass(11)
    expect(room.heard(kessler, 'consultation.silenced')).toEqual([])
    await room.pass(1)
    expect(room.heard(kessler, 'consultation.silenced')).toMatchObject([{ why: 'timeout' }])
    expect(room.heard(menge, 'consultation.ringing')).toMatchObject([{ until: '2026-03-02T09:00:45.000Z' }])
  })

  test('[RING9] a stage that ran out while the server was down ends with its start', async () => {
    const before = await DutyRoom.open()
    const [brandt, kessler] = [await before.comes('j.brandt'), await before.onDuty('u.kessler')]
    const asked = await before.asked(brandt)
    await before.stop()
    await before.clock.advance(60_000)
    const room = await DutyRoom.open({ clock: before.clock, database: before.database })
    await room.pass(1)
    expect((await room.view(brandt, asked.id)).state).toBe('exhausted')
    expect(room.heard(kessler, 'consultation.silenced')).toMatchObject([{ why: 'timeout' }])
  })

  test('[RING10] cancelled: the cards go, and nobody can accept any more', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler] = [await room.comes('j.brandt'), await room.onDuty('u.kessler')]
    const asked = await room.asked(brandt)
    expect((await room.cancel(brandt, asked.id)).state).toBe('cancelled')
    expect((await room.cancel(brandt, asked.id)).state).toBe('cancelled')
    expect(room.heard(kessler, 'consultation.silenced')).toMatchObject([{ why: 'cancelled' }])
    await expect(room.accept(kessler, asked.id)).rejects.toMatchObject({
      code: 'E_STATE',
      reason: 'request-cancelled',
    })
    expect(await room.stateOf(kessler)).toBe('available')
  })

  test('[RING11] an accept after the ring is over is told so in a sentence', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler, menge] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('o.menge'),
    ]
    const asked = await room.asked(brandt)
    await room.pass(20)
    await expect(room.accept(kessler, asked.id)).rejects.toMatchObject({
      code: 'E_STATE',
      reason: 'ring-over',
    })
    expect((await room.accept(menge, asked.id)).acceptedBecause).toBe('substitutes')
  })

  test('[RING12] waiting on keeps the place: whoever becomes free is rung, urgent matters first', async () => {
    const room = await DutyRoom.open()
    const brandt = await room.comes('j.brandt')
    const first = await room.asked(brandt)
    const second = await room.asked(brandt, { urgency: 'urgent' })
    await room.pass(1)
    expect((await room.wait(brandt, first.id)).stage).toMatchObject({ reason: 'queue', until: null })
    await room.wait(brandt, second.id)
    const kessler = await room.onDuty('u.kessler')
    expect(room.heard(kessler, 'consultation.ringing')).toMatchObject([
      { consultation: second.id, reason: 'queue' },
    ])
    const sahin = await room.onDuty('m.sahin')
    expect(room.heard(sahin, 'consultation.ringing')).toMatchObject([{ consultation: first.id }])
    await room.accept(kessler, second.id)
    await room.pass(20)
    expect(await room.view(brandt, first.id)).toMatchObject({
      state: 'exhausted',
      stage: { reason: 'queue' },
    })
    await room.end(kessler, second.id)
    await room.close(kessler, second.id)
    expect(room.heard(kessler, 'consultation.ringing').at(-1)).toMatchObject({ consultation: first.id })
  })

  test('[RING13] one live consultation per service of a case; another service may ask at the same time', async () => {
    const room = await DutyRoom.open()
    const [brandt] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('o.menge'),
    ]
    const id = await room.openCase(brandt, 'kfz-ummeldung', 'fuehrerschein-umtausch')
    await room.request(brandt, id)
    await expect(room.request(brandt, id)).rejects.toMatchObject({
      code: 'E_STATE',
      reason: 'consultation-running',
    })
    expect((await room.request(brandt, id, { service: 'fuehrerschein-umtausch' })).state).toBe('ringing')
  })

  test('[RING14] unknown, foreign and someone else’s: the same answer; without a specialist: whom to ask', async () => {
    const room = await DutyRoom.open()
    const [brandt, wolf, arndt] = [
      await room.comes('j.brandt'),
      await room.comes('k.lorenz'),
      await room.comes('b.arndt'),
    ]
    await room.onDuty('u.kessler')
    const asked = await room.asked(brandt)
    const unknown = { code: 'E_NOT_FOUND', reason: 'case-unknown' }
    await expect(room.request(wolf, asked.case)).rejects.toMatchObject(unknown)
    await expect(room.request(wolf, '0190a000-0000-7000-8000-000000000000' as never)).rejects.toMatchObject(
      unknown,
    )
    await expect(room.cancel(wolf, asked.id)).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
      reason: 'consultation-unknown',
    })
    await expect(room.cancel(arndt, asked.id)).rejects.toMatchObject({ code: 'E_FORBIDDEN' })
    const plain = await room.openCase(brandt, 'wohnsitz-anmelden')
    await expect(room.request(brandt, plain, { service: 'wohnsitz-anmelden' })).rejects.toMatchObject({
      code: 'E_STATE',
      reason: 'no-unit',
    })
    await expect(room.request(brandt, plain)).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
      reason: 'service-not-in-case',
    })
  })

  test('[RING15] a written request stands on the page of the whole unit', async () => {
    const room = await DutyRoom.open()
    const [brandt, sahin] = [await room.comes('j.brandt'), await room.comes('m.sahin')]
    const asked = await room.asked(brandt)
    const view = await room.acts.run(brandt.principal, (act) =>
      room.consultations.callbacks.write(act, asked.id, {}),
    )
    expect(view.state).toBe('written_request')
    expect((await room.desk(sahin)).written).toMatchObject([
      { consultation: asked.id, officeName: 'Bürgerbüro Seendorf' },
    ])
    expect(room.heard(sahin, 'consultation.changed')).toHaveLength(1)
  })

  test('[RING16] in a Type A office the district colleague next door is rung alone first', async () => {
    const room = await DutyRoom.open()
    const [lorenz, adler, kessler] = [
      await room.comes('k.lorenz'),
      await room.onDuty('f.adler'),
      await room.onDuty('u.kessler'),
    ]
    const asked = await room.asked(lorenz)
    expect(asked.stage).toMatchObject({ reason: 'same_office', ringing: [{ name: 'Falk Adler' }] })
    await room.pass(20)
    expect(room.heard(kessler, 'consultation.ringing')).toMatchObject([{ reason: 'on_duty' }])
    expect(room.heard(adler, 'consultation.silenced')).toMatchObject([{ why: 'timeout' }])
  })

  test('[RING17] the embedded store tells the same story, its one connection never waits for itself', async () => {
    const room = await DutyRoom.open({ store: 'embedded' })
    const [brandt, kessler, sahin] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('m.sahin'),
    ]
    const asked = await room.asked(brandt)
    await room.consent(brandt, asked.case, 'audio', 'file')
    const answers = await Promise.allSettled([room.accept(kessler, asked.id), room.accept(sahin, asked.id)])
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected'])
    expect([...(await room.consultations.peers(asked.id, brandt.person))]).toEqual([kessler.person])
    await kessler.close()
    await room.pass(45)
    expect((await room.view(brandt, asked.id)).state).toBe('wrapup')
    await room.pass(255)
    expect(await room.view(brandt, asked.id)).toMatchObject({ state: 'closed', disclosure: 2 })
    await room.pass(45)
    expect((await room.view(brandt, asked.id)).disclosure).toBe(0)
    expect((await room.asked(brandt)).state).toBe('ringing')
    expect(room.faults).toEqual([])
  })
})
