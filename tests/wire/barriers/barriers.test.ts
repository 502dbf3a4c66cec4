import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import { barrierDays } from '#shared/model/barrier.ts'
import { codeOf, WireDesk, type Tab } from '../gateway/wire-desk.ts'

let desk: WireDesk
let kranz: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  kranz = await desk.tab('d.kranz')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const wish = { place: 'upload', text: 'Der Knopf hat keinen Namen.', language: 'tr' }
const report = (body: object) => desk.send('/api/barriers', 'POST', body)
const reports = async () => (await kranz.do(commands.listBarriers, {})).reports

test('[BARRIER1] anybody reports a barrier without an account; the administration reads it live and answers it once, others do neither', async () => {
  await kranz.do(commands.resumeStream, { stream: 'district/current' })
  expect(
    (await report({ ...wish, text: '  Der Knopf hat\nkeinen Namen. ', contact: '030 23125 99' })).status,
  ).toBe(201)
  await kranz.hears('district.changed')
  const [one] = await reports()
  expect(one).toMatchObject({
    place: 'upload',
    text: 'Der Knopf hat\nkeinen Namen.',
    contact: '030 23125 99',
    language: 'tr',
    answered: null,
  })
  const brandt = await desk.tab('j.brandt')
  const paulsen = await desk.tab('r.paulsen')
  const answer = { report: one!.id, text: 'Der Knopf heißt jetzt Senden.' }
  expect(codeOf(await brandt.ask(commands.listBarriers, {}))).toBe('E_FORBIDDEN')
  expect(codeOf(await paulsen.ask(commands.answerBarrier, answer))).toBe('E_FORBIDDEN')
  await kranz.do(commands.answerBarrier, answer)
  expect(codeOf(await kranz.ask(commands.answerBarrier, { ...answer, text: 'noch einmal' }))).toBe('E_STATE')
  const [after] = (await paulsen.do(commands.listBarriers, {})).reports
  expect(after!.answered).toMatchObject({
    text: answer.text,
    byName: expect.stringContaining('Kranz') as string,
  })
})

test('[BARRIER2] what is no report is refused, and so is the sixth of one address in ten minutes', async () => {
  for (const bad of [
    {},
    { ...wish, text: ' ' },
    { ...wish, text: 'x'.repeat(2001) },
    { ...wish, place: 'kutsche' },
    { ...wish, case: 'V-2026-000001' },
    { ...wish, contact: 'eins\nzwei' },
  ])
    expect({ bad, status: (await report(bad)).status }).toEqual({ bad, status: 400 })
  for (let n = 1; n < 5; n++) expect((await report(wish)).status).toBe(201)
  const often = await report(wish)
  expect(often.status).toBe(429)
  expect(Number(often.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('[BARRIER3] a report goes after its time: answered ones first, open ones at the latest', async () => {
  const open = (await reports()).filter(({ answered }) => answered === null).length
  expect(open).toBe(4)
  /** As old as after so many days; then the hourly look comes round. */
  const older = async (days: number) => {
    await desk.sql(
      `update barrier_report set at = at - interval '${days} days', answered_at = answered_at - interval '${days} days'`,
    )
    await desk.clock.advance(60 * 60 * 1000)
    kranz = await desk.tab('d.kranz')
  }
  await older(barrierDays.answered)
  await expect.poll(async () => (await reports()).length).toBe(open)
  await older(barrierDays.atMost)
  await expect.poll(async () => (await reports()).length).toBe(0)
})
