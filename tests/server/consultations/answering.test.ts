import { describe, expect, test } from 'vitest'
import type { Refused } from '#server/platform/refused.ts'
import { DutyRoom } from './duty-room.ts'

/** Brandt asks, Kessler and Sahin are on duty. */
async function table() {
  const room = await DutyRoom.open()
  const brandt = await room.comes('j.brandt')
  const kessler = await room.onDuty('u.kessler')
  const sahin = await room.onDuty('m.sahin')
  return { room, brandt, kessler, sahin, asked: await room.asked(brandt) }
}

describe('accepting', () => {
  test('[CALL1] one winner: both sit down, the others’ cards leave and say who was first', async () => {
    const { room, brandt, kessler, sahin, asked } = await table()
    await room.pass(9)
    const view = await room.accept(kessler, asked.id)
    expect(view).toMatchObject({
      state: 'accepted',
      acceptedByName: 'Uwe Kessler',
      acceptedBecause: 'on_duty',
      disclosure: 1,
      stage: null,
      seats: [
        { name: 'Jana Brandt', role: 'adviser', place: 'Bürgerbüro Seendorf', state: 'taken' },
        { name: 'Uwe Kessler', role: 'specialist', place: 'Zulassungsstelle', state: 'taken' },
      ],
    })
    expect(room.heard(kessler, 'consultation.silenced')).toEqual([
      { consultation: asked.id, why: 'accepted_here', byName: null },
    ])
    expect(room.heard(sahin, 'consultation.silenced')).toEqual([
      { consultation: asked.id, why: 'accepted_elsewhere', byName: 'Uwe Kessler' },
    ])
    expect(room.heard(brandt, 'consultation.changed').at(-1)).toMatchObject({
      consultation: { state: 'accepted' },
    })
    expect(await room.stateOf(kessler)).toBe('in_call')
    expect(await room.stateOf(sahin)).toBe('available')
  })

  test('[CALL7] a second accept learns who was first', async () => {
    const { room, kessler, sahin, asked } = await table()
    await room.accept(kessler, asked.id)
    await expect(room.accept(sahin, asked.id)).rejects.toMatchObject({
      code: 'E_STATE',
      reason: 'accepted-by-other',
      values: { name: 'Uwe Kessler' },
    })
    expect((await room.accept(kessler, asked.id)).acceptedByName).toBe('Uwe Kessler')
  })

  test('[CALL8] a hundred times two accept at the same moment: always exactly one winner', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler, sahin] = [
      await room.comes('j.brandt'),
      await room.onDuty('u.kessler'),
      await room.onDuty('m.sahin'),
    ]
    const id = await room.openCase(brandt, 'kfz-ummeldung')
    for (let round = 0; round < 100; round++) {
      const asked = await room.request(brandt, id)
      const visitors = round % 2 === 0 ? [kessler, sahin] : [sahin, kessler]
      const results = await Promise.allSettled(visitors.map((visitor) => room.accept(visitor, asked.id)))
      const winners = results.filter((result) => result.status === 'fulfilled')
      const losers = results.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as Refused] : [],
      )
      expect(winners).toHaveLength(1)
      expect(losers.map((loser) => loser.reason)).toEqual(['accepted-by-other'])
      const winner = results[0]?.status === 'fulfilled' ? visitors[0]! : visitors[1]!
      await room.end(winner, asked.id)
      await room.close(winner, asked.id)
    }
  }, 120_000)

  test('[CALL9] two tabs of one person accept together: both hear yes, there is one seat', async () => {
    const { room, kessler, asked } = await table()
    const views = await Promise.all([room.accept(kessler, asked.id), room.accept(kessler, asked.id)])
    expect(views.map((view) => view.seats.length)).toEqual([2, 2])
  })

  test('[CALL10] who was not rung cannot accept, and a stranger learns nothing', async () => {
    const { room, asked } = await table()
    const [voss, krause] = [await room.comes('i.voss'), await room.comes('s.krause')]
    await expect(room.accept(voss, asked.id)).rejects.toMatchObject({ code: 'E_STATE', reason: 'ring-over' })
    await expect(room.accept(krause, asked.id)).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
    await expect(room.view(krause, asked.id)).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })

  test('[CALL11] a revision from before the ring or from the future is stale; from within the ring it holds', async () => {
    const { room, kessler, sahin, asked } = await table()
    await expect(room.accept(kessler, asked.id, 99)).rejects.toMatchObject({ code: 'E_STALE_REV' })
    await expect(room.accept(kessler, asked.id, 0)).rejects.toMatchObject({ code: 'E_STALE_REV' })
    await room.decline(sahin, asked.id)
    expect((await room.accept(kessler, asked.id, 1)).state).toBe('accepted')
  })
})

