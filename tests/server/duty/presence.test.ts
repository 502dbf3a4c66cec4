import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { UnitOnDuty } from '#shared/contract/duty-contract.ts'
import type { LegId, SessionId } from '#shared/model/ids.ts'
import { asTx } from '#server/store/tx.ts'
import { dutyStore } from '#server/store/duty-store.ts'
import { DutyRoom, type Visitor } from '../consultations/duty-room.ts'

const boardOf = async (room: DutyRoom, reader: Visitor, unit = 'kfz'): Promise<UnitOnDuty> => {
  const { units } = await room.acts.read((tx) => room.board.read(tx, reader.principal))
  return units.find((each) => each.unit === unit)!
}

describe('presence', () => {
  test('[DUTY1] going on duty is seen by the person and on the board of the unit', async () => {
    const room = await DutyRoom.open()
    const kessler = await room.comes('u.kessler')
    expect(await room.stateOf(kessler)).toBe('signed_out')
    expect(await room.set(kessler, 'available')).toEqual({ state: 'available' })
    expect(room.heard(kessler, 'presence.changed')).toEqual([{ state: 'available' }])
    const told = room.events.filter((event) => event.stream === 'duty/kfz').at(-1)
    expect(told?.body).toMatchObject({
      unit: {
        unit: 'kfz',
        people: [{ name: 'Uwe Kessler', state: 'available', officeName: 'Kreishaus Lindenstadt' }],
      },
    })
  })

  test('[DUTY2] several tabs are one person: gone only after the last one, and not before the grace', async () => {
    const room = await DutyRoom.open()
    const kessler = await room.onDuty('u.kessler')
    await kessler.open('second')
    await kessler.close()
    await room.pass(10)
    expect(await room.stateOf(kessler)).toBe('available')
    await kessler.close('second')
    await room.pass(4)
    expect(await room.stateOf(kessler)).toBe('available')
    await room.pass(1)
    expect(await room.stateOf(kessler)).toBe('gone')
    expect(room.heard(kessler, 'presence.changed').at(-1)).toEqual({ state: 'gone' })
  })

  test('[DUTY3] back in the same session within twelve hours the choice still holds', async () => {
    const room = await DutyRoom.open()
    const kessler = await room.onDuty('u.kessler')
    await room.set(kessler, 'do_not_disturb')
    await kessler.close()
    await room.pass(5)
    await room.clock.advance(11 * 3_600_000)
    await kessler.open()
    expect(await room.stateOf(kessler)).toBe('do_not_disturb')
    await kessler.close()
    await room.pass(5)
    await room.clock.advance(12 * 3_600_000)
    await kessler.open()
    expect(await room.stateOf(kessler)).toBe('signed_out')
  })

  test('[DUTY4] a new session begins signed out', async () => {
    const room = await DutyRoom.open()
    const kessler = await room.onDuty('u.kessler')
    await kessler.close()
    await room.pass(5)
    const again = { ...kessler.principal, session: randomUUID() as string as SessionId }
    await room.presence.legOpened(again, 'new' as LegId)
    expect(await room.stateOf(kessler)).toBe('signed_out')
  })

  test('[DUTY5] after a restart everybody has fifteen seconds to come back', async () => {
    const before = await DutyRoom.open()
    const [kessler, sahin] = [await before.onDuty('u.kessler'), await before.onDuty('m.sahin')]
    const room = await before.restart()
    await room.pass(14)
    await room.presence.legOpened(kessler.principal, 'again' as LegId)
    expect(await room.stateOf(sahin)).toBe('available')
    await room.pass(1)
    expect(await room.stateOf(kessler)).toBe('available')
    expect(await room.stateOf(sahin)).toBe('gone')
  })

  test('[DUTY6] not to be disturbed while it rings: the request moves on at once', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler, menge] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('o.menge'),
    ]
    await room.asked(brandt)
    expect(await room.set(kessler, 'do_not_disturb')).toEqual({ state: 'do_not_disturb' })
    expect(room.heard(kessler, 'consultation.silenced')).toMatchObject([{ why: 'declined' }])
    expect(room.heard(menge, 'consultation.ringing')).toHaveLength(1)
  })

  test('[DUTY7] an adviser without duty cannot go on duty', async () => {
    const room = await DutyRoom.open()
    const brandt = await room.comes('j.brandt')
    await expect(room.set(brandt, 'available')).rejects.toMatchObject({ code: 'E_FORBIDDEN' })
  })

  test('[DUTY8] connections that come and go in a hurry end where the last one leaves them', async () => {
    const room = await DutyRoom.open()
    const kessler = await room.onDuty('u.kessler')
    await Promise.all(
      Array.from({ length: 20 }, async (_each, turn) => {
        const opened = kessler.open(`hasty-${turn}`)
        const closed = kessler.close(`hasty-${turn}`)
        await Promise.all([opened, closed])
      }),
    )
    await kessler.close()
    await kessler.open('last')
    await room.pass(6)
    expect(await room.stateOf(kessler)).toBe('available')
    await kessler.close('last')
    await room.pass(5)
    expect(await room.stateOf(kessler)).toBe('gone')
    expect(room.faults).toEqual([])
  })
})

