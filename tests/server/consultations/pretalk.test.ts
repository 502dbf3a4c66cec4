import { describe, expect, test } from 'vitest'
import { DutyRoom } from './duty-room.ts'

/** The citizen has consented to everything, Kessler has accepted, and both wanted to talk alone first. */
async function alone(...scopes: ('audio' | 'video' | 'file')[]) {
  const room = await DutyRoom.open()
  const brandt = await room.comes('j.brandt')
  const kessler = await room.onDuty('u.kessler')
  const asked = await room.asked(brandt, { pretalk: true })
  if (scopes.length > 0) await room.consent(brandt, asked.case, ...scopes)
  const view = await room.accept(kessler, asked.id)
  return { room, brandt, kessler, id: asked.id, case: asked.case, view }
}

describe('pre-talk of staff', () => {
  test('[PRE1] at most sixty seconds alone, the file shut although the citizen has allowed it', async () => {
    const { room, brandt, kessler, id, view } = await alone('audio', 'video', 'file')
    expect(view).toMatchObject({
      state: 'pretalk',
      pretalkUntil: '2026-03-02T09:01:00.000Z',
      disclosure: 1,
      connectedAt: null,
    })
    await room.pass(59)
    expect(await room.view(brandt, id)).toMatchObject({ state: 'pretalk', disclosure: 1 })
    expect(await room.stateOf(kessler)).toBe('in_call')
    await room.pass(1)
    expect(await room.view(brandt, id)).toMatchObject({
      state: 'connected',
      pretalkUntil: null,
      disclosure: 2,
      connectedAt: '2026-03-02T09:01:00.000Z',
    })
  })

  test('[PRE2] a button ends it; without any consent the two still wait for one', async () => {
    const { room, brandt, kessler, id, case: file } = await alone()
    const { seating } = room.consultations
    const connect = (by: typeof brandt) => room.acts.run(by.principal, (act) => seating.connect(act, id, {}))
    expect(await connect(kessler)).toMatchObject({ state: 'accepted', disclosure: 1, pretalkUntil: null })
    await expect(connect(brandt)).rejects.toMatchObject({ code: 'E_STATE' })
    await room.consent(brandt, file, 'file')
    expect(await room.view(brandt, id)).toMatchObject({ state: 'connected', disclosure: 2 })
  })

  test('[PRE2] consents that come meanwhile count from its end on', async () => {
    const { room, brandt, id, case: file } = await alone()
    await room.consent(brandt, file, 'audio', 'file')
    expect(await room.view(brandt, id)).toMatchObject({ state: 'pretalk', disclosure: 1 })
    const view = await room.acts.run(brandt.principal, (act) =>
      room.consultations.seating.connect(act, id, {}),
    )
    expect(view).toMatchObject({ state: 'connected', disclosure: 2 })
  })

  test('[PRE3] away for a moment: back with the time left, or with the citizen when it is over', async () => {
    const { room, brandt, kessler, id } = await alone('file')
    await kessler.close()
    expect((await room.view(brandt, id)).state).toBe('interrupted')
    await room.pass(30)
    await kessler.open()
    expect(await room.view(brandt, id)).toMatchObject({
      state: 'pretalk',
      pretalkUntil: '2026-03-02T09:01:00.000Z',
    })
    await kessler.close()
    await room.pass(30)
    expect(await room.view(brandt, id)).toMatchObject({ state: 'interrupted', pretalkUntil: null })
    await kessler.open()
    expect(await room.view(brandt, id)).toMatchObject({ state: 'connected', disclosure: 2 })
  })

  test('[PRE3] a restart in the middle of it keeps its time', async () => {
    const before = await alone('file')
    await before.room.pass(20)
    const room = await before.room.restart()
    await room.presence.legOpened(before.brandt.principal, 'again' as never)
    await room.presence.legOpened(before.kessler.principal, 'again-too' as never)
    await room.pass(39)
    expect((await room.view(before.brandt, before.id)).state).toBe('pretalk')
    await room.pass(1)
    expect((await room.view(before.brandt, before.id)).state).toBe('connected')
  })

  test('[PRE3] everything withdrawn ends it at once and shuts even the question', async () => {
    const { room, brandt, id, case: file } = await alone('file')
    await room.withdraw(brandt, file, 'file')
    expect(await room.view(brandt, id)).toMatchObject({ state: 'wrapup', disclosure: 0, pretalkUntil: null })
  })
})