describe('staged disclosure', () => {
  test('[DISC1] rung: nothing; accepted: the question; consent to the file: everything, each step in the history', async () => {
    const { room, brandt, kessler, asked } = await table()
    await expect(room.view(kessler, asked.id)).rejects.toMatchObject({ code: 'E_FORBIDDEN' })
    await room.accept(kessler, asked.id)
    expect(await room.view(kessler, asked.id)).toMatchObject({
      disclosure: 1,
      question: 'ZB II liegt bei der Bank, was nun?',
    })
    await room.consent(brandt, asked.case, 'audio', 'file')
    expect(await room.view(kessler, asked.id)).toMatchObject({ state: 'connected', disclosure: 2 })
    expect(room.disclosed.map(({ person, level }) => [person, level])).toEqual([
      [kessler.person, 1],
      [kessler.person, 2],
    ])
    const history = await room.acts.read((tx) =>
      room.cases.history(tx, brandt.principal, asked.case, room.clock.now()),
    )
    expect(history.map((entry) => entry.action)).toEqual([
      'case.opened',
      'case.delegated',
      'consultation.requested',
      'consultation.ringing',
      'consultation.accepted',
      'disclosure.opened',
      'consent.given',
      'consent.given',
      'consultation.connected',
      'disclosure.opened',
    ])
  })

  test('[DISC2] consent given before: the yes opens the file in the same step', async () => {
    const room = await DutyRoom.open()
    const [brandt, kessler] = [await room.comes('j.brandt'), await room.onDuty('u.kessler')]
    const id = await room.openCase(brandt, 'kfz-ummeldung')
    await room.consent(brandt, id, 'video', 'audio', 'file')
    const asked = await room.request(brandt, id)
    expect(await room.accept(kessler, asked.id)).toMatchObject({ state: 'connected', disclosure: 2 })
  })

  test('[DISC3] picture and sound alone connect, the file stays shut', async () => {
    const { room, brandt, kessler, asked } = await table()
    await room.accept(kessler, asked.id)
    await room.consent(brandt, asked.case, 'audio')
    expect(await room.view(kessler, asked.id)).toMatchObject({ state: 'connected', disclosure: 1 })
  })

  test('[DISC4] the file withdrawn: back to the question at once; everything withdrawn: it ends without grace', async () => {
    const { room, brandt, kessler, asked } = await table()
    await room.consent(brandt, asked.case, 'audio', 'file')
    await room.accept(kessler, asked.id)
    await room.withdraw(brandt, asked.case, 'file')
    expect(await room.view(brandt, asked.id)).toMatchObject({ state: 'connected', disclosure: 1 })
    await room.withdraw(brandt, asked.case, 'audio')
    expect(await room.view(brandt, asked.id)).toMatchObject({
      state: 'wrapup',
      disclosure: 0,
      disclosureUntil: null,
    })
    expect(room.disclosed.map((each) => each.level)).toEqual([2, 1, 0])
    expect(room.heard(kessler, 'consultation.changed').at(-1)).toMatchObject({
      consultation: { state: 'wrapup', question: '', caseNumber: '' },
    })
    expect((await room.close(kessler, asked.id)).state).toBe('closed')
  })

  test('[DISC5] five minutes after the end the file is shut, whether wrapped up or not', async () => {
    const { room, brandt, kessler, asked } = await table()
    await room.consent(brandt, asked.case, 'file')
    await room.accept(kessler, asked.id)
    await room.end(brandt, asked.id)
    await room.close(kessler, asked.id)
    expect(await room.view(kessler, asked.id)).toMatchObject({ state: 'closed', disclosure: 2 })
    await room.pass(299)
    expect((await room.view(kessler, asked.id)).disclosure).toBe(2)
    await room.pass(1)
    expect(await room.view(brandt, asked.id)).toMatchObject({ disclosure: 0, disclosureUntil: null })
    await expect(room.view(kessler, asked.id)).rejects.toMatchObject({ code: 'E_FORBIDDEN' })
    expect(room.disclosed.at(-1)).toEqual({ case: asked.case, person: kessler.person, level: 0 })
  })

  test('[DISC6] a withdrawal during the grace shuts the file at once', async () => {
    const { room, brandt, kessler, asked } = await table()
    await room.consent(brandt, asked.case, 'file')
    await room.accept(kessler, asked.id)
    await room.end(kessler, asked.id)
    await room.withdraw(brandt, asked.case, 'file')
    expect((await room.view(brandt, asked.id)).disclosure).toBe(0)
  })

  test('[DISC7] consents given and withdrawn while it rings decide nothing before the yes', async () => {
    const { room, brandt, kessler, asked } = await table()
    await room.consent(brandt, asked.case, 'file', 'audio')
    await room.withdraw(brandt, asked.case, 'file', 'audio')
    expect(room.disclosed).toEqual([])
    expect(await room.accept(kessler, asked.id)).toMatchObject({ state: 'accepted', disclosure: 1 })
  })
})
