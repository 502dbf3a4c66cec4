import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { said, WireDesk, type Tab } from '../gateway/wire-desk.ts'
import { kfz, readyCase, wohnsitz } from './bundles.ts'

let desk: WireDesk
let brandt: Tab
let wolf: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  wolf = await desk.tab('t.wolf')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const until = '2026-03-20'
const open = (services: ServiceId[] = [kfz]) =>
  brandt.do(commands.openCase, { services, citizen: { name: 'Petra Wendt' } })

test('[PAUSE1] a service rests with reason and day, shows so in list and case, and goes on where it stood', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const place = { case: ready.case, caseService: ready.ids[0]! }
  for (const wrong of ['2026-03-01', '2027-04-01', '2026-02-30'])
    expect(
      said(await brandt.ask(commands.pauseService, { ...place, reason: 'callback', until: wrong })),
    ).toMatch(/^E_SCHEMA Bitte einen Tag/)
  const resting = await brandt.do(commands.pauseService, { ...place, reason: 'missing_evidence', until })
  expect(resting.services[0]).toMatchObject({
    state: 'paused',
    pause: { reason: 'missing_evidence', until, byName: 'Jana Brandt' },
  })
  // The same wish from a second window.
  expect(said(await brandt.ask(commands.pauseService, { ...place, reason: 'callback' }))).toMatch(/^E_STATE/)
  const { cases } = await brandt.do(commands.listCases, { scope: 'office' })
  expect(cases.find(({ id }) => id === ready.case)).toMatchObject({ status: 'paused', pausedUntil: until })
  expect(said(await brandt.ask(commands.handOver, { case: ready.case, services: [...ready.ids] }))).toMatch(
    /pausiert/,
  )
  const after = await brandt.do(commands.resumeService, place)
  expect(after.services[0]).toMatchObject({ state: 'fee_settled', pause: null })
  expect(said(await brandt.ask(commands.resumeService, place))).toMatch(/^E_STATE/)
})

test('[PAUSE2] a partner office entitled to the service finds the case by its number, goes on with it, and the old office loses it', async () => {
  const { id, number, services } = await open()
  const place = { case: id, caseService: services[0]!.id }
  expect(said(await wolf.ask(commands.findPaused, { number }))).toMatch(/^E_NOT_FOUND/)
  expect(said(await wolf.ask(commands.resumeService, place))).toMatch(/^E_NOT_FOUND/)
  await brandt.do(commands.pauseService, { ...place, reason: 'callback', until })
  const found = await wolf.do(commands.findPaused, { number })
  expect(found).toMatchObject({
    case: id,
    officeName: 'Bürgerbüro Seendorf',
    services: [{ reason: 'callback', until }],
  })
  expect(JSON.stringify(found)).not.toContain('Wendt')
  const moved = await wolf.do(commands.resumeService, place)
  expect(moved).toMatchObject({
    office: 'doemzow',
    openedByName: 'Tim Wolf',
    services: [{ state: 'collecting' }],
  })
  expect(said(await brandt.ask(commands.getCase, { case: id }))).toMatch(/^E_NOT_FOUND/)
  await brandt.hears(
    'case.changed',
    ({ body }) => body.summary?.id === id && body.summary.status === 'closed',
  )
})

test('[PAUSE3] an office that could not finish everything left in the case does not get it', async () => {
  const { id, number, services } = await open([wohnsitz, kfz])
  const place = { case: id, caseService: services[1]!.id }
  await brandt.do(commands.pauseService, { ...place, reason: 'callback' })
  await wolf.do(commands.findPaused, { number })
  expect(said(await wolf.ask(commands.resumeService, place))).toMatch(/^E_STATE Der Vorgang kann hier nicht/)
  const menge = await desk.tab('o.menge')
  expect(said(await menge.ask(commands.resumeService, place))).toMatch(/^E_FORBIDDEN/)
})
