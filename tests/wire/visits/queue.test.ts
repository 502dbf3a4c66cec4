import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CounterId, ServiceId } from '#shared/model/ids.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

let desk: WireDesk
let brandt: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})
const queue = async (tab: Tab) => (await tab.do(commands.listQueue, {})).tickets

test('[QUEUE1] numbers count per office and day, one adviser gets each, and nothing is known of yesterday', async () => {
  const wolf = await desk.tab('t.wolf')
  await wolf.do(commands.resumeStream, { stream: 'office/doemzow' })
  const first = await brandt.do(commands.drawTicket, { name: ' Petra Wendt ', wish: 'Umzug' })
  const second = await brandt.do(commands.drawTicket, {})
  expect([first, second].map(({ number }) => number)).toEqual(['A 001', 'A 002'])
  expect(first).toMatchObject({ name: 'Petra Wendt', wish: 'Umzug', calledBy: null })
  expect((await wolf.do(commands.drawTicket, {})).number).toBe('A 001')

  // Another office neither sees nor calls them.
  expect((await queue(wolf)).map(({ id }) => id)).not.toContain(first.id)
  expect(codeOf(await wolf.ask(commands.callTicket, { ticket: first.id }))).toBe('E_NOT_FOUND')

  const other = await brandt.owner.tab()
  await desk.clock.advance(120_000)
  const calls = await Promise.all([
    brandt.ask(commands.callTicket, { ticket: first.id }),
    other.ask(commands.callTicket, { ticket: first.id }),
  ])
  expect(calls.map(said).toSorted()).toEqual([
    'E_STATE A 001 hat schon Jana Brandt aufgerufen. Bitte die nächste Nummer aufrufen.',
    'ok',
  ])
  expect((await brandt.do(commands.listQueue, {})).usualMinutes).toBe(2)
  await brandt.do(commands.returnTicket, { ticket: first.id })
  expect(said(await brandt.ask(commands.returnTicket, { ticket: first.id }))).toMatch(/^E_STATE .* wartet/)
  expect((await queue(brandt)).map(({ number }) => number)).toEqual(['A 001', 'A 002'])
  await brandt.do(commands.callTicket, { ticket: first.id })
  await brandt.do(commands.endTicket, { ticket: first.id, why: 'absent' })
  expect((await queue(brandt)).map(({ number }) => number)).toEqual(['A 002'])
  expect(codeOf(await brandt.ask(commands.endTicket, { ticket: first.id, why: 'served' }))).toBe(
    'E_NOT_FOUND',
  )
  // Whoever has gone leaves no name, and the trail never had one.
  const rows = await desk.audit()
  expect(rows.filter(({ action }) => action.startsWith('queue.')).map(({ action }) => action)).toEqual([
    'queue.drawn',
    'queue.drawn',
    'queue.drawn',
    'queue.called',
    'queue.returned',
    'queue.called',
    'queue.absent',
  ])
  expect(JSON.stringify([rows, await desk.sql('select * from queue_ticket')])).not.toContain('Petra')

  await desk.clock.advance(24 * 3_600_000)
  const tomorrow = await desk.tab('j.brandt')
  expect(await queue(tomorrow)).toEqual([])
  expect((await tomorrow.do(commands.drawTicket, {})).number).toBe('A 001')
  await expect.poll(() => desk.sql('select distinct day from queue_ticket')).toHaveLength(1)
  brandt = tomorrow
})

test('[QUEUE2] the screen of the desk that calls forgets the citizen before', async () => {
  const counter = 'seendorf-1' as CounterId
  const screen = await desk.pair(brandt.owner, counter)
  const seat = await screen.tab()
  const opened = await brandt.do(commands.openCase, { services: ['wohnsitz-anmelden' as ServiceId] })
  await brandt.do(commands.shareCase, { counter, case: opened.id })
  expect((await seat.do(commands.viewSeat, {})).case?.id).toBe(opened.id)
  const { id: ticket } = await brandt.do(commands.drawTicket, {})
  const { id: next } = await brandt.do(commands.drawTicket, {})
  await brandt.do(commands.callTicket, { ticket })
  expect(await seat.do(commands.viewSeat, {})).toMatchObject({ case: null, wipe: true })
  expect(codeOf(await seat.ask(commands.getCase, { case: opened.id }))).not.toBe('ok')
  await seat.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
  expect((await seat.do(commands.viewSeat, {})).wipe).toBe(false)
  // One citizen at a desk: the next call ends the number before, in the same transaction.
  await brandt.do(commands.callTicket, { ticket: next })
  const here = (await queue(brandt)).filter(({ calledBy }) => calledBy === brandt.person)
  expect(here.map(({ id }) => id)).toEqual([next])
  expect((await desk.audit()).map(({ action }) => action)).toContain('queue.served')
})
