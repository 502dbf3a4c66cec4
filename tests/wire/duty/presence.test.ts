import { expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import { LiveDesk } from '../consultations/live-desk.ts'

test('[DUTY13] a person with two tabs hears their own state in both, others see it on the stream of the unit', async () => {
  const live = await LiveDesk.start()
  const brandt = await live.visit('j.brandt')
  const [one, other] = [await live.visit('u.kessler'), await live.visit('u.kessler')]
  await brandt.do(commands.resumeStream, { stream: 'duty/kfz' })
  expect(await one.do(commands.setPresence, { state: 'available' })).toEqual({ state: 'available' })
  await other.hears('presence.changed', (body) => body.state === 'available')
  await brandt.hears('duty.changed', (body) =>
    body.unit.people.some((person) => person.name === 'Uwe Kessler'),
  )
  one.disconnect()
  await other.do(commands.setPresence, { state: 'away' })
  await brandt.hears('duty.changed', (body) => body.unit.people.some((person) => person.state === 'away'))
  const { units } = await brandt.do(commands.readBoard, {})
  expect(units.find((unit) => unit.unit === 'kfz')?.people).toMatchObject([
    { name: 'Uwe Kessler', state: 'away' },
  ])
})

test('[DUTY14] who has no duty cannot take one, who has no business with the board does not read it', async () => {
  const live = await LiveDesk.start()
  const [brandt, kranz] = [await live.visit('j.brandt'), await live.visit('d.kranz')]
  expect(await brandt.ask(commands.setPresence, { state: 'available' })).toMatchObject({
    ok: false,
    code: 'E_FORBIDDEN',
  })
  expect(await kranz.ask(commands.readBoard, {})).toMatchObject({ ok: false, code: 'E_FORBIDDEN' })
  expect(await kranz.ask(commands.readDesk, {})).toMatchObject({ ok: false, code: 'E_FORBIDDEN' })
})
