import { describe, expect, test } from 'vitest'
import type { ConsultationId } from '#shared/model/ids.ts'
import { ConsultationDisclosures } from '#server/consultations/disclosures.ts'
import { consultationStore } from '#server/store/consultation-store.ts'
import { DutyRoom, type Visitor } from './duty-room.ts'

const disclosures = new ConsultationDisclosures(consultationStore)

/** Brandt and Kessler talk with the citizen's consent to everything; the housing office and the licence unit are on duty. */
async function talking() {
  const room = await DutyRoom.open()
  const brandt = await room.comes('j.brandt')
  const kessler = await room.onDuty('u.kessler')
  const file = await room.openCase(brandt, 'kfz-ummeldung', 'wohngeld', 'fuehrerschein-umtausch')
  const { id } = await room.request(brandt, file)
  await room.consent(brandt, file, 'audio', 'video', 'file')
  await room.accept(kessler, id)
  const krause = await room.onDuty('s.krause')
  const menge = await room.onDuty('o.menge')
  const bring = async (who: Visitor, service: string) =>
    (await room.request(who, file, { service, joins: id })).id
  const note = (joined: ConsultationId, answer: 'given' | 'refused' | 'withdrawn') =>
    room.acts.run(brandt.principal, (act) => room.consultations.company.consent(act, joined, answer, {}))
  const leave = (who: Visitor) =>
    room.acts.run(who.principal, (act) => room.consultations.seating.leave(act, id, {}))
  const level = (who: Visitor) =>
    room.acts.read((tx) => disclosures.levelOf(tx, file, who.person, room.clock.now()))
  return { room, brandt, kessler, krause, menge, file, id, bring, note, leave, level }
}

