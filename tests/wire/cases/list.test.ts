import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceId } from '#shared/model/ids.ts'
import { commands } from '#shared/contract/wire.ts'
import { WireDesk } from '#tests/wire/gateway/wire-desk.ts'

let desk: WireDesk
beforeAll(async () => {
  desk = await WireDesk.start()
})
afterAll(() => desk.stop())

test('[CASE2] a long list says that there are older cases, and they are found by number or name, in the own office only', async () => {
  const brandt = await desk.tab('j.brandt')
  const wolf = await desk.tab('t.wolf')
  const open = (name: string) =>
    brandt.do(commands.openCase, { services: ['kfz-ummeldung' as ServiceId], citizen: { name } })
  const old = await open('Ottilie von Über-Land 100%')
  await desk.sql(
    `insert into case_file (id, number, title, office, opened_by, opened_at, changed_at)
     select gen_random_uuid(), 'V-2025-' || lpad(n::text, 6, '0'), title, office, opened_by, opened_at, changed_at + n * interval '1 second'
     from case_file, generate_series(1, 200) n where id = $1`,
    [old.id],
  )
  const first = await brandt.do(commands.listCases, { scope: 'office' })
  expect(first.cases).toHaveLength(200)
  expect(first.more).toBe(true)
  expect(first.cases.map(({ id }) => id)).not.toContain(old.id)

  const find = async (text: string, who = brandt) =>
    (await who.do(commands.listCases, { scope: 'office', find: text })).cases.map(({ number }) => number)
  expect(await find(old.number)).toEqual([old.number])
  expect(await find('über-land  OTTILIE')).toEqual([old.number])
  expect(await find('2025-000150')).toEqual(['V-2025-000150'])
  expect(await find('100%')).toEqual([old.number])
  expect(await find('_')).toEqual([])
  expect(await find(old.number, wolf)).toEqual([])
})
