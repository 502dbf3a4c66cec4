import { describe, expect, test } from 'vitest'
import { DutyRoom } from './duty-room.ts'

/** Kessler has accepted Brandt's request, the citizen has consented to everything. */
async function talking() {
  const room = await DutyRoom.open()
  const brandt = await room.comes('j.brandt')
  const kessler = await room.onDuty('u.kessler')
  const asked = await room.asked(brandt)
  await room.consent(brandt, asked.case, 'audio', 'video', 'file')
  await room.accept(kessler, asked.id)
  return { room, brandt, kessler, id: asked.id, case: asked.case }
}

describe('seats', () => {
  test('[SEAT1] the last tab closes: the seat is kept 45 seconds, back again it is the same seat and state', async () => {
    const { room, brandt, kessler, id } = await talking()
    await kessler.close()
    expect(await room.view(brandt, id)).toMatchObject({
      state: 'interrupted',
      until: '2026-03-02T09:00:45.000Z',
      seats: [
        { state: 'taken' },
        { name: 'Uwe Kessler', state: 'absent', until: '2026-03-02T09:00:45.000Z' },
      ],
    })
    await room.pass(44)
    await kessler.open('back')
    expect(await room.view(brandt, id)).toMatchObject({
      state: 'connected',
      disclosure: 2,
      seats: [{ state: 'taken' }, { role: 'specialist', state: 'taken', until: null }],
    })
    expect(await room.stateOf(kessler)).toBe('in_call')
  })

  test('[SEAT2] not back within 45 seconds: the consultation ends and a technical failure is proposed', async () => {
    const { room, brandt, kessler, id } = await talking()
    await kessler.close()
    await room.pass(45)
    expect(await room.view(brandt, id)).toMatchObject({ state: 'wrapup', outcome: 'technical_failure' })
    await room.pass(120)
    expect(await room.view(brandt, id)).toMatchObject({ state: 'closed', outcome: 'technical_failure' })
  })

  test('[SEAT3] a second tab keeps the seat, and joining again changes nothing', async () => {
    const { room, brandt, kessler, id } = await talking()
    await kessler.open('second')
    await kessler.close()
    const before = await room.view(brandt, id)
    const view = await room.acts.run(kessler.principal, (act) => room.consultations.seating.join(act, id))
    expect(view.rev).toBe(before.rev)
    expect(view.state).toBe('connected')
  })

  test('[SEAT4] held, interrupted, back: still held', async () => {
    const { room, brandt, kessler, id } = await talking()
    await room.acts.run(brandt.principal, (act) => room.consultations.seating.hold(act, id, {}))
    await kessler.close()
    await kessler.open()
    expect((await room.view(brandt, id)).state).toBe('held')
    const view = await room.acts.run(kessler.principal, (act) =>
      room.consultations.seating.resume(act, id, {}),
    )
    expect(view.state).toBe('connected')
    await expect(
      room.acts.run(kessler.principal, (act) => room.consultations.seating.resume(act, id, {})),
    ).rejects.toMatchObject({ code: 'E_STATE' })
  })

  test('[SEAT5] a restart of the server in mid-call: nobody notices who comes back within 15 seconds', async () => {
    const before = await talking()
    const room = await before.room.restart()
    await room.presence.legOpened(before.brandt.principal, 'again' as never)
    await room.pass(10)
    await room.presence.legOpened(before.kessler.principal, 'again-too' as never)
    await room.pass(10)
    const view = await room.view(before.brandt, before.id)
    expect(view).toMatchObject({ state: 'connected', disclosure: 2 })
    expect(room.heard(before.brandt, 'consultation.changed')).toEqual([])
  })

  test('[SEAT6] a restart of the server: who stays away loses the seat 45 seconds after it', async () => {
    const before = await talking()
    const room = await before.room.restart()
    await room.presence.legOpened(before.brandt.principal, 'again' as never)
    await room.pass(15)
    expect((await room.view(before.brandt, before.id)).state).toBe('interrupted')
    await room.pass(30)
    expect((await room.view(before.brandt, before.id)).state).toBe('wrapup')
    expect(await room.stateOf(before.kessler)).toBe('gone')
  })

  test('[SEAT7] a colleague of the office joins and leaves; when the last adviser leaves it ends', async () => {
    const room = await DutyRoom.open()
    const [lorenz, adler, kessler] = [
      await room.comes('k.lorenz'),
      await room.comes('f.adler'),
      await room.onDuty('u.kessler'),
    ]
    const asked = await room.asked(lorenz)
    await room.accept(kessler, asked.id)
    const joined = await room.acts.run(adler.principal, (act) =>
      room.consultations.seating.join(act, asked.id),
    )
    expect(joined.seats.map((seat) => [seat.name, seat.role])).toEqual([
      ['Karin Lorenz', 'adviser'],
      ['Uwe Kessler', 'specialist'],
      ['Falk Adler', 'adviser'],
    ])
    const leave = (visitor: typeof lorenz) =>
      room.acts.run(visitor.principal, (act) => room.consultations.seating.leave(act, asked.id, {}))
    expect((await leave(lorenz)).state).toBe('accepted')
    expect((await leave(adler)).state).toBe('wrapup')
  })

  test('[SEAT8] signals go between those rung and who asked, then between the seats, to nobody else', async () => {
    const room = await DutyRoom.open()
    const brandt = await room.comes('j.brandt')
    const [kessler, sahin] = [await room.onDuty('u.kessler'), await room.onDuty('m.sahin')]
    const asked = await room.asked(brandt)
    const peers = async (person: typeof brandt) => [
      ...(await room.consultations.peers(asked.id, person.person)),
    ]
    expect(await peers(brandt)).toEqual([kessler.person, sahin.person])
    expect(await peers(sahin)).toEqual([brandt.person])
    await room.accept(kessler, asked.id)
    expect(await peers(brandt)).toEqual([kessler.person])
    expect(await peers(sahin)).toEqual([])
    await room.end(brandt, asked.id)
    expect(await peers(brandt)).toEqual([])
  })
})