describe('a second specialist', () => {
  test('[JOIN1] is rung by a plan of their own while the talk goes on, and takes a seat at the same table', async () => {
    const { room, brandt, kessler, menge, id, bring, level } = await talking()
    const joined = await bring(brandt, 'fuehrerschein-umtausch')
    expect(await room.view(brandt, id)).toMatchObject({ state: 'connected' })
    expect(room.heard(menge, 'consultation.ringing')).toMatchObject([{ consultation: joined, joins: id }])
    const view = await room.accept(menge, joined)
    expect(view).toMatchObject({ joins: id, state: 'connected', disclosure: 2, ownConsent: null })
    const table = await room.view(brandt, id)
    expect(table.seats.map((seat) => [seat.name, seat.role, seat.state])).toEqual([
      ['Jana Brandt', 'adviser', 'taken'],
      ['Uwe Kessler', 'specialist', 'taken'],
      ['Olaf Menge', 'specialist', 'taken'],
    ])
    expect(await level(menge)).toBe(2)
    expect([...(await room.consultations.peers(id, menge.person))].toSorted()).toEqual(
      [brandt.person, kessler.person].toSorted(),
    )
    // What the first one was asked is not told to the second.
    expect((await room.view(menge, id)).question).toBe('')
  })

  test('[JOIN2] of another authority sees nothing personal before the citizen has agreed to that', async () => {
    const { room, brandt, krause, bring, note, level } = await talking()
    const joined = await bring(brandt, 'wohngeld')
    expect(await room.accept(krause, joined)).toMatchObject({ ownConsent: 'not_asked', disclosure: 1 })
    expect(await level(krause)).toBe(1)
    await note(joined, 'given')
    expect(await level(krause)).toBe(2)
    await note(joined, 'withdrawn')
    expect(await level(krause)).toBe(1)
    expect(await room.view(brandt, joined)).toMatchObject({ state: 'connected', ownConsent: 'withdrawn' })
    await expect(
      room.acts.run(krause.principal, (act) => room.consultations.company.consent(act, joined, 'given', {})),
    ).rejects.toMatchObject({ code: 'E_FORBIDDEN' })
  })

  test('[JOIN2] all withdrawn: everybody loses the file, and given again the other authority is asked anew', async () => {
    const { room, brandt, kessler, krause, file, bring, note, level } = await talking()
    const joined = await bring(brandt, 'wohngeld')
    await note(joined, 'given')
    await room.accept(krause, joined)
    expect(await level(krause)).toBe(2)
    await room.withdraw(brandt, file, 'file')
    expect([await level(kessler), await level(krause)]).toEqual([1, 1])
    await expect(note(joined, 'given')).rejects.toMatchObject({ reason: 'file-consent-first' })
    await room.consent(brandt, file, 'file')
    expect([await level(kessler), await level(krause)]).toEqual([2, 1])
    await room.withdraw(brandt, file, 'audio', 'video', 'file')
    expect([await level(kessler), await level(krause)]).toEqual([0, 0])
    expect((await room.view(brandt, joined)).state).toBe('wrapup')
  })

  test('[JOIN3] each leaves alone: the others go on, and who left sees the file for the grace and no longer', async () => {
    const { room, brandt, kessler, menge, id, bring, leave, level } = await talking()
    const joined = await bring(brandt, 'fuehrerschein-umtausch')
    await room.accept(menge, joined)
    await leave(kessler)
    expect(await room.view(brandt, id)).toMatchObject({ state: 'connected' })
    expect(await room.stateOf(kessler)).toBe('available')
    expect(await level(kessler)).toBe(2)
    await room.pass(300)
    expect([await level(kessler), await level(menge)]).toEqual([0, 2])
    await expect(room.end(menge, id)).rejects.toMatchObject({ reason: 'only-your-own-seat' })
    await room.end(menge, joined)
    expect(await room.view(brandt, id)).toMatchObject({ state: 'wrapup', disclosure: 0 })
    expect(await room.stateOf(menge)).toBe('wrapup')
    await room.close(menge, joined)
    await room.pass(300)
    expect(await level(menge)).toBe(0)
  })

  test('[JOIN3] the first one, gone and back, is free for others meanwhile and sees what the citizen allows', async () => {
    const { room, brandt, kessler, menge, id, bring, leave, level } = await talking()
    await room.accept(menge, await bring(brandt, 'fuehrerschein-umtausch'))
    await leave(kessler)
    const other = await room.asked(brandt)
    await room.accept(kessler, other.id)
    await room.end(kessler, other.id)
    await room.close(kessler, other.id)
    await room.pass(301)
    expect(await level(kessler)).toBe(0)
    await room.acts.run(kessler.principal, (act) => room.consultations.seating.join(act, id))
    expect(await level(kessler)).toBe(2)
  })

  test('[JOIN4] the end of the talk is the end for all, also of what still rings', async () => {
    const { room, brandt, kessler, krause, menge, id, bring } = await talking()
    const sits = await bring(brandt, 'fuehrerschein-umtausch')
    await room.accept(menge, sits)
    const rings = await bring(kessler, 'wohngeld')
    await room.end(brandt, id)
    expect((await room.view(brandt, sits)).state).toBe('wrapup')
    expect((await room.view(brandt, rings)).state).toBe('cancelled')
    expect(room.heard(krause, 'consultation.silenced')).toMatchObject([{ why: 'cancelled' }])
  })

  test('[JOIN5] a lost connection keeps the second seat as it keeps the first', async () => {
    const { room, brandt, menge, id, bring } = await talking()
    const joined = await bring(brandt, 'fuehrerschein-umtausch')
    await room.accept(menge, joined)
    await menge.close()
    expect((await room.view(brandt, joined)).state).toBe('interrupted')
    expect(await room.view(brandt, id)).toMatchObject({
      state: 'connected',
      seats: [{}, {}, { state: 'absent' }],
    })
    await menge.open()
    expect((await room.view(brandt, joined)).state).toBe('connected')
    await menge.close()
    await room.pass(45)
    expect((await room.view(brandt, joined)).state).toBe('wrapup')
    expect(await room.view(brandt, id)).toMatchObject({ seats: [{}, {}, { state: 'left' }] })
  })

  test('[JOIN6] only who sits there brings somebody in, into a running talk of the same case', async () => {
    const { room, brandt, menge, id, file, bring } = await talking()
    await expect(bring(menge, 'wohngeld')).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
    const elsewhere = await room.openCase(brandt, 'fuehrerschein-umtausch')
    await expect(
      room.request(brandt, elsewhere, { service: 'fuehrerschein-umtausch', joins: id }),
    ).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
    await room.end(brandt, id)
    await expect(
      room.request(brandt, file, { service: 'fuehrerschein-umtausch', joins: id }),
    ).rejects.toMatchObject({ reason: 'consultation-over' })
  })
})