describe('the board', () => {
  test('[DUTY9] estimates are medians of measured answers, and none below three of them', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler] = [await room.comes('j.brandt'), await room.onDuty('u.kessler')]
    const id = await room.openCase(brandt, 'kfz-ummeldung')
    expect(await boardOf(room, brandt)).toMatchObject({ answerSeconds: null, talkSeconds: null })
    for (const [wait, talk] of [
      [4, 60],
      [12, 240],
      [8, 100],
    ] as const) {
      const asked = await room.request(brandt, id)
      await room.pass(wait)
      await room.accept(kessler, asked.id)
      await room.clock.advance(talk * 1_000)
      await room.end(kessler, asked.id)
      await room.close(kessler, asked.id)
    }
    expect(await boardOf(room, brandt)).toMatchObject({ answerSeconds: 8, talkSeconds: 100 })
  })

  test('[DUTY10] busy since: only when nobody is free, since the last one became busy', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler] = [await room.comes('j.brandt'), await room.onDuty('u.kessler')]
    const asked = await room.asked(brandt)
    await room.pass(3)
    await room.accept(kessler, asked.id)
    expect((await boardOf(room, brandt)).busySince).toBe('2026-03-02T09:00:03.000Z')
    await room.onDuty('m.sahin')
    expect((await boardOf(room, brandt)).busySince).toBeNull()
  })

  test('[DUTY11] nobody there: the next planned duty is told, the team lead does not count', async () => {
    const room = await DutyRoom.open()
    const [brandt, sahin] = [await room.comes('j.brandt'), room.visitor('m.sahin')]
    await room.onDuty('i.voss')
    expect(await boardOf(room, brandt)).toMatchObject({ people: [], nextDuty: null })
    const entry = {
      person: sahin.person,
      unit: 'bau' as never,
      rank: 'primary' as const,
      weekdays: [1, 2, 3, 4, 5],
      from: '13:00',
      until: '16:00',
      validFrom: null,
      validUntil: null,
    }
    await room.database.transaction((trx) => dutyStore.plan(asTx(trx), [entry], []))
    expect((await boardOf(room, brandt, 'bau')).nextDuty).toBe('2026-03-02T12:00:00.000Z')
  })

  test('[DUTY12] the own page names duty, substitutes and state', async () => {
    const room = await DutyRoom.open()
    const [kessler, brandt] = [await room.onDuty('u.kessler'), await room.comes('j.brandt')]
    expect(await room.desk(kessler)).toEqual({
      person: kessler.person,
      unit: 'kfz',
      unitName: 'Zulassungsstelle',
      state: 'available',
      shifts: [{ from: '00:00', until: '24:00' }],
      substitutes: ['Olaf Menge', 'Dr. Ines Voß'],
      rings: [],
      current: null,
      callbacks: [],
      written: [],
    })
    expect(await room.desk(brandt)).toMatchObject({ unit: null, shifts: [], state: 'signed_out' })
  })
})