describe('wrap-up', () => {
  test('[WRAP1] hung up: two minutes to say how it ended, then the specialist is free again', async () => {
    const { room, brandt, kessler, id } = await talking()
    await room.pass(60)
    await room.end(brandt, id)
    expect(await room.view(kessler, id)).toMatchObject({ state: 'wrapup', until: '2026-03-02T09:03:00.000Z' })
    expect(await room.stateOf(kessler)).toBe('wrapup')
    expect((await room.desk(kessler)).current).toMatchObject({ id, state: 'wrapup' })
    await room.pass(119)
    expect(await room.stateOf(kessler)).toBe('wrapup')
    await room.pass(1)
    expect(await room.view(brandt, id)).toMatchObject({ state: 'closed', outcome: 'solved' })
    expect(await room.stateOf(kessler)).toBe('available')
  })

  test('[WRAP2] closed by hand with an outcome; a second close is told so', async () => {
    const { room, kessler, id } = await talking()
    await expect(room.close(kessler, id)).rejects.toMatchObject({ code: 'E_STATE', reason: 'not-in-wrapup' })
    await room.end(kessler, id)
    expect(await room.close(kessler, id)).toMatchObject({ state: 'closed', outcome: 'solved', until: null })
    await expect(room.close(kessler, id)).rejects.toMatchObject({ code: 'E_STATE', reason: 'already-closed' })
    expect(room.heard(kessler, 'presence.changed').at(-1)).toEqual({ state: 'available' })
    expect((await room.desk(kessler)).current).toBeNull()
  })

  test('[WRAP3] what was chosen during the call holds afterwards', async () => {
    const { room, kessler, id } = await talking()
    expect(await room.set(kessler, 'away')).toEqual({ state: 'in_call' })
    await room.end(kessler, id)
    await room.close(kessler, id)
    expect(await room.stateOf(kessler)).toBe('away')
  })
})