describe('a trainee', () => {
  const observe = ({ room, id }: Awaited<ReturnType<typeof talking>>, by: Visitor, who: Visitor) =>
    room.acts.run(by.principal, (act) => room.consultations.trainees.bring(act, id, who.person, {}))

  test('[TRAIN1] sits along only with the citizen’s consent, from the own unit, as a seat all see', async () => {
    const at = await talking()
    const { room, brandt, kessler, krause, file, id } = at
    const sahin = await room.comes('m.sahin')
    await expect(observe(at, kessler, sahin)).rejects.toMatchObject({ reason: 'trainee-consent-first' })
    await room.consent(brandt, file, 'trainee')
    await expect(observe(at, kessler, krause)).rejects.toMatchObject({ reason: 'trainee-not-there' })
    await expect(observe(at, brandt, sahin)).rejects.toMatchObject({ reason: 'trainee-not-there' })
    const found = await room.acts.read((tx) =>
      room.consultations.trainees.candidates(tx, kessler.principal, id),
    )
    expect(found.colleagues.map(({ name }) => name)).toEqual(['Mira Sahin'])
    expect((await observe(at, kessler, sahin)).seats.at(-1)).toMatchObject({
      name: 'Mira Sahin',
      role: 'trainee',
      state: 'taken',
    })
    expect(room.heard(sahin, 'consultation.changed').at(-1)?.consultation.seats).toHaveLength(3)
  })

  test('[TRAIN2] opens no file, decides nothing, and is never alone with the citizen', async () => {
    const at = await talking()
    const { room, brandt, kessler, file, id, level, leave } = at
    const sahin = await room.comes('m.sahin')
    await room.consent(brandt, file, 'trainee')
    await observe(at, kessler, sahin)
    expect(await level(sahin)).toBe(0)
    expect((await room.view(sahin, id)).question).toBe('')
    const listens = { code: 'E_FORBIDDEN', reason: 'trainee-listens' }
    const { seating } = room.consultations
    await expect(room.end(sahin, id)).rejects.toMatchObject(listens)
    await expect(room.acts.run(sahin.principal, (act) => seating.hold(act, id, {}))).rejects.toMatchObject(
      listens,
    )
    await leave(kessler)
    expect((await room.view(brandt, id)).state).toBe('wrapup')
  })

  test('[TRAIN3] the consent withdrawn: gone at once, the talk goes on, and no way back by oneself', async () => {
    const at = await talking()
    const { room, brandt, kessler, file, id } = at
    const sahin = await room.comes('m.sahin')
    await room.consent(brandt, file, 'trainee')
    await observe(at, kessler, sahin)
    await room.withdraw(brandt, file, 'trainee')
    expect(await room.view(brandt, id)).toMatchObject({
      state: 'connected',
      disclosure: 2,
      seats: [{}, {}, { role: 'trainee', state: 'left' }],
    })
    expect([...(await room.consultations.peers(id, sahin.person))]).toEqual([])
    await room.consent(brandt, file, 'trainee')
    const join = room.acts.run(sahin.principal, (act) => room.consultations.seating.join(act, id))
    await expect(join).rejects.toMatchObject({ reason: 'trainee-listens' })
  })
})