describe('callbacks', () => {
  /** Kessler is planned but nobody is there. */
  async function inVain() {
    const room = await DutyRoom.open()
    const brandt = await room.comes('j.brandt')
    const [first, second] = [await room.asked(brandt), await room.asked(brandt)]
    const slots = (id: typeof first.id) =>
      room.acts.read((tx) => room.consultations.callbacks.slots(tx, brandt.principal, id))
    const book = (id: typeof first.id, slot: { from: string; person: string }) =>
      room.acts.run(brandt.principal, (act) =>
        room.consultations.callbacks.book(act, id, slot.from, slot.person as never, {}),
      )
    return { room, brandt, first: first.id, second: second.id, case: first.case, slots, book }
  }

  test('[BACK1] slots are held three minutes: another request gets the next person or time', async () => {
    const { room, first, second, slots } = await inVain()
    const [mine, others] = [await slots(first), await slots(second)]
    const key = (slot: { from: string; person: string }) => `${slot.from} ${slot.person}`
    expect(others.slots.map(key)).not.toEqual(expect.arrayContaining(mine.slots.map(key)))
    expect(new Set([...mine.slots, ...others.slots].map(key)).size).toBe(6)
    await room.clock.advance(181_000)
    expect((await slots(second)).slots.map(key)).toEqual(mine.slots.map(key))
  })

  test('[BACK2] two book the same slot at the same moment: one gets it, the other is told', async () => {
    const { room, first, second, slots, book } = await inVain()
    const [slot] = (await slots(first)).slots
    await room.clock.advance(181_000)
    const results = await Promise.allSettled([book(first, slot!), book(second, slot!)])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'E_STATE', reason: 'slot-taken' })
  })

  test('[BACK3] a time in the past, off the quarter or of somebody not planned is not booked', async () => {
    const { room, first, slots, book } = await inVain()
    const [slot] = (await slots(first)).slots
    const taken = { code: 'E_STATE', reason: 'slot-taken' }
    await expect(book(first, { ...slot!, from: '2026-03-02T08:00:00.000Z' })).rejects.toMatchObject(taken)
    await expect(book(first, { ...slot!, from: '2026-03-02T09:16:00.000Z' })).rejects.toMatchObject(taken)
    await expect(book(first, { ...slot!, from: 'gestern' })).rejects.toMatchObject(taken)
    await expect(book(first, { ...slot!, person: room.visitor('o.menge').person })).rejects.toMatchObject(
      taken,
    )
  })

  test('[BACK4] ten minutes after the promised time it counts as missed and the team lead is told', async () => {
    const { room, brandt, first, slots, book } = await inVain()
    const voss = await room.comes('i.voss')
    const [slot] = (await slots(first)).slots
    await book(first, slot!)
    await room.clock.advance(24 * 60_000 + 59_000)
    await room.settle()
    expect((await room.view(brandt, first)).callback?.state).toBe('booked')
    await room.pass(1)
    expect((await room.view(brandt, first)).callback?.state).toBe('missed')
    expect(room.heard(voss, 'consultation.escalated').map((each) => each.consultation)).toHaveLength(3)
  })

  test('[BACK5] a kept promise is not missed', async () => {
    const { room, brandt, first, slots, book } = await inVain()
    const [slot] = (await slots(first)).slots
    const booked = await book(first, slot!)
    const kessler = await room.comes('u.kessler')
    const done = await room.acts.run(kessler.principal, (act) =>
      room.consultations.callbacks.finish(act, booked.id),
    )
    expect(done.state).toBe('done')
    await room.clock.advance(26 * 60_000)
    await room.settle()
    expect((await room.view(brandt, first)).callback?.state).toBe('done')
    expect((await room.desk(kessler)).callbacks).toEqual([])
  })

  test('[BACK6] the line of the case says in which way it waits', async () => {
    const { room, brandt, first, case: id, slots, book } = await inVain()
    const status = async () => {
      const { cases } = await room.acts.read((tx) => room.cases.list(tx, brandt.principal, 'mine'))
      return cases.find((each) => each.id === id)?.status
    }
    expect(await status()).toBe('in_consultation')
    await book(first, (await slots(first)).slots[0]!)
    expect(await status()).toBe('callback')
    await room.pass(1)
    expect(room.events.filter((event) => event.stream === 'office/seendorf').at(-1)?.body).toMatchObject({
      summary: { id, status: 'callback' },
    })
  })
})
